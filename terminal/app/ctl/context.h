#pragma once
// What the commands of zhuanguictl share: where they look, how they speak, how they end.
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "contract/keys.h"
#include "core/catalogue.h"
#include "core/json.h"
#include "core/time.h"
#include "device/error.h"
#include "journal/journal.h"
#include "journal/reader.h"

namespace zhuangui::app {

/// Exit codes (design §8).
namespace exit_code {
inline constexpr int ok = 0;
inline constexpr int not_so = 1;
inline constexpr int usage = 2;
inline constexpr int environment = 3;
}  // namespace exit_code

/// The exit code an error ends a command with, unless the command knows better.
int exit_code_of(core::Errc code);

/// Enrolment and key of this folder, which belong together.
struct Identity {
  journal::Enrolment enrolment;
  contract::KeyPair key;
};

struct Context {
  std::string directory;  ///< --data
  bool json = false;
  int exit = exit_code::ok;

  /// Tells an error on stderr, one line, and sets the exit code; `code` instead of exit_code_of.
  void fail(const core::Error& error, std::optional<int> code = std::nullopt);
  /// The one line itself.
  void tell(const core::Error& error) const;

  /// The folder, or an error for who gave none.
  [[nodiscard]] core::Result<std::string> folder() const;
  /// A reader of the journal in it.
  [[nodiscard]] core::Result<std::unique_ptr<journal::Reader>> reader() const;
  /// Errors: not_found (not enrolled, or no key file), permission, corrupt, newer_version, conflict (key of another
  /// terminal).
  [[nodiscard]] core::Result<Identity> identity() const;
};

/// A device's error as one of ours.
core::Error as_core_error(const device::DeviceError& error);

/// Who the counter is, by the release in force. Error: not_found (none yet), and those of reading it.
core::Result<core::CounterInfo> counter_of(journal::Reader& reader);

core::WallTime wall_now();
/// "12.34" for people.
std::string yuan_text(std::int64_t fen);
/// Writes a whole file, or says why not.
core::Result<void> write_file(const std::string& file, std::string_view bytes);

}  // namespace zhuangui::app
