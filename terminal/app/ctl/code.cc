#include <algorithm>
#include <array>
#include <iostream>

#include "barcode/code.h"
#include "ctl/code_answer.h"
#include "ctl/commands.h"
#include "ctl/context.h"

namespace zhuangui::app {

namespace {

constexpr std::size_t line_bytes_max = 64u << 10;
constexpr std::size_t prefixes_max = 64;

/// One code to be read, and how.
struct Question {
  std::string id;
  std::string text;
  std::string aim;  ///< without ']'
  std::optional<barcode::CardForm> card;  ///< it came from a card reader
  barcode::DecodeSettings settings;
  int year = 0;
};

struct Symbology {
  std::string_view name, aim;
};
/// Common names of symbologies, in small letters and without hyphens; the AIM identifier is the exact one.
constexpr std::array symbologies{
    Symbology{"ean13", "E0"},   Symbology{"ean8", "E4"},  Symbology{"upca", "E0"},          Symbology{"upce", "E0"},
    Symbology{"code128", "C0"}, Symbology{"gs1128", "C1"}, Symbology{"ean128", "C1"},       Symbology{"itf14", "I1"},
    Symbology{"itf", "I0"},     Symbology{"qr", "Q1"},    Symbology{"qrcode", "Q1"},        Symbology{"gs1qr", "Q3"},
    Symbology{"datamatrix", "d1"}, Symbology{"gs1datamatrix", "d2"}, Symbology{"databar", "e0"}, Symbology{"gs1databar", "e0"},
    Symbology{"dotcode", "J0"}, Symbology{"gs1dotcode", "J1"}, Symbology{"code39", "A0"},   Symbology{"code93", "G0"},
    Symbology{"codabar", "F0"}, Symbology{"pdf417", "L0"}, Symbology{"aztec", "z0"},        Symbology{"hanxin", "h0"},
    Symbology{"typed", "Z0"}};

std::string plain_name(const std::string& name) {
  std::string plain;
  for (const char c : name)
    if (c != '-' && c != '_' && c != ' ') plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return plain;
}

/// "card" is a card reader's text in its usual form, "card-8H" in that one.
core::Result<void> read_symbology(const std::string& name, Question& question) {
  if (name.empty()) return {};
  if (name == "card" || name.starts_with("card-")) {
    barcode::CardForm form = question.settings.card_form;
    if (name != "card" && !barcode::read_card_form(std::string_view{name}.substr(5), form))
      return core::fail(core::Errc::invalid_input, "there is no card form '" + name.substr(5) + "'", "write card-10D, card-8H, card-W26 …");
    question.card = form;
    return {};
  }
  if (!question.aim.empty()) return {};
  const std::string plain = plain_name(name);
  for (const Symbology& known : symbologies)
    if (known.name == plain) {
      question.aim = known.aim;
      return {};
    }
  return core::fail(core::Errc::invalid_input, "there is no symbology '" + name + "'", "give \"aim\" instead, as ]E0");
}

/// "layout": the pattern of a scale label, "prefixes": what it may begin with.
core::Result<void> read_layouts(const core::JsonValue& line, Question& question) {
  const std::string pattern = line.string_or("layout", "");
  const auto prefixes = line.get("prefixes");
  if (pattern.empty() && !prefixes) return {};
  if (pattern.empty() || !prefixes || prefixes->elements().empty() || prefixes->elements().size() > prefixes_max)
    return core::fail(core::Errc::invalid_input, "a layout has a pattern and 1 to 64 prefixes", R"(write "layout":"FFIIIIIWWWWWC","prefixes":["21"])");
  question.settings.layouts.clear();
  for (const core::JsonValue& prefix : prefixes->elements()) {
    barcode::LabelLayout layout{std::string{prefix.as_string().value_or("")}, pattern};
    if (const std::string fault = barcode::label_layout_fault(layout); !fault.empty())
      return core::fail(core::Errc::invalid_input, fault, "correct the layout");
    question.settings.layouts.push_back(std::move(layout));
  }
  return {};
}

int year_of(core::WallTime at) { return core::shanghai_date(at).year; }

/// "now": a time as core::parse_time() takes it, or a date; it decides the century of dates in the code.
core::Result<void> read_now(const core::JsonValue& line, Question& question) {
  question.year = year_of(wall_now());
  const auto now = line.get("now");
  if (!now || now->is_null()) return {};
  if (const auto utc_ms = now->as_integer()) {
    question.year = year_of(core::WallTime{*utc_ms});
    return {};
  }
  const std::string_view text = now->as_string().value_or("");
  const auto time = core::parse_time(text);
  const auto date = core::parse_date(text);
  if (!time && !date)
    return core::fail(core::Errc::invalid_input, "\"now\" is no time", R"(write "now":"2026-11-24T09:00:00", or whole UTC milliseconds)");
  question.year = date ? date->year : year_of(*time);
  return {};
}

core::Result<void> read_check18(const core::JsonValue& line, Question& question) {
  const std::string word = line.string_or("check18", "right");
  if (barcode::read_check18(word == "both" ? "either" : word, question.settings.check18)) return {};
  return core::fail(core::Errc::invalid_input, "\"check18\" is none of right, left, either", "write one of them");
}

core::Result<Question> parse_question(const std::string& line) {
  if (line.size() > line_bytes_max) return core::fail(core::Errc::invalid_input, "the line is longer than 64 KiB", "send one code a line");
  const auto document = core::JsonDocument::parse(line);
  if (!document) return tl::unexpected(document.error());
  const core::JsonValue root = document->root();
  Question question;
  question.id = root.string_or("id", "");
  auto text = root.need_string("text");
  if (!text) return tl::unexpected(text.error());
  question.text = std::move(*text);
  question.aim = root.string_or("aim", "");
  if (question.aim.starts_with(']')) question.aim.erase(0, 1);
  if (const auto read = read_symbology(root.string_or("symbology", ""), question); !read) return tl::unexpected(read.error());
  for (const auto& part : {read_layouts, read_now, read_check18})
    if (const auto read = part(root, question); !read) return tl::unexpected(read.error());
  return question;
}

barcode::Code read_code(const Question& question) {
  if (question.card) return barcode::decode_card(question.text, *question.card);
  return barcode::decode(question.text, question.aim, question.settings, question.year);
}

void answer_stdin(Context& context) {
  std::string line;
  for (std::int64_t number = 1; std::getline(std::cin, line); ++number) {
    if (line.empty()) continue;
    const auto question = parse_question(line);
    if (!question)
      return context.fail({question.error().code, "line " + std::to_string(number) + " of the input: " + question.error().cause, question.error().remedy});
    std::cout << code_answer_json(question->id, read_code(*question)) << "\n";
  }
}

}  // namespace

void run_code(Context& context, const CodeAsked& asked) {
  if (asked.from_input) return answer_stdin(context);
  if (asked.text.empty())
    return context.fail({core::Errc::invalid_input, "no code was given", "write zhuanguictl code TEXT, or --stdin"});
  Question question;
  question.text = asked.text;
  question.aim = asked.aim.starts_with(']') ? asked.aim.substr(1) : asked.aim;
  // A person writes it here: the one place where the form in brackets is understood.
  if (question.aim.empty() && question.text.starts_with('(')) question.aim = "Z0";
  question.year = year_of(wall_now());
  const barcode::Code code = read_code(question);
  if (!is_valid(code)) context.exit = exit_code::not_so;
  std::cout << (context.json ? code_answer_json("", code) : code_answer_text(code)) << "\n";
}

}  // namespace zhuangui::app
