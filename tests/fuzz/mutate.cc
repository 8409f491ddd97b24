#include "mutate.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace zhuangui::fuzz {
namespace {

constexpr std::size_t bytes_max = 64 * 1024;

/// What parsers of text and JSON stumble over.
constexpr std::array<const char*, 28> words{
    "\"", "\\", "{", "}", "[", "]", ",", ":", "\n", "\r\n", "#", "null", "true", "-", "0", "1e9", "0.5", "\\u0000",
    "\\ud800", "\xff\xfe", "\xe4\xb8", "\xf4\x90\x80\x80", "巫溪", " ", "\t", "\"\"", "[]", "{}"};
constexpr std::array<const char*, 12> numbers{
    "0", "-1", "1", "2147483648", "4294967297", "9223372036854775807", "-9223372036854775808", "9223372036854775808",
    "18446744073709551615", "99999999999999999999", "00", "-0"};

class Mutation {
 public:
  Mutation(std::string input, const std::string& other, std::mt19937_64& random)
      : text_{std::move(input)}, other_{other}, random_{random} {}

  std::string take() {
    for (std::size_t faults = 1 + below(4); faults > 0; --faults) one();
    if (text_.size() > bytes_max) text_.resize(bytes_max);
    return std::move(text_);
  }

 private:
  std::size_t below(std::size_t bound) { return bound == 0 ? 0 : random_() % bound; }
  std::size_t place() { return below(text_.size() + 1); }
  /// A length that is small most of the time.
  std::size_t length(std::size_t most) { return std::min(most, std::size_t{1} << below(10)); }

  void one() {
    if (text_.empty()) return put(words[below(words.size())]);
    const std::size_t at = below(text_.size());
    switch (below(9)) {
      case 0: text_[at] = static_cast<char>(text_[at] ^ (1 << below(8))); return;
      case 1: text_[at] = static_cast<char>(below(256)); return;
      case 2: text_.resize(at); return;
      case 3: text_.erase(at, length(text_.size() - at)); return;
      case 4: return put(text_.substr(at, length(text_.size() - at)));
      case 5: return splice();
      case 6: return put(words[below(words.size())]);
      case 7: return put_number(at);
      default: std::swap(text_[at], text_[below(text_.size())]);
    }
  }

  void put(const std::string& piece) { text_.insert(place(), piece); }

  void splice() {
    if (other_.empty()) return;
    const std::size_t from = below(other_.size());
    text_.replace(place(), std::string::npos, other_, from, std::string::npos);
  }

  /// The next run of digits after `at` becomes an extreme number.
  void put_number(std::size_t at) {
    const auto digit = [](unsigned char c) { return std::isdigit(c) != 0; };
    const auto first = std::find_if(text_.begin() + static_cast<std::ptrdiff_t>(at), text_.end(), digit);
    const auto last = std::find_if_not(first, text_.end(), digit);
    text_.replace(first, last, numbers[below(numbers.size())]);
  }

  std::string text_;
  const std::string& other_;
  std::mt19937_64& random_;
};

}  // namespace

std::string mutate(const std::string& input, const std::string& other, std::mt19937_64& random) {
  return Mutation{input, other, random}.take();
}

}  // namespace zhuangui::fuzz
