#include "source_text.h"

#include <algorithm>
#include <cctype>
#include <regex>

namespace zhuangui::architecture {
namespace {

/// One walk over the text; `blank_literals` says whether what stands between quotes is wiped as well.
class Stripper {
 public:
  Stripper(std::string_view text, bool blank_literals) : text_{text}, out_{text}, blank_literals_{blank_literals} {}

  std::string strip() {
    while (at_ < text_.size()) {
      if (text_.substr(at_, 2) == "//") {
        wipe_until(text_.find('\n', at_));
      } else if (text_.substr(at_, 2) == "/*") {
        const auto end = text_.find("*/", at_ + 2);
        wipe_until(end == std::string_view::npos ? end : end + 2);
      } else if (text_.substr(at_, 2) == "R\"") {
        skip_raw_string();
      } else if (text_[at_] == '"' || (text_[at_] == '\'' && !is_digit_separator())) {
        skip_literal(text_[at_]);
      } else {
        ++at_;
      }
    }
    return std::move(out_);
  }

 private:
  bool is_digit_separator() const { return at_ > 0 && std::isalnum(static_cast<unsigned char>(text_[at_ - 1])) != 0; }

  void wipe_until(std::size_t end) {
    end = std::min(end, text_.size());
    for (; at_ < end; ++at_)
      if (text_[at_] != '\n') out_[at_] = ' ';
  }

  void skip_literal(char quote) {
    std::size_t end = at_ + 1;
    while (end < text_.size() && text_[end] != quote && text_[end] != '\n') end += text_[end] == '\\' ? 2 : 1;
    end = std::min(end, text_.size());
    ++at_;
    if (blank_literals_) wipe_until(end);
    at_ = std::min(end + 1, text_.size());
  }

  void skip_raw_string() {
    const auto open = text_.find('(', at_);
    if (open == std::string_view::npos) {
      at_ = text_.size();
      return;
    }
    const std::string close = ")" + std::string(text_.substr(at_ + 2, open - at_ - 2)) + "\"";
    const auto end = text_.find(close, open);
    at_ = open + 1;
    if (blank_literals_) wipe_until(end);
    at_ = end == std::string_view::npos ? text_.size() : end + close.size();
  }

  std::string_view text_;
  std::string out_;
  std::size_t at_ = 0;
  bool blank_literals_;
};

}  // namespace

std::string without_comments(std::string_view text) { return Stripper{text, false}.strip(); }
std::string code_only(std::string_view text) { return Stripper{text, true}.strip(); }

std::vector<Include> includes(std::string_view text) {
  static const std::regex pattern{R"re((?:^|\n)[ \t]*#[ \t]*include[ \t]*([<"])([^>"\n]+)[>"])re"};
  const std::string code = without_comments(text);
  std::vector<Include> found;
  for (auto match = std::sregex_iterator(code.begin(), code.end(), pattern); match != std::sregex_iterator(); ++match)
    found.push_back({line_of(code, static_cast<std::size_t>(match->position(2))), match->str(1) == "<", match->str(2)});
  return found;
}

int line_of(std::string_view text, std::size_t position) {
  return 1 + static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(position), '\n'));
}

int count_lines(std::string_view text) {
  const auto ends = std::count(text.begin(), text.end(), '\n');
  return static_cast<int>(ends) + (text.empty() || text.back() == '\n' ? 0 : 1);
}

}  // namespace zhuangui::architecture
