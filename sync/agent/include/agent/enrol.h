#pragma once
#include <array>
#include <functional>
#include <string>

#include "agent/ports.h"
#include "contract/enrolment.h"

namespace zhuangui::agent {

struct EnrolRequest {
  std::string code;                     ///< the office's one-time code, 8 characters
  contract::EnrolmentRandom random{};   ///< fresh from the operating system
  std::int64_t wait_ms = 15 * 60 * 1000;///< how long to wait for the office's approval
};

/// What the time is and how to wait, so that tests need neither.
struct EnrolHooks {
  std::function<std::int64_t()> wall_utc_ms;
  std::function<std::int64_t()> mono_ms;
  std::function<void(std::int64_t ms)> sleep;
  /// Called once, with the four words that must stand on both screens.
  std::function<void(const std::array<std::string, 4>&)> show_words;
};

struct Enrolled {
  contract::EnrolmentReceipt receipt;
  std::string receipt_text;             ///< exact bytes, to be kept
  contract::Signature receipt_signature{};
};

/// The terminal's side of enrolment (contract/enrolment.h), blocking until the office decides. Nothing is stored here
/// or by the caller before this answers. When `http` speaks to a county whose keys were in the QR code, `county_key`
/// must be it (nullptr: not known beforehand, the words are the proof).
/// Errors: refused (wrong, used or expired code; the office said no; the county's answers do not fit together),
/// timeout (not approved in time; the same code and key go on), offline.
Result<Enrolled> enrol(HttpPort& http, const contract::KeyPair& key, const EnrolRequest& request,
                       const contract::PublicKey* county_key, const EnrolHooks& hooks);

}  // namespace zhuangui::agent
