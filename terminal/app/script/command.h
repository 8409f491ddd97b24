#pragma once
// A script as values: what each line asks for, checked before anything runs (design §8, Scripts).
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace zhuangui::app {

/// One request to the child without its id: "do" and the fields of control.h.
struct RequestField {
  std::string name;
  std::variant<std::int64_t, std::string, std::vector<std::string>> value;
  friend bool operator==(const RequestField&, const RequestField&) = default;
};
struct Request {
  std::string verb;
  std::vector<RequestField> fields;
  friend bool operator==(const Request&, const Request&) = default;
};

namespace action {
/// The child does it and answers ok. `work_ms`: how long the doing itself takes, beyond the usual patience.
struct Tell { Request request; std::int64_t work_ms = 0; };

struct ExpectText { std::string text; bool wanted = true; };
struct ExpectTotal { std::int64_t total_fen = 0; };
struct ExpectState { std::string state; };
struct ExpectNotice { std::string code; };
struct ExpectPrinted { std::string text; };
struct ExpectNoPrint {};
/// On one of the two lines of the customer display.
struct ExpectDisplay { std::string text; };
/// A figure of the child's status: "drawer_pulses", "unsent" or "weight_g".
struct ExpectFigure { std::string field; std::int64_t value = 0; };

struct Wait { std::string text; std::int64_t limit_ms = 0; };
struct SyncWait { std::int64_t limit_ms = 0; };
/// No words: SIGKILL now. Otherwise the child is to kill itself at that point.
struct Crash { std::vector<std::string> words; };
struct Restart {};
struct SaveScreenshot { std::string file; bool of_customer = false; };
struct SaveDump { std::string file; };
struct SaveReceipt { std::string file; };
struct Say { std::string text; };
}  // namespace action

using Action = std::variant<action::Tell, action::ExpectText, action::ExpectTotal, action::ExpectState,
                            action::ExpectNotice, action::ExpectPrinted, action::ExpectNoPrint, action::ExpectDisplay, action::ExpectFigure,
                            action::Wait, action::SyncWait, action::Crash, action::Restart, action::SaveScreenshot,
                            action::SaveDump, action::SaveReceipt, action::Say>;

struct Command {
  int line = 0;      ///< from 1
  std::string text;  ///< the line as written, without indentation
  Action action;
};

}  // namespace zhuangui::app
