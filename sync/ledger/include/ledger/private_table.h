#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace zhuangui::ledger {

using core::Result;

/// What is known of a person under a random reference. Nothing of it ever stands in an entry, so that it can be erased: of
/// an erased row only the reference stays, so that it does not come back.
struct PrivateRow {
  std::string reference;
  std::string terminal;         ///< that sent it
  std::string kind;             ///< proxy | invoice
  std::string body;             ///< JSON; empty in lists, and when it was erased
  std::int64_t put_at = 0;      ///< UTC ms
  std::int64_t keep_until = 0;  ///< erased after it
  std::int64_t erased_at = 0;   ///< 0: it is there
  std::string erased_by;        ///< terminal | office | retention
  friend bool operator==(const PrivateRow&, const PrivateRow&) = default;
};

/// The side table: a database file of its own, beside the journals and never in them, mode 0600, whose erased bytes are
/// overwritten. Any thread; several processes may have it open. Errors of every call: permission, read_only, disk_full,
/// io_error, corrupt, timeout.
class PrivateTable {
 public:
  /// Made when it is not there.
  static Result<std::unique_ptr<PrivateTable>> open(const std::string& file);
  virtual ~PrivateTable() = default;

  enum class Put {
    stored,
    same,       ///< this very row was there
    erased,     ///< it was erased before and does not come back
    of_another  ///< the reference is another terminal's
  };
  /// The same terminal may replace what it sent.
  virtual Result<Put> put(const PrivateRow& row) = 0;
  virtual Result<std::optional<PrivateRow>> find(std::string_view reference) = 0;
  virtual Result<std::vector<PrivateRow>> rows() = 0;  ///< sorted by reference, without their bodies
  /// False: there is none, or it was erased before.
  virtual Result<bool> erase(std::string_view reference, std::string_view by, std::int64_t at) = 0;
  /// References of the rows whose time was over, now erased.
  virtual Result<std::vector<std::string>> erase_expired(std::int64_t at) = 0;
};

}  // namespace zhuangui::ledger
