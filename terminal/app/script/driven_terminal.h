#pragma once
// Private to the script: the terminal as the child that is driven through the control channel (control.h).
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/json.h"
#include "script/child_process.h"
#include "script/command.h"
#include "script/run_script.h"

namespace zhuangui::app {

/// Why a line did not hold. The sentence says what was expected and what came.
struct Failure {
  std::string sentence;
  int exit_code = 1;
};
template <class T>
using Outcome = tl::expected<T, Failure>;
tl::unexpected<Failure> failed(std::string sentence, int exit_code = 1);

/// One line of the channel: {"id":7,"do":…} and a newline.
std::string request_line(std::int64_t id, const Request& request);

class DrivenTerminal {
 public:
  explicit DrivenTerminal(const ScriptOptions& options) : options_{options} {}

  /// Starts it and waits until it is ready. A terminal that ends instead gives its exit code when that is 2 or 3.
  Outcome<void> start();
  [[nodiscard]] bool runs() const { return process_ != nullptr; }

  /// The answer's object, or why there is none. A terminal that crashed as the script wanted is started again first, so
  /// that every line after a crash goes on with the same data. When the terminal dies meanwhile: nullopt if it was armed to do so
  /// (it is not running then), else a failure with its end and last words.
  Outcome<std::optional<core::JsonDocument>> ask(const Request& request, std::int64_t work_ms = 0);

  /// From a successful arm_crash on the terminal may die. `what` and `line` are for messages.
  void arm(std::string what, int line);
  /// Waits for an armed crash that has not come yet; nothing when none is armed.
  Outcome<void> await_armed_crash();

  Outcome<void> kill_now();
  Outcome<void> stop_by_signal();   ///< SIGTERM, exit status 0 wanted
  Outcome<void> stop_by_request();  ///< the command stop, exit status 0 wanted
  /// After a failure: asks for an orderly stop and goes on after ten seconds with SIGKILL.
  void give_up();

 private:
  struct Armed {
    std::string what;
    int line = 0;
  };
  /// The next line as JSON whose "id" is `id`.
  Outcome<std::optional<core::JsonDocument>> hear(std::int64_t id, std::int64_t timeout_ms, const std::string& awaited);
  Outcome<std::optional<core::JsonDocument>> judge_death(const std::string& awaited);
  Outcome<void> expect_orderly_end(const std::string& after);
  [[nodiscard]] std::string last_words() const;
  [[nodiscard]] std::vector<std::string> argv() const;

  const ScriptOptions& options_;
  std::unique_ptr<ChildProcess> process_;
  bool lost_ = false;  ///< it hangs or talks nonsense: nothing more is asked of it
  std::int64_t last_id_ = 0;
  std::optional<Armed> armed_;
  std::optional<std::int64_t> wall_utc_ms_;  ///< as the child last told it
};

}  // namespace zhuangui::app
