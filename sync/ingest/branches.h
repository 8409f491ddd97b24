#pragma once
// Private to ingest: what the office decides about branches, and what accepted ones count for.
#include <functional>
#include <set>
#include <tuple>

#include "contract/batch.h"
#include "ingest/report.h"
#include "parts.h"
#include "project.h"

namespace zhuangui::ingest {

/// The branch counts from now on: an entry branch.accepted of the county's own journal names it by the hash of its
/// bytes. Errors: not_found, conflict (decided already; or the entries before it are not here: accept those first),
/// refused (its key is revoked).
Result<void> accept_branch(const Parts& parts, std::int64_t number);
/// It will never count, and stays. Errors: not_found, conflict (decided already).
Result<void> reject_branch(const Parts& parts, std::int64_t number);

/// The entries of accepted branches. An entry counts once: not when it is in the terminal's journal as well, and not
/// again when a second branch brings it.
class AcceptedBranches {
 public:
  explicit AcceptedBranches(Reading& tables) : tables_{tables} {}

  using IsEnrolled = std::function<bool(const std::string& terminal, const contract::PublicKey&, const std::string& counter)>;
  /// All that the county's own journal has accepted, in its order. Answers the first that is not what it says there.
  Result<std::optional<FirstFalse>> add_all(const IsEnrolled& is_enrolled, const TakeEntry& take);
  /// One more, whose key was enrolled at `counter`.
  Result<void> add(const contract::Batch& batch, const std::string& counter, const TakeEntry& take);

 private:
  struct Act;
  Result<std::vector<Act>> acts();
  /// Why the act does not hold; empty when it does.
  Result<std::string> add_one(const Act& act, const IsEnrolled& is_enrolled, const TakeEntry& take);

  Reading& tables_;
  std::set<std::tuple<std::string, std::int64_t, contract::Hash>> counted_;
};

}  // namespace zhuangui::ingest
