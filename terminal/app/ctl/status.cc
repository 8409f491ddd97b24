#include <algorithm>
#include <iostream>

#include "ctl/commands.h"
#include "ctl/context.h"
#include "ctl/usb_devices.h"

namespace zhuangui::app {

namespace {

struct DeviceLine {
  std::string kind, model, state;
};

/// What the bus tells; a kind that is not there is named all the same.
std::vector<DeviceLine> device_lines() {
  std::vector<DeviceLine> lines;
  const auto found = list_usb_devices();
  for (const std::string kind : {"printer", "scanner", "scale"}) {
    const std::size_t before = lines.size();
    if (found)
      for (const UsbDevice& device : *found)
        if (device.kind == kind) lines.push_back({kind, device.model, device.state});
    if (lines.size() == before && kind != "scale") lines.push_back({kind, "", "absent"});  // many counters have no scale
  }
  return lines;
}

/// Seconds since the county last said that the release in force is the newest; nullopt: never.
std::optional<std::int64_t> list_age_s(const journal::JournalStatus& status) {
  if (status.list_confirmed_at == 0) return std::nullopt;
  return std::max<std::int64_t>(0, wall_now().utc_ms - status.list_confirmed_at) / 1000;
}

std::string status_json(const journal::JournalStatus& status) {
  core::JsonWriter out;
  out.begin_object().field("terminal", status.terminal).field("counter", status.counter);
  out.field("epoch", status.epoch).field("seq", status.seq);
  out.field("hash", status.seq == 0 ? std::string{} : contract::to_hex(status.hash));
  out.field("county_seq", status.county.epoch == status.epoch ? status.county.seq : 0);
  out.field("unsent", status.unsent).field("release", status.release);
  const auto age_s = list_age_s(status);
  out.key("list_age_s");
  age_s ? out.integer(*age_s) : out.null();
  out.field("clock_offset_ms", status.clock_offset_ms).key("shift").null().field("training", false);
  out.key("devices").begin_array();
  for (const DeviceLine& line : device_lines())
    out.begin_object().field("kind", line.kind).field("model", line.model).field("state", line.state).end_object();
  return out.end_array().end_object().take();
}

void print_status(const journal::JournalStatus& status) {
  std::cout << "terminal " << status.terminal << " at counter " << status.counter << "\n";
  std::cout << "journal: epoch " << status.epoch << ", " << status.seq << " entries";
  if (status.seq > 0) std::cout << ", hash " << contract::to_hex(status.hash);
  std::cout << "\ncounty: has " << (status.county.epoch == status.epoch ? status.county.seq : 0) << " of them, "
            << status.unsent << " unsent\n";
  const auto age_s = list_age_s(status);
  std::cout << "release: " << (status.release == 0 ? "none" : std::to_string(status.release));
  std::cout << (age_s ? ", confirmed " + std::to_string(*age_s) + " s ago" : ", never confirmed") << "\n";
  std::cout << "clock: " << status.clock_offset_ms << " ms behind the county\n";
  for (const DeviceLine& line : device_lines())
    std::cout << line.kind << ": " << line.state << (line.model.empty() ? "" : ", " + line.model) << "\n";
}

}  // namespace

void run_status(Context& context) {
  const auto reader = context.reader();
  if (!reader) return context.fail(reader.error());
  const auto status = (*reader)->status();
  if (!status) return context.fail(status.error());
  if (context.json) std::cout << status_json(*status) << "\n";
  else print_status(*status);
}

}  // namespace zhuangui::app
