#include "sync/enrol_folder.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace zhuangui::app {
namespace {

using core::Errc;
using core::Result;
namespace fs = std::filesystem;

constexpr std::size_t ca_bytes_max = 256u << 10;

/// 16 bytes nobody can foretell: the seed of a fresh key pair is just that.
contract::EnrolmentRandom fresh_random() {
  const auto seed = contract::KeyPair::generate().seed();
  contract::EnrolmentRandom random;
  std::copy_n(seed.begin(), random.size(), random.begin());
  return random;
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

}  // namespace

Result<std::string> read_ca(const std::string& file) {
  if (file.empty()) return std::string{};
  std::ifstream in(file, std::ios::binary);
  std::string pem{std::istreambuf_iterator<char>(in), {}};
  if (!in.is_open() || pem.empty())
    return core::fail(Errc::not_found, "read the certificate " + file + ": it is not there, empty or may not be read", "name the PEM file of the county's CA");
  if (pem.size() > ca_bytes_max) return core::fail(Errc::invalid_input, "the certificate " + file + " is longer than 256 KiB", "name the PEM file of the county's CA alone");
  return pem;
}

Result<void> check_enrol_folder(const std::string& directory) {
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

Result<contract::KeyPair> enrolment_key(const std::string& directory) {
  auto kept = contract::load_key(journal::key_path(directory));
  if (kept || kept.error().code != Errc::not_found) return kept;
  return contract::KeyPair::generate();
}

Result<journal::Enrolment> enrol_folder(const EnrolWish& wish, const contract::KeyPair& key, agent::HttpPort& http,
                                        const agent::EnrolHooks& hooks) {
  const agent::EnrolRequest request{wish.code, fresh_random(), wish.wait_ms};
  const auto enrolled = agent::enrol(http, key, request, wish.county_key ? &*wish.county_key : nullptr, hooks);
  if (!enrolled) return tl::unexpected(enrolled.error());
  journal::Enrolment enrolment;
  enrolment.terminal = enrolled->receipt.terminal;
  enrolment.counter = enrolled->receipt.counter;
  enrolment.county_url = wish.county_url;
  enrolment.terminal_key = key.public_key();
  enrolment.county_key = enrolled->receipt.county_key;
  enrolment.reserve_key = enrolled->receipt.reserve_key;
  enrolment.ca_pem = wish.ca_pem;
  enrolment.receipt = enrolled->receipt_text;
  enrolment.receipt_signature = enrolled->receipt_signature;
  if (auto kept = keep(wish.directory, key, enrolment); !kept) return tl::unexpected(kept.error());
  return enrolment;
}

}  // namespace zhuangui::app
