#pragma once
#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace zhuangui::core {

/// What went wrong, named by what the caller may do about it.
enum class Errc {
  invalid_input,  ///< the given text, code or file is not acceptable: correct it
  not_found,      ///< nothing of that name
  conflict,       ///< the same name with other content
  in_use,         ///< another process holds it
  permission,     ///< rights are missing
  read_only,      ///< the folder or database cannot be written
  disk_full,      ///< no room left
  io_error,       ///< the disk reported a fault: what was to be written is not there
  unknown_outcome,  ///< a fault came while writing, and whether it is there cannot be seen now: ask for the very same again
  corrupt,        ///< stored data is damaged or forged
  newer_version,  ///< written by a newer program
  offline,        ///< the other side cannot be reached: try again later
  timeout,        ///< no answer in time: try again later
  refused,        ///< the other side understood and said no
  internal        ///< a fault of this program
};

/// The stable word of a code, as it stands in --json output and in notices ("disk_full").
constexpr const char* errc_name(Errc code) {
  switch (code) {
    case Errc::invalid_input: return "invalid_input";
    case Errc::not_found: return "not_found";
    case Errc::conflict: return "conflict";
    case Errc::in_use: return "in_use";
    case Errc::permission: return "permission";
    case Errc::read_only: return "read_only";
    case Errc::disk_full: return "disk_full";
    case Errc::io_error: return "io_error";
    case Errc::unknown_outcome: return "unknown_outcome";
    case Errc::corrupt: return "corrupt";
    case Errc::newer_version: return "newer_version";
    case Errc::offline: return "offline";
    case Errc::timeout: return "timeout";
    case Errc::refused: return "refused";
    case Errc::internal: return "internal";
  }
  return "internal";
}

/// True when the same call may succeed later without anybody changing anything.
constexpr bool is_transient(Errc code) { return code == Errc::offline || code == Errc::timeout; }

/// An error a person can act on. `cause` says what happened to what ("open journal /data/journal.db: disk full"),
/// `remedy` what to do ("free some space on the disk, then start again"). No final dot in either.
struct Error {
  Errc code = Errc::internal;
  std::string cause;
  std::string remedy;
};

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(Errc code, std::string cause, std::string remedy = {}) {
  return tl::unexpected(Error{code, std::move(cause), std::move(remedy)});
}

}  // namespace zhuangui::core
