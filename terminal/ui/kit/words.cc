#include "kit.h"

namespace zhuangui::ui {

std::string yuan(core::Money amount) {
  return amount < core::Money{} ? "-¥" + core::yuan_text(-amount) : "¥" + core::yuan_text(amount);
}

PriceText price_text(const Strings& words, const core::UnitPrice& price, std::string_view unit) {
  if (const auto* piece = std::get_if<core::PerPiece>(&price)) {
    return {yuan(piece->price), unit.empty() ? words.text("per_piece") : words.format("per_unit", {std::string{unit}})};
  }
  const core::Money kilogram = std::get<core::PerKilogram>(price).price;
  if (kilogram.in_fen() % 2 != 0) return {yuan(kilogram), words.text("per_kilogram")};
  return {yuan(core::Money::fen(kilogram.in_fen() / 2)), words.text("per_half_kilogram")};
}

std::int64_t item_count(const std::vector<core::CartLine>& lines) {
  std::int64_t count = 0;
  for (const core::CartLine& line : lines) {
    const auto* pieces = std::get_if<core::Pieces>(&line.quantity);
    count += pieces != nullptr ? pieces->count : 1;
  }
  return count;
}

}  // namespace zhuangui::ui
