#include "ctl/context.h"

#include <cerrno>
#include <chrono>
#include <cstring>
#include <fstream>
#include <iostream>

namespace zhuangui::app {

using core::Errc;
using core::Result;

int exit_code_of(Errc code) {
  switch (code) {
    case Errc::refused: return exit_code::not_so;
    case Errc::invalid_input: return exit_code::usage;
    default: return exit_code::environment;
  }
}

void Context::tell(const core::Error& error) const {
  if (json) {
    core::JsonWriter out;
    out.begin_object().field("code", core::errc_name(error.code)).field("message", error.cause);
    std::cerr << out.field("remedy", error.remedy).end_object().take() << std::endl;
    return;
  }
  std::cerr << "zhuanguictl: " << error.cause << (error.remedy.empty() ? "" : "; " + error.remedy) << std::endl;
}

void Context::fail(const core::Error& error, std::optional<int> code) {
  tell(error);
  exit = code.value_or(exit_code_of(error.code));
}

Result<core::CounterInfo> counter_of(journal::Reader& reader) {
  const auto release = reader.release();
  if (!release) return tl::unexpected(release.error());
  if (*release)
    for (const auto& [name, bytes] : (*release)->sections)
      if (name == "counter") return core::parse_counter_section(bytes);
  return core::fail(Errc::not_found, "the journal keeps no release, so nobody knows this counter's name", "let the terminal sync with the county once");
}

Result<std::string> Context::folder() const {
  if (directory.empty())
    return core::fail(Errc::invalid_input, "no folder was named", "say --data DIR, the folder of the terminal");
  return directory;
}

Result<std::unique_ptr<journal::Reader>> Context::reader() const {
  const auto named = folder();
  if (!named) return tl::unexpected(named.error());
  return journal::Reader::open(*named);
}

Result<Identity> Context::identity() const {
  const auto named = folder();
  if (!named) return tl::unexpected(named.error());
  auto enrolment = journal::load_enrolment(*named);
  if (!enrolment) return tl::unexpected(enrolment.error());
  const std::string key_file = journal::key_path(*named);
  auto key = contract::load_key(key_file);
  if (!key) return tl::unexpected(key.error());
  if (key->public_key() != enrolment->terminal_key)
    return core::fail(Errc::conflict, "open " + *named + ": the key file " + key_file + " is of another terminal",
                      "bring back the key file of terminal " + enrolment->terminal + ", or enrol this terminal anew in a new folder");
  return Identity{std::move(*enrolment), std::move(*key)};
}

core::Error as_core_error(const device::DeviceError& error) {
  const bool permission = error.code == device::Errc::no_service;
  return {permission ? Errc::permission : Errc::internal, error.cause, error.remedy};
}

core::WallTime wall_now() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::milliseconds>(now).count()};
}

std::string yuan_text(std::int64_t fen) {
  const std::int64_t size = fen < 0 ? -fen : fen;
  const std::string cents = std::to_string(size % 100);
  return (fen < 0 ? "-" : "") + std::to_string(size / 100) + (cents.size() == 1 ? ".0" : ".") + cents;
}

Result<void> write_file(const std::string& file, std::string_view bytes) {
  errno = 0;
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  if (out) return {};
  const Errc code = errno == ENOSPC ? Errc::disk_full : errno == EROFS ? Errc::read_only : Errc::permission;
  return core::fail(code, "write " + file + ": " + (errno != 0 ? std::strerror(errno) : "it failed"),
                    "name a file in a folder that is there and may be written");
}

}  // namespace zhuangui::app
