#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <thread>

#include "agent/enrol.h"
#include "ctl/commands.h"
#include "ctl/context.h"
#include "sync/sync_ports.h"

namespace zhuangui::app {

namespace {

using core::Errc;
using core::Result;
namespace fs = std::filesystem;

constexpr std::size_t ca_bytes_max = 256u << 10;

Result<std::string> read_ca(const std::string& file) {
  if (file.empty()) return std::string{};
  std::ifstream in(file, std::ios::binary);
  std::string pem{std::istreambuf_iterator<char>(in), {}};
  if (!in.is_open() || pem.empty())
    return core::fail(Errc::not_found, "read the certificate " + file + ": it is not there, empty or may not be read", "name the PEM file of the county's CA");
  if (pem.size() > ca_bytes_max) return core::fail(Errc::invalid_input, "the certificate " + file + " is longer than 256 KiB", "name the PEM file of the county's CA alone");
  return pem;
}

/// Before the office is asked: can the outcome be kept here at all?
Result<void> check_folder(const std::string& directory) {
  const auto enrolled = journal::load_enrolment(directory);
  if (enrolled)
    return core::fail(Errc::conflict, directory + " is enrolled already, as " + enrolled->terminal + " at counter " + enrolled->counter,
                      "name another folder for another terminal");
  if (enrolled.error().code != Errc::not_found) return tl::unexpected(enrolled.error());
  fs::path place = fs::absolute(directory);
  std::error_code none;
  while (!fs::exists(place, none) && place.has_relative_path()) place = place.parent_path();
  if (::access(place.c_str(), W_OK | X_OK) == 0) return {};
  return core::fail(errno == EROFS ? Errc::read_only : Errc::permission, "write into " + place.string() + ": " + std::strerror(errno),
                    "give this user the folder, or name another with --data");
}

/// A key that an interrupted enrolment left, or a new one.
Result<contract::KeyPair> key_for(const std::string& directory) {
  auto kept = contract::load_key(journal::key_path(directory));
  if (kept || kept.error().code != Errc::not_found) return kept;
  return contract::KeyPair::generate();
}

/// 16 bytes nobody can foretell: the seed of a fresh key pair is just that.
contract::EnrolmentRandom fresh_random() {
  const auto seed = contract::KeyPair::generate().seed();
  contract::EnrolmentRandom random;
  std::copy_n(seed.begin(), random.size(), random.begin());
  return random;
}

agent::EnrolHooks hooks(const Context& context) {
  agent::EnrolHooks hooks;
  hooks.wall_utc_ms = [] { return wall_now().utc_ms; };
  hooks.mono_ms = [] {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
  };
  hooks.sleep = [](std::int64_t ms) { std::this_thread::sleep_for(std::chrono::milliseconds(ms)); };
  hooks.show_words = [json = context.json](const std::array<std::string, 4>& words) {
    if (json) {
      core::JsonWriter out;
      out.begin_object().key("words").begin_array();
      for (const std::string& word : words) out.string(word);
      std::cout << out.end_array().end_object().take() << std::endl;
    } else {
      std::cout << "check words (核对词): " << words[0] << " " << words[1] << " " << words[2] << " " << words[3]
                << "\nThe county office must see the same four before it approves. Waiting …" << std::endl;
    }
  };
  return hooks;
}

/// The key first: a folder that is enrolled always has its key, and a key alone is taken up by the next enrolment.
Result<void> keep(const std::string& directory, const contract::KeyPair& key, const journal::Enrolment& enrolment) {
  std::error_code trouble;
  const bool made = fs::create_directories(directory, trouble);
  if (trouble)
    return core::fail(Errc::permission, "make the folder " + directory + ": " + trouble.message(), "give this user the right to make it");
  if (made) ::chmod(directory.c_str(), 0700);
  const std::string file = journal::key_path(directory);
  if (!fs::exists(file, trouble))
    if (auto saved = contract::save_key(file, key); !saved) return saved;
  return journal::save_enrolment(directory, enrolment);
}

Result<journal::Enrolment> enrol(const Context& context, const EnrolAsked& asked) {
  const auto directory = context.folder();
  if (!directory) return tl::unexpected(directory.error());
  if (auto free = check_folder(*directory); !free) return tl::unexpected(free.error());
  const auto ca_pem = read_ca(asked.ca_file);
  if (!ca_pem) return tl::unexpected(ca_pem.error());
  const auto county_key = contract::from_hex<contract::PublicKey>(asked.county_key);
  if (!asked.county_key.empty() && !county_key)
    return core::fail(Errc::invalid_input, "--county-key is not 64 hex digits", "copy it from the office's enrolment page, or leave it out");
  const auto http = open_http_port(asked.county, *ca_pem);
  if (!http) return tl::unexpected(http.error());
  const auto key = key_for(*directory);
  if (!key) return tl::unexpected(key.error());

  const agent::EnrolRequest request{asked.code, fresh_random(), asked.wait_s * 1000};
  const auto enrolled = agent::enrol(**http, *key, request, county_key ? &*county_key : nullptr, hooks(context));
  if (!enrolled) return tl::unexpected(enrolled.error());
  journal::Enrolment enrolment;
  enrolment.terminal = enrolled->receipt.terminal;
  enrolment.counter = enrolled->receipt.counter;
  enrolment.county_url = asked.county;
  enrolment.terminal_key = key->public_key();
  enrolment.county_key = enrolled->receipt.county_key;
  enrolment.reserve_key = enrolled->receipt.reserve_key;
  enrolment.ca_pem = *ca_pem;
  enrolment.receipt = enrolled->receipt_text;
  enrolment.receipt_signature = enrolled->receipt_signature;
  if (auto kept = keep(*directory, *key, enrolment); !kept) return tl::unexpected(kept.error());
  return enrolment;
}

}  // namespace

void run_enrol(Context& context, const EnrolAsked& asked) {
  const auto enrolment = enrol(context, asked);
  if (!enrolment)
    return context.fail(enrolment.error(), enrolment.error().code == Errc::conflict ? std::optional{exit_code::not_so} : std::nullopt);
  if (!context.json) {
    std::cout << "enrolled: terminal " << enrolment->terminal << " at counter " << enrolment->counter << "\n";
    return;
  }
  core::JsonWriter out;
  out.begin_object().field("terminal", enrolment->terminal).field("counter", enrolment->counter);
  out.field("county", enrolment->county_url).field("public_key", contract::to_hex(enrolment->terminal_key));
  std::cout << out.end_object().take() << "\n";
}

}  // namespace zhuangui::app
