#include <array>
#include <iostream>

#include "barcode/code.h"
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
  std::vector<barcode::LabelLayout> layouts = barcode::default_label_layouts();
};

struct Symbology {
  std::string_view name, aim;
};
/// Common names of symbologies; the AIM identifier is the exact one.
constexpr std::array symbologies{Symbology{"ean13", "E0"},  Symbology{"ean8", "E4"},    Symbology{"upca", "E0"},
                                 Symbology{"upce", "E0"},   Symbology{"code128", "C0"}, Symbology{"gs1-128", "C1"},
                                 Symbology{"itf14", "I1"},  Symbology{"qr", "Q1"},      Symbology{"gs1-qr", "Q3"},
                                 Symbology{"datamatrix", "d1"}, Symbology{"gs1-datamatrix", "d2"}};

core::Result<std::string> aim_of(std::string aim, const std::string& symbology) {
  if (aim.starts_with(']')) aim.erase(0, 1);
  if (!aim.empty() || symbology.empty()) return aim;
  for (const Symbology& known : symbologies)
    if (known.name == symbology) return std::string{known.aim};
  return core::fail(core::Errc::invalid_input, "there is no symbology '" + symbology + "'", "give \"aim\" instead, as ]E0");
}

/// The shape every answer has (design §8, code), each field in its place.
struct Answer {
  std::string kind = "unknown";
  bool valid = true;
  std::string values = "{}", item, provider, masked, error;

  [[nodiscard]] std::string json(const std::string& id) const {
    core::JsonWriter out;
    out.begin_object().field("id", id).field("kind", kind).field("valid", valid).key("elements").begin_array().end_array();
    out.key("values").raw(values).field("item", item).field("provider", provider).field("masked", masked);
    out.key("warnings").begin_array().end_array().key("error");
    if (error.empty()) out.null();
    else out.begin_object().field("code", error).key("ai").null().end_object();
    return out.end_object().take();
  }
};

struct Describe {
  Answer operator()(const barcode::GoodsCode& code) const {
    Answer answer{.kind = "goods"};
    answer.values = core::JsonWriter{}.begin_object().field("gtin", code.gtin).end_object().take();
    return answer;
  }
  Answer operator()(const barcode::WeighedCode& code) const {
    Answer answer{.kind = "weighed"};
    answer.item = code.item;
    answer.values = core::JsonWriter{}.begin_object().field("weight_g", code.weight_g).end_object().take();
    return answer;
  }
  Answer operator()(const barcode::PricedCode& code) const {
    Answer answer{.kind = "priced"};
    answer.item = code.item;
    answer.values = core::JsonWriter{}.begin_object().field("price_fen", code.price_fen).end_object().take();
    return answer;
  }
  Answer operator()(const barcode::PaymentCode& code) const {
    Answer answer{.kind = "payment"};
    answer.provider = code.provider;
    answer.masked = code.masked;
    return answer;
  }
  Answer operator()(const barcode::ReceiptCode& code) const {
    Answer answer{.kind = "receipt"};
    answer.values = core::JsonWriter{}.begin_object().field("sale", code.sale).field("seq", code.seq)
                        .field("hash_prefix", code.hash_prefix_hex).end_object().take();
    return answer;
  }
  Answer operator()(const barcode::UnknownCode& code) const {
    Answer answer{.kind = "unknown", .valid = false};
    answer.masked = code.text;
    answer.error = code.reason;
    return answer;
  }
};

/// A text of bytes no JSON can hold must not break the answer: they are shown as '?'.
std::string printable(std::string text) {
  const auto readable = [](const std::string& one) {
    return core::JsonDocument::parse(core::JsonWriter{}.begin_array().string(one).end_array().take()).has_value();
  };
  if (readable(text)) return text;
  for (char& c : text)
    if (static_cast<unsigned char>(c) >= 0x80 || static_cast<unsigned char>(c) < 0x20) c = '?';
  return text;
}

Answer read_code(const Question& question) {
  Answer answer = std::visit(Describe{}, barcode::decode(question.text, question.aim, question.layouts));
  answer.masked = printable(answer.masked);
  return answer;
}

/// "layout": the pattern of a scale label, "prefixes": what may stand under its F letters.
core::Result<void> read_layouts(const core::JsonValue& line, Question& question) {
  const std::string pattern = line.string_or("layout", "");
  const auto prefixes = line.get("prefixes");
  if (pattern.empty() && !prefixes) return {};
  if (pattern.empty() || !prefixes || prefixes->elements().empty() || prefixes->elements().size() > prefixes_max)
    return core::fail(core::Errc::invalid_input, "a layout has a pattern and 1 to 64 prefixes", R"(write "layout":"FFIIIIIWWWWWC","prefixes":["21"])");
  question.layouts.clear();
  for (const core::JsonValue& prefix : prefixes->elements()) {
    const barcode::LabelLayout layout{std::string{prefix.as_string().value_or("")}, pattern};
    if (const std::string fault = barcode::label_layout_fault(layout); !fault.empty())
      return core::fail(core::Errc::invalid_input, fault, "correct the layout");
    question.layouts.push_back(layout);
  }
  return {};
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
  auto aim = aim_of(root.string_or("aim", ""), root.string_or("symbology", ""));
  if (!aim) return tl::unexpected(aim.error());
  question.aim = std::move(*aim);
  if (const auto layouts = read_layouts(root, question); !layouts) return tl::unexpected(layouts.error());
  return question;
}

void answer_stdin(Context& context) {
  std::string line;
  for (std::int64_t number = 1; std::getline(std::cin, line); ++number) {
    if (line.empty()) continue;
    const auto question = parse_question(line);
    if (!question)
      return context.fail({question.error().code, "line " + std::to_string(number) + " of the input: " + question.error().cause, question.error().remedy});
    std::cout << read_code(*question).json(question->id) << "\n";
  }
}

void answer_one(Context& context, const Question& question) {
  const Answer answer = read_code(question);
  if (!answer.valid) context.exit = exit_code::not_so;
  if (context.json) {
    std::cout << answer.json("") << "\n";
    return;
  }
  std::cout << answer.kind;
  if (!answer.item.empty()) std::cout << " item " << answer.item;
  if (!answer.provider.empty()) std::cout << " " << answer.provider;
  if (!answer.masked.empty()) std::cout << " " << answer.masked;
  if (answer.values != "{}") std::cout << " " << answer.values;
  if (!answer.error.empty()) std::cout << ": " << answer.error;
  std::cout << "\n";
}

}  // namespace

void run_code(Context& context, const CodeAsked& asked) {
  if (asked.from_input) return answer_stdin(context);
  if (asked.text.empty())
    return context.fail({core::Errc::invalid_input, "no code was given", "write zhuanguictl code TEXT, or --stdin"});
  Question question;
  question.text = asked.text;
  question.aim = asked.aim.starts_with(']') ? asked.aim.substr(1) : asked.aim;
  answer_one(context, question);
}

}  // namespace zhuangui::app
