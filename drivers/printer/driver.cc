#include "printer/driver.h"

#include <algorithm>
#include <utility>

namespace zhuangui::printer {
namespace {

Trouble trouble_of_open(const device::DeviceError& error) {
  if (error.code == device::Errc::no_service) return Trouble::no_permission;
  if (error.code == device::Errc::claimed || error.code == device::Errc::busy) return Trouble::held;
  return Trouble::unplugged;
}

}  // namespace

void choose_by_files(DriverOptions& options, const device::QuirkTable& quirks, const std::vector<Profile>& profiles) {
  options.is_escpos = [&quirks](const device::DeviceInfo& device) { return known_as_escpos(quirks, device); };
  options.profile_of = [&quirks, &profiles, otherwise = options.profile](const device::DeviceInfo& device, const DeviceId& id) {
    const Profile* profile = match_profile(profiles, quirks, device, id);
    return profile != nullptr ? *profile : otherwise;
  };
}

PrinterDriver::PrinterDriver(device::Bus& bus, DriverOptions options, std::function<std::int64_t()> now_ms,
                             std::function<void(const JobReport&)> on_job,
                             std::function<void(const DeviceReport&)> on_device)
    : bus_(bus),
      options_(std::move(options)),
      profile_(options_.profile),
      now_ms_(std::move(now_ms)),
      on_job_(std::move(on_job)),
      on_device_(std::move(on_device)),
      broken_off_(options_.broken_off) {}

device::Result<void> PrinterDriver::submit(Job job) {
  if (jobs_.size() >= jobs_max)
    return tl::unexpected(device::DeviceError{device::Errc::busy, "16 print jobs are waiting already",
                                              "mend the printer, or cancel the jobs that are no longer wanted"});
  const bool known = std::any_of(jobs_.begin(), jobs_.end(), [&](const Job& one) { return one.number == job.number; });
  if ((job.bytes.empty() && !job.encode) || known)
    return tl::unexpected(device::DeviceError{
        device::Errc::illegal,
        "print job " + std::to_string(job.number) + (known ? " is queued already" : " has no bytes"),
        "give every job its own number and its bytes"});
  jobs_.push_back(std::move(job));
  if (jobs_.size() == 1) begin_job();
  return {};
}

void PrinterDriver::cancel(std::int64_t number) {
  const auto found = std::find_if(jobs_.begin(), jobs_.end(), [&](const Job& one) { return one.number == number; });
  if (found == jobs_.end()) return;
  if (found != jobs_.begin()) {
    const std::size_t total = found->bytes.size();
    jobs_.erase(found);
    on_job_(JobReport{number, device::PrintState::failed, std::nullopt, Trouble::cancelled, false, 0, total});
    return;
  }
  if (!touched_) return finish(device::PrintState::failed, std::nullopt, Trouble::cancelled);
  const bool cleared = clear_printer(std::chrono::milliseconds(100));
  if (!cleared && taken_ < found->bytes.size()) broken_off_ = true;
  if (cleared) finish(device::PrintState::failed, std::nullopt, Trouble::cancelled);
  else finish(device::PrintState::unknown, Grade::e, Trouble::not_cleared);
}

std::int64_t PrinterDriver::turn(std::chrono::milliseconds slice) {
  if (!transport_) return find_device();
  const std::int64_t wait_ms = lost_ ? 0 : jobs_.empty() ? rest() : work(slice);
  if (!lost_) return wait_ms;
  lose_device(*std::exchange(lost_, std::nullopt));
  return 0;
}

bool PrinterDriver::is_ours(const device::DeviceInfo& device) const {
  if (!options_.device.fits(device)) return false;
  const bool is_printer = device.interface_class == 7 && device.interface_subclass == 1;
  const bool is_vendor_class = device.interface_class == 0xFF;  // as some Epson boards call their interface
  if (options_.device.names(device)) return is_printer || is_vendor_class;
  const auto known = options_.is_escpos ? options_.is_escpos(device) : std::nullopt;
  return known.value_or(is_printer) && (is_printer || is_vendor_class);
}

// Looks on the bus when it is due; returns the milliseconds until the next look.
std::int64_t PrinterDriver::find_device() {
  const std::int64_t now = now_ms_();
  if (now < next_look_ms_) return next_look_ms_ - now;
  next_look_ms_ = now + options_.retry_every_ms;
  if (device_.stage != device::Stage::closed) step(device::Verb::close);
  const auto devices = bus_.list();
  if (!devices) return not_found(Trouble::unplugged, devices.error().cause);
  const auto found = choose(*devices);
  if (!found && !foreign_.empty()) return not_found(Trouble::other_language, foreign_cause_);
  if (!found) return not_found(Trouble::unplugged, "no printer is plugged in");
  auto transport = bus_.open(*found);
  if (!transport) return not_found(trouble_of_open(transport.error()), transport.error().cause);
  return enable(*found, std::move(*transport));
}

// The first that is ours, but none that speaks another language, unless it was plugged in anew or is due to be asked.
std::optional<device::DeviceInfo> PrinterDriver::choose(const std::vector<device::DeviceInfo>& devices) {
  const auto among = [](const std::vector<device::DeviceInfo>& some, const device::DeviceInfo& one) {
    return std::find(some.begin(), some.end(), one) != some.end();
  };
  std::erase_if(foreign_, [&](const device::DeviceInfo& one) { return !among(devices, one); });
  if (now_ms_() >= foreign_until_ms_) foreign_.clear();
  for (const device::DeviceInfo& one : devices)
    if (is_ours(one) && !among(foreign_, one)) return one;
  return std::nullopt;
}

std::int64_t PrinterDriver::not_found(Trouble trouble, std::string cause) {
  show_device(trouble, std::move(cause));
  if (!jobs_.empty()) show_job(device::PrintState::queued, trouble, true);
  return options_.retry_every_ms;
}

std::int64_t PrinterDriver::enable(const device::DeviceInfo& device, std::unique_ptr<device::Transport> transport) {
  transport_ = std::move(transport);
  step(device::Verb::open);
  step(device::Verb::claim);
  parser_.reset();
  side_out_.clear();
  status_.reset();
  question_ = 0;
  next_ask_ms_ = now_ms_();
  recognise();
  if (speaks_other_language(device_.id)) return refuse(device);
  port_status_works_ = profile_.port_status;
  listen(std::chrono::milliseconds(1));  // what it had to say before is of another time
  status_.reset();
  fill_up();
  // From here on it tells its troubles unasked, also while it takes no byte.
  if (profile_.status == StatusWay::full) say({0x1D, 0x61, 0x0F}, std::chrono::milliseconds(20));
  step(device::Verb::enable);
  show_device(Trouble::none);
  if (!jobs_.empty()) begin_job();
  return 0;
}

// Looks at once whether there is another one.
std::int64_t PrinterDriver::refuse(const device::DeviceInfo& device) {
  const device::DeviceError error = other_language(device_.id);
  if (foreign_.empty()) foreign_until_ms_ = now_ms_() + options_.language_every_ms;
  foreign_.push_back(device);
  foreign_cause_ = error.cause + "; " + error.remedy;
  transport_.reset();
  device_.device.reset();
  device_.id = {};
  next_look_ms_ = now_ms_();
  return find_device();
}

void PrinterDriver::lose_device(const device::DeviceError& error) {
  const Trouble trouble = error.code == device::Errc::no_hardware ? Trouble::unplugged : Trouble::stalled;
  step(device::Verb::fail);
  transport_.reset();
  status_.reset();
  side_out_.clear();
  device_.device.reset();
  device_.id = {};
  show_device(trouble, error.cause);
  end_job_of_lost_device(trouble);
  next_look_ms_ = now_ms_() + options_.retry_every_ms;
}

// Nothing to print: hears what the printer says by itself, and asks it now and then.
std::int64_t PrinterDriver::rest() {
  constexpr std::int64_t unasked_every_ms = 200;
  const std::int64_t now = now_ms_();
  if (question_ == 0 && now < next_ask_ms_) {
    if (profile_.status != StatusWay::full) return next_ask_ms_ - now;
    listen(std::chrono::milliseconds(1));  // what it tells by itself is heard now, not with the next question
    return std::min(next_ask_ms_ - now, unasked_every_ms);
  }
  if (!talks()) {
    const Trouble trouble = ask_port();
    show_device(trouble == Trouble::paper_out ? trouble : Trouble::none);
    next_ask_ms_ = now + options_.status_every_ms;
    return options_.status_every_ms;
  }
  const Asked asked = ask(std::chrono::milliseconds(20));
  if (asked == Asked::pending) return 0;
  if (asked == Asked::blocked) show_device(known_trouble());
  const bool well = device_.trouble == Trouble::none;
  next_ask_ms_ = now_ms_() + (well ? options_.status_every_ms : options_.retry_every_ms);
  return next_ask_ms_ - now_ms_();
}

void PrinterDriver::step(device::Verb verb) {
  if (const auto after = device::next(device_.stage, verb)) device_.stage = *after;
}

void PrinterDriver::show_device(Trouble trouble, std::string cause) {
  device_.trouble = trouble;
  device_.cause = std::move(cause);
  device_.near_end = status_ && status_->near_end;
  device_.drawer_open.reset();
  if (status_ && talks() && options_.drawer_open_level != device::DrawerOpenLevel::not_told)
    device_.drawer_open = status_->drawer_high == (options_.drawer_open_level == device::DrawerOpenLevel::high);
  if (shown_device_ == device_) return;
  shown_device_ = device_;
  on_device_(device_);
}

}  // namespace zhuangui::printer
