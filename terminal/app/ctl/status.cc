#include <algorithm>
#include <iostream>

#include "configuration.h"
#include "ctl/commands.h"
#include "ctl/context.h"
#include "ctl/usb_devices.h"
#include "journal/training.h"
#include "transport/serial_bus.h"

namespace zhuangui::app {

namespace {

struct DeviceLine {
  std::string kind, model, state;
};

/// A device on a serial line the counter has set up: the line is there or not, since only the terminal may ask the device.
void add_serial(std::vector<DeviceLine>& lines, const char* kind, const std::string& profile, const device::Choice& choice) {
  if (profile.empty()) return;
  transport::SerialBus::Options ttys;
  for (const std::string& port : choice.ports)
    if (port.starts_with("/dev/")) ttys.paths.push_back(port);
  const auto found = transport::SerialBus{ttys}.list();
  const bool there = found && std::any_of(found->begin(), found->end(), [&](const auto& one) { return choice.names(one); });
  lines.push_back({kind, profile, there ? "present" : "absent"});
}

/// What the bus tells; a kind that is not there is named all the same.
std::vector<DeviceLine> device_lines(const std::optional<Configuration>& configuration) {
  std::vector<DeviceLine> lines;
  const auto found = list_usb_devices();
  for (const std::string kind : {"printer", "scanner", "scale"}) {
    const std::size_t before = lines.size();
    if (found)
      for (const UsbDevice& device : *found)
        if (device.kind == kind) lines.push_back({kind, device.model, device.state});
    if (lines.size() == before && kind != "scale") lines.push_back({kind, "", "absent"});  // many counters have no scale
  }
  if (configuration) {
    if (configuration->scale_profile != "hid") add_serial(lines, "scale", configuration->scale_profile, configuration->scale);
    add_serial(lines, "display", configuration->display_profile, configuration->display);
  }
  return lines;
}

/// Seconds since the county last said that the release in force is the newest; nullopt: never.
std::optional<std::int64_t> list_age_s(const journal::JournalStatus& status) {
  if (status.list_confirmed_at == 0) return std::nullopt;
  return std::max<std::int64_t>(0, wall_now().utc_ms - status.list_confirmed_at) / 1000;
}

/// The counter's registered scale; none: it has none, or no configuration was named.
const till::RegisteredScale* registered_scale(const std::optional<Configuration>& configuration) {
  return configuration && configuration->weighing.own ? &*configuration->weighing.own : nullptr;
}

std::string status_json(const journal::JournalStatus& status, std::int64_t shift, const std::vector<DeviceLine>& devices, const till::RegisteredScale* scale) {
  core::JsonWriter out;
  out.begin_object().field("terminal", status.terminal).field("counter", status.counter);
  out.field("epoch", status.epoch).field("seq", status.seq);
  out.field("hash", status.seq == 0 ? std::string{} : contract::to_hex(status.hash));
  out.field("county_seq", status.county.epoch == status.epoch ? status.county.seq : 0);
  out.field("unsent", status.unsent).field("release", status.release);
  const auto age_s = list_age_s(status);
  out.key("list_age_s");
  age_s ? out.integer(*age_s) : out.null();
  out.field("clock_offset_ms", status.clock_offset_ms).field("shift", shift).field("training", status.training);
  out.key("devices").begin_array();
  for (const DeviceLine& line : devices)
    out.begin_object().field("kind", line.kind).field("model", line.model).field("state", line.state).end_object();
  out.end_array();
  if (scale != nullptr)
    out.key("scale").begin_object().field("number", scale->serial).field("verified_until", core::date_text(scale->verified_until)).end_object();
  return out.end_object().take();
}

void print_status(const journal::JournalStatus& status, const std::vector<DeviceLine>& devices, const till::RegisteredScale* scale) {
  std::cout << "terminal " << status.terminal << " at counter " << status.counter << "\n";
  std::cout << "journal: epoch " << status.epoch << ", " << status.seq << " entries";
  if (status.seq > 0) std::cout << ", hash " << contract::to_hex(status.hash);
  std::cout << "\ncounty: has " << (status.county.epoch == status.epoch ? status.county.seq : 0) << " of them, "
            << status.unsent << " unsent\n";
  if (status.training) std::cout << "training: somebody practises; nothing of it counts or is sent\n";
  const auto age_s = list_age_s(status);
  std::cout << "release: " << (status.release == 0 ? "none" : std::to_string(status.release));
  std::cout << (age_s ? ", confirmed " + std::to_string(*age_s) + " s ago" : ", never confirmed") << "\n";
  std::cout << "clock: " << status.clock_offset_ms << " ms behind the county\n";
  for (const DeviceLine& line : devices)
    std::cout << line.kind << ": " << line.state << (line.model.empty() ? "" : ", " + line.model) << "\n";
  if (scale != nullptr) std::cout << "scale " << scale->serial << ": verified until " << core::date_text(scale->verified_until) << "\n";
}

}  // namespace

void run_status(Context& context, const std::string& configuration_file) {
  std::optional<Configuration> configuration;
  if (!configuration_file.empty()) {
    auto read = load_configuration(configuration_file);
    if (!read) return context.fail(read.error());
    configuration = std::move(*read);
  }
  const auto reader = context.reader();
  if (!reader) return context.fail(reader.error());
  auto status = (*reader)->status();
  if (!status) return context.fail(status.error());
  status->training = status->training || journal::training_is_under_way(context.directory);
  const auto shift = (*reader)->running_shift();
  if (!shift) return context.fail(shift.error());
  const till::RegisteredScale* scale = registered_scale(configuration);
  if (context.json) std::cout << status_json(*status, shift->shift, device_lines(configuration), scale) << "\n";
  else print_status(*status, device_lines(configuration), scale);
}

}  // namespace zhuangui::app
