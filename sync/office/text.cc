#include "office/overview.h"

namespace zhuangui::office {
namespace {

/// A comma before every third digit from the right.
std::string with_commas(const std::string& digits) {
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const std::size_t left = digits.size() - i;
    if (!text.empty() && text != "-" && left % 3 == 0) text.push_back(',');
    text.push_back(digits[i]);
  }
  return text;
}

}  // namespace

std::string money_text(core::Money amount) {
  const std::string yuan = core::yuan_text(amount);
  const auto point = yuan.find('.');
  return with_commas(yuan.substr(0, point)) + yuan.substr(point);
}

std::string weight_text(std::int64_t grams) {
  if (grams == 0) return "";
  if (grams > -1000 && grams < 1000) return std::to_string(grams) + " 克";
  const std::int64_t rest = grams < 0 ? -(grams % 1000) : grams % 1000;
  const std::string thousandths = std::to_string(1000 + rest).substr(1);
  return with_commas(std::to_string(grams / 1000)) + "." + thousandths + " 千克";
}

std::string count_text(std::int64_t count) { return with_commas(std::to_string(count)); }

}  // namespace zhuangui::office
