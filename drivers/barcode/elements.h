#pragma once
// From a symbol's text to elements, from elements to a Gs1Code.
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "barcode/gs1.h"

namespace zhuangui::barcode {

/// What is wrong, in the words of UnknownCode, and with which AI.
struct Gs1Fault {
  std::string reason;
  std::string ai;
};
using Gs1Result = std::variant<Gs1Code, Gs1Fault>;

/// Holds each element against its row of the table, leaves out the second of two equal ones, reads the values and looks
/// for pairs that do not belong together.
Gs1Result make_gs1_code(const std::vector<Gs1Element>& elements, int current_year);

/// A symbol's text, without the first FNC1 but one separator in front is tolerated, and one after a predefined length.
Gs1Result read_element_string(std::string_view text, int current_year);

/// "(01)06901234567892(10)A1", as people type it. A bracket inside data is not told from the next AI's, unless no AI can
/// follow it.
Gs1Result read_bracketed(std::string_view text, int current_year);

/// Whether `text` begins with an AI in brackets.
bool begins_bracketed(std::string_view text);

/// True when all AIs are assigned and one has a check digit, which held: what tells a GS1 text without its AIM id.
bool is_surely_gs1(const Gs1Code& code);

/// Values and their warnings (values.cc), warnings about pairs (pairs.cc): put into `code`, whose elements stand.
void read_values(Gs1Code& code, int current_year);
void look_at_pairs(Gs1Code& code);

}  // namespace zhuangui::barcode
