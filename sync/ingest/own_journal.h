#pragma once
// Private to ingest: the county's own acts as entries in the same format and chain as a terminal's.
#include "parts.h"

namespace zhuangui::ingest {

/// The kinds of the county's own entries, all of version 1; assets/contract/entries has their bodies.
namespace own_kind {
inline constexpr std::string_view county_made = "county.made";
inline constexpr std::string_view list_imported = "list.imported";
inline constexpr std::string_view release_published = "release.published";
inline constexpr std::string_view terminal_enrolled = "terminal.enrolled";
inline constexpr std::string_view terminal_revoked = "terminal.revoked";
inline constexpr std::string_view approval_given = "approval.given";
inline constexpr std::string_view private_erased = "private.erased";
inline constexpr std::string_view branch_accepted = "branch.accepted";
inline constexpr std::string_view branch_rejected = "branch.rejected";
}  // namespace own_kind

/// Appends one entry under the county's working key, with its signed head. Inside the transaction of the act itself.
Result<void> journal_own(Writing& tables, const contract::KeyPair& key, std::int64_t now_ms, std::string_view kind,
                         std::string_view body);

}  // namespace zhuangui::ingest
