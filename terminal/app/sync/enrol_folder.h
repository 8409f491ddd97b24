#pragma once
#include <optional>
#include <string>

#include "agent/enrol.h"
#include "agent/ports.h"
#include "contract/keys.h"
#include "journal/journal.h"

namespace zhuangui::app {

/// What one enrolment is made of; for `zhuanguictl enrol` and the first start of the terminal.
struct EnrolWish {
  std::string directory;
  std::string county_url;
  std::string ca_pem;     ///< the county's CA, empty: one that the machine trusts
  std::string code;       ///< of the office
  std::optional<contract::PublicKey> county_key;  ///< where it is known beforehand
  std::int64_t wait_ms = 15 * 60 * 1000;          ///< for the office's approval
};

/// Before the office is asked: can the outcome be kept there at all? Errors: conflict (enrolled already), permission,
/// read_only, and those of the journal.
core::Result<void> check_enrol_folder(const std::string& directory);
/// The key that an interrupted enrolment left in the folder, or a new one. A code is bound to the key that first used it:
/// who tries again takes the same. Errors: permission, corrupt.
core::Result<contract::KeyPair> enrolment_key(const std::string& directory);
/// Enrols over `http`, which goes to that very address, and keeps key and enrolment in the folder. Blocks until the
/// office has decided. Errors are those of agent::enrol, and of keeping.
core::Result<journal::Enrolment> enrol_folder(const EnrolWish& wish, const contract::KeyPair& key, agent::HttpPort& http,
                                              const agent::EnrolHooks& hooks);
/// A PEM file of at most 256 KiB; no name, no text. Errors: not_found, invalid_input.
core::Result<std::string> read_ca(const std::string& file);

}  // namespace zhuangui::app
