#include "elements.h"

#include <algorithm>

#include "ai_check.h"
#include "ai_table.h"
#include "digits.h"

namespace zhuangui::barcode {

namespace {

/// A symbol of the largest kind holds some 7,000 characters; labels have a dozen elements.
constexpr std::size_t elements_max = 64;

/// Reads elements off the front of a text.
class ElementReader {
 public:
  explicit ElementReader(std::string_view text) : rest_{text} {}

  [[nodiscard]] bool done() const { return rest_.empty(); }

  /// One element; the reason when there is none. `element.ai` is set as far as it could be read.
  std::string_view next(Gs1Element& element) {
    const std::string_view first_two = rest_.substr(0, 2);
    const std::size_t ai_digits = first_two.size() == 2 ? ai_length(first_two) : 0;
    const std::string_view ai = rest_.substr(0, ai_digits == 0 ? 2 : ai_digits);
    element.ai = ai.size() >= 2 && all_digits(ai) ? std::string{ai} : std::string{};
    if (rest_.front() == group_separator) return "separator";
    if (ai_digits == 0 || ai.size() < ai_digits || !all_digits(ai)) return "unknown_ai";
    rest_.remove_prefix(ai_digits);
    const std::size_t whole = predefined_length(first_two);
    return whole == 0 ? up_to_separator(element) : of_length(element, whole - ai_digits);
  }

 private:
  std::string_view of_length(Gs1Element& element, std::size_t length) {
    element.data = rest_.substr(0, length);
    if (element.data.size() < length || element.data.find(group_separator) != std::string::npos) return "length";
    rest_.remove_prefix(length);
    if (!rest_.empty() && rest_.front() == group_separator) rest_.remove_prefix(1);
    return {};
  }

  std::string_view up_to_separator(Gs1Element& element) {
    const std::size_t end = std::min(rest_.find(group_separator), rest_.size());
    element.data = rest_.substr(0, end);
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    return element.data.empty() ? "length" : std::string_view{};
  }

  std::string_view rest_;
};

/// Where the element of a bracketed text ends that begins at `from`: before a bracket that an AI follows.
std::size_t end_of_data(std::string_view text, std::size_t from) {
  for (std::size_t at = text.find('(', from); at != std::string_view::npos; at = text.find('(', at + 1)) {
    const std::size_t close = text.find(')', at);
    if (close == std::string_view::npos) break;
    if (find_ai(text.substr(at + 1, close - at - 1)) != nullptr) return at;
  }
  return text.size();
}

}  // namespace

Gs1Result make_gs1_code(const std::vector<Gs1Element>& elements, int current_year) {
  Gs1Code code;
  for (const Gs1Element& element : elements) {
    const AiRow* row = find_ai(element.ai);
    if (row) {
      if (const std::string_view reason = data_fault(*row, element.data, current_year); !reason.empty())
        return Gs1Fault{std::string{reason}, element.ai};
    } else {
      // Of an AI that is not assigned (yet) only the length is known; its data cannot be worse than set 82.
      if (!all_in_set_82(element.data)) return Gs1Fault{"characters", element.ai};
      code.warnings.push_back(element.ai + " is not assigned");
    }
    const auto same = std::find_if(code.elements.begin(), code.elements.end(),
                                   [&element](const Gs1Element& other) { return other.ai == element.ai; });
    if (same == code.elements.end()) code.elements.push_back(element);
    else if (same->data != element.data) return Gs1Fault{"repeated", element.ai};
  }
  if (code.elements.empty()) return Gs1Fault{"empty", ""};
  read_values(code, current_year);
  look_at_pairs(code);
  return code;
}

Gs1Result read_element_string(std::string_view text, int current_year) {
  if (text.starts_with(group_separator)) text.remove_prefix(1);
  ElementReader reader{text};
  std::vector<Gs1Element> elements;
  while (!reader.done()) {
    Gs1Element element;
    std::string_view reason = reader.next(element);
    if (elements.size() == elements_max) reason = "too_long";
    if (!reason.empty()) {
      // What is told is the first thing that is wrong: a false element may be the cause that the next cannot be read.
      Gs1Result before = elements.empty() ? Gs1Result{} : make_gs1_code(elements, current_year);
      return std::holds_alternative<Gs1Fault>(before) ? before : Gs1Fault{std::string{reason}, element.ai};
    }
    elements.push_back(std::move(element));
  }
  return make_gs1_code(elements, current_year);
}

Gs1Result read_bracketed(std::string_view text, int current_year) {
  std::vector<Gs1Element> elements;
  while (!text.empty()) {
    const std::size_t close = text.find(')');
    if (text.front() != '(' || close == std::string_view::npos) return Gs1Fault{"brackets", ""};
    const std::string_view ai = text.substr(1, close - 1);
    if (!find_ai(ai)) return Gs1Fault{"unknown_ai", all_digits(ai) && ai.size() >= 2 && ai.size() <= 4 ? std::string{ai} : std::string{}};
    const std::size_t end = end_of_data(text, close + 1);
    if (elements.size() == elements_max) return Gs1Fault{"too_long", std::string{ai}};
    elements.push_back({std::string{ai}, std::string{text.substr(close + 1, end - close - 1)}});
    text.remove_prefix(end);
  }
  return make_gs1_code(elements, current_year);
}

bool begins_bracketed(std::string_view text) {
  const std::size_t close = text.find(')');
  return text.starts_with('(') && close != std::string_view::npos && close <= 5 && all_digits(text.substr(1, close - 1));
}

bool is_surely_gs1(const Gs1Code& code) {
  bool checked = false;
  for (const Gs1Element& element : code.elements) {
    const AiRow* row = find_ai(element.ai);
    if (!row) return false;
    checked = checked || (row->components[0].checks & check_mod10) != 0;
  }
  return checked;
}

std::string gs1_bracketed(const std::vector<Gs1Element>& elements) {
  std::string text;
  for (const Gs1Element& element : elements) text += '(' + element.ai + ')' + element.data;
  return text;
}

}  // namespace zhuangui::barcode
