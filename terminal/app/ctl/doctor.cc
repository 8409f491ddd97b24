#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <optional>
#include <set>
#include <vector>

#include "configuration.h"
#include "ctl/commands.h"
#include "ctl/context.h"
#include "ctl/device_rights.h"
#include "ctl/usb_devices.h"
#include "free_space.h"

namespace zhuangui::app {

namespace {

constexpr std::int64_t list_age_max_s = 24 * 3600;

struct Finding {
  std::string check;
  bool ok = true;
  std::string cause, remedy;
};
using Findings = std::vector<Finding>;

void good(Findings& findings, const char* check, std::string what) { findings.push_back({check, true, std::move(what), {}}); }
void bad(Findings& findings, const char* check, std::string cause, std::string remedy) {
  findings.push_back({check, false, std::move(cause), std::move(remedy)});
}
void bad(Findings& findings, const char* check, const core::Error& error) { bad(findings, check, error.cause, error.remedy); }

std::string octal(mode_t mode) {
  char text[8];
  std::snprintf(text, sizeof text, "%04o", static_cast<unsigned>(mode & 07777));
  return text;
}

void check_folder(Findings& findings, const std::string& directory) {
  struct stat facts {};
  if (::stat(directory.c_str(), &facts) != 0)
    return bad(findings, "folder", directory + ": " + std::strerror(errno), "name the folder of this terminal with --data, or enrol it");
  if (!S_ISDIR(facts.st_mode)) return bad(findings, "folder", directory + " is no folder", "name the folder of this terminal with --data");
  if ((facts.st_mode & 077) != 0)
    return bad(findings, "folder", directory + " can be entered by other users (mode " + octal(facts.st_mode) + ")", "chmod 700 " + directory);
  if (::access(directory.c_str(), R_OK | W_OK | X_OK) != 0)
    return bad(findings, "folder", directory + ": " + std::strerror(errno), "run this as the user of the terminal, and see that the disk is not read-only");
  good(findings, "folder", directory + " is this user's alone and can be written");
}

void check_space(Findings& findings, const std::string& directory) {
  struct statvfs disk {};
  const auto space = free_space(directory);
  if (!space || ::statvfs(directory.c_str(), &disk) != 0) return bad(findings, "disk_space", directory + ": " + std::strerror(errno), "name the folder of this terminal with --data");
  const std::string text = std::to_string(space->free_bytes >> 20) + " MiB are free";
  if (is_nearly_full(*space)) return bad(findings, "disk_space", "only " + text, "make room: 5 % of the disk and 200 MiB are wanted");
  if (disk.f_files != 0 && disk.f_favail < 1000) return bad(findings, "disk_space", "the disk has hardly any room for more files", "delete files that nobody needs");
  good(findings, "disk_space", text);
}

void check_key(Findings& findings, const std::string& directory, const std::optional<journal::Enrolment>& enrolment) {
  const std::string file = journal::key_path(directory);
  const auto key = contract::load_key(file);
  if (!key) return bad(findings, "key", key.error());
  struct stat facts {};
  if (::stat(file.c_str(), &facts) == 0 && (facts.st_mode & 07777) != 0600)
    return bad(findings, "key", file + " has mode " + octal(facts.st_mode) + ", not 0600", "chmod 600 " + file);
  if (enrolment && key->public_key() != enrolment->terminal_key)
    return bad(findings, "key", file + " is the key of another terminal", "bring back the key file of terminal " + enrolment->terminal);
  good(findings, "key", file + " is there, readable by its user alone" + (enrolment ? ", and of this terminal" : ""));
}

/// The newest entry must be signed by this terminal: what the terminal itself looks at before it appends.
void check_last_head(Findings& findings, journal::Reader& reader, const journal::JournalStatus& status, const journal::Enrolment& enrolment) {
  if (status.seq == 0) return good(findings, "last_head", "the journal has no entry yet");
  const auto head = reader.head(status.epoch, status.seq);
  if (!head) return bad(findings, "last_head", head.error());
  if (!*head || (*head)->hash != status.hash || !contract::verify_head(enrolment.terminal_key, enrolment.terminal, **head))
    return bad(findings, "last_head", "the signature of the newest entry (epoch " + std::to_string(status.epoch) + " seq " + std::to_string(status.seq) + ") does not hold",
               "stop selling with this folder, run zhuanguictl journal verify --county, and tell the county office");
  good(findings, "last_head", "the newest entry, epoch " + std::to_string(status.epoch) + " seq " + std::to_string(status.seq) + ", is signed by this terminal");
}

void check_lists(Findings& findings, const journal::JournalStatus& status) {
  if (status.release == 0) return bad(findings, "lists", "no release of the county has arrived: there are no products and prices", "start the terminal where it reaches the county");
  if (status.list_confirmed_at == 0) return bad(findings, "lists", "the county has never confirmed release " + std::to_string(status.release), "start the terminal where it reaches the county");
  const std::int64_t age_s = (wall_now().utc_ms - status.list_confirmed_at) / 1000;
  const std::string text = "release " + std::to_string(status.release) + " was confirmed " + std::to_string(std::max<std::int64_t>(0, age_s)) + " s ago";
  if (age_s > list_age_max_s) return bad(findings, "lists", text, "see that the terminal reaches the county");
  good(findings, "lists", text);
}

void check_journal(Findings& findings, const std::string& directory, const std::optional<journal::Enrolment>& enrolment) {
  const auto reader = journal::Reader::open(directory);
  if (!reader) return bad(findings, "journal", reader.error());
  const auto status = (*reader)->status();
  if (!status) return bad(findings, "journal", status.error());
  good(findings, "journal", "it opens, with " + std::to_string(status->seq) + " entries in epoch " + std::to_string(status->epoch) + ", " + std::to_string(status->unsent) + " unsent");
  if (enrolment) check_last_head(findings, **reader, *status, *enrolment);
  check_lists(findings, *status);
}

/// The rules stand beside the assets: in the source tree, and where the package puts them.
std::string rules_file() {
  const auto assets = assets_folder();
  if (!assets) return "packaging/udev/60-zhuangui.rules";
  const std::string folder = std::filesystem::path{*assets + "/.."}.lexically_normal().string();
  return folder + (folder.ends_with('/') ? "" : "/") + "packaging/udev/60-zhuangui.rules";
}

/// What it says of itself decides how it is spoken to where its USB id is not known. Opens it for a moment.
Finding what_it_says(const UsbDevice& device) {
  constexpr const char* check = "printer.says";
  const auto usb = open_usb();
  if (!usb) return {check, false, usb.error().cause, usb.error().remedy};
  const auto transport = usb->bus->open(device.info);
  if (!transport) return {check, true, "it was not asked what it is: " + transport.error().cause, {}};
  const printer::DeviceId id = printer::ask_device_id(**transport).value_or(printer::DeviceId{});
  const printer::Profile* profile = printer::match_profile(usb->assets.printers, usb->assets.quirks, device.info, id);
  const std::string used = profile == nullptr ? "" : "; used as " + profile->name + " where the configuration sets no profile";
  if (id.is_empty()) return {check, true, "it does not say what it is" + used, {}};
  if (printer::speaks_other_language(id)) {
    const device::DeviceError error = printer::other_language(id);
    return {check, false, error.cause, error.remedy};
  }
  std::string languages;
  for (const std::string& language : id.languages) languages += (languages.empty() ? ", " : ",") + language;
  const std::string name = printer::name_of(id) + languages;
  return {check, true, "it says it is " + name + used, {}};
}

void check_devices(Findings& findings) {
  const auto devices = list_usb_devices();
  if (!devices) return bad(findings, "usb", devices.error());
  Places places;
  places.our_rules = rules_file();
  const Account account = Account::current();
  std::set<std::string> kinds;
  for (const UsbDevice& device : *devices) {
    kinds.insert(device.kind);
    good(findings, device.kind.c_str(), device.model + " at port " + device.info.port_path);
    for (const DeviceFinding& found : examine_device(device, places, account))
      findings.push_back({device.kind + "." + found.check, found.ok, found.cause, found.remedy});
    if (device.kind == "printer" && device.state == "present") findings.push_back(what_it_says(device));
  }
  for (const char* kind : {"printer", "scanner"}) {  // without these no counter works
    if (!kinds.contains(kind)) bad(findings, kind, std::string{"no "} + kind + " is plugged in", "plug it in and switch it on; a model that is not known wants a line in assets/quirks");
  }
}

/// A scale may be sold by until the end of its last day; the next verification wants to be arranged before.
void check_scale_dates(Findings& findings, const std::string& configuration_file) {
  constexpr const char* check = "scale.verified";
  constexpr const char* cure = "have it verified, and set [scale] verified_until to the new day";
  constexpr std::int64_t warned_days = 30;
  if (configuration_file.empty()) return;
  const auto configuration = load_configuration(configuration_file);
  if (!configuration) return bad(findings, check, configuration.error());
  if (configuration->scale_profile.empty()) return;
  if (!configuration->weighing.own)
    return bad(findings, check, "the scale is not registered: nothing is sold by it", "set [scale] number and verified_until as its plate and mark say");
  const till::RegisteredScale& scale = *configuration->weighing.own;
  const std::int64_t days = core::days_since_epoch(scale.verified_until) - core::days_since_epoch(core::shanghai_date(wall_now()));
  const std::string named = "scale " + scale.serial + ", verified until " + core::date_text(scale.verified_until);
  if (days < 0) return bad(findings, check, named + ": it may not be used any more", cure);
  if (days <= warned_days) return bad(findings, check, named + ": " + std::to_string(days) + " days are left", cure);
  good(findings, check, named);
}

Findings examine(const std::string& directory, const std::string& configuration_file) {
  Findings findings;
  check_folder(findings, directory);
  check_space(findings, directory);
  const auto enrolled = journal::load_enrolment(directory);
  std::optional<journal::Enrolment> enrolment;
  if (enrolled) {
    enrolment = *enrolled;
    good(findings, "enrolment", "terminal " + enrolled->terminal + " at counter " + enrolled->counter + ", county " + enrolled->county_url);
  } else {
    bad(findings, "enrolment", enrolled.error());
  }
  check_key(findings, directory, enrolment);
  check_journal(findings, directory, enrolment);
  check_devices(findings);
  check_scale_dates(findings, configuration_file);
  return findings;
}

void tell(Context& context, const Findings& findings) {
  for (const Finding& finding : findings) {
    if (!finding.ok) context.exit = exit_code::not_so;
    if (context.json) {
      core::JsonWriter out;
      out.begin_object().field("check", finding.check).field("ok", finding.ok).field("cause", finding.cause);
      std::cout << out.field("remedy", finding.remedy).end_object().take() << "\n";
      continue;
    }
    std::cout << (finding.ok ? "ok   " : "bad  ") << finding.check << ": " << finding.cause;
    if (!finding.remedy.empty()) std::cout << "; " << finding.remedy;
    std::cout << "\n";
  }
}

}  // namespace

void run_doctor(Context& context, const std::string& configuration_file) {
  const auto directory = context.folder();
  if (!directory) return context.fail(directory.error());
  tell(context, examine(*directory, configuration_file));
}

void run_devices_doctor(Context& context) {
  Findings findings;
  check_devices(findings);
  tell(context, findings);
}

}  // namespace zhuangui::app
