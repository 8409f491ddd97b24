#include "core/money.h"

#include "core/mutant.h"

namespace zhuangui::core {

Result<Money> line_price(const Quantity& quantity, const UnitPrice& unit) {
  const auto bad = [](const char* why) { return fail(Errc::invalid_input, std::string("price a line: ") + why); };
  if (const auto* piece = std::get_if<PerPiece>(&unit)) {
    const auto* pieces = std::get_if<Pieces>(&quantity);
    if (!pieces) return bad("grams meet a price per piece");
    if (pieces->count <= 0 || pieces->count > pieces_max) return bad("the number of pieces is not between 1 and 9999");
    if (piece->price <= Money{} || piece->price > unit_price_max) return bad("the price is not positive or too high");
    return Money::fen(pieces->count * piece->price.in_fen());
  }
  const auto& kilogram = std::get<PerKilogram>(unit);
  const auto* grams = std::get_if<Grams>(&quantity);
  if (!grams) return bad("pieces meet a price per kilogram");
  if (grams->grams <= 0 || grams->grams > grams_max) return bad("the weight is not between 1 and 999999 g");
  if (kilogram.price <= Money{} || kilogram.price > unit_price_max) return bad("the price is not positive or too high");
  if (mutant("remainder-fen-dropped")) return Money::fen(grams->grams * kilogram.price.in_fen() / 1000);
  return weighed_price(*grams, kilogram);
}

std::string yuan_text(Money amount) {
  const std::int64_t fen = amount.in_fen();
  const std::uint64_t size = fen < 0 ? 0 - static_cast<std::uint64_t>(fen) : static_cast<std::uint64_t>(fen);
  const std::string cents = std::to_string(size % 100);
  return (fen < 0 ? "-" : "") + std::to_string(size / 100) + (cents.size() == 1 ? ".0" : ".") + cents;
}

Result<Money> parse_yuan(std::string_view text) {
  const auto bad = [&] {
    return fail(Errc::invalid_input, "read \"" + std::string(text.substr(0, 20)) + "\" as an amount in yuan",
                "write it like 12 or 12.34");
  };
  std::int64_t yuan = 0;
  std::size_t at = 0;
  for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
    yuan = yuan * 10 + (text[at] - '0');
    if (yuan > 999'999'999) return bad();
  }
  if (at == 0) return bad();
  std::int64_t fen = 0;
  if (at < text.size()) {
    const std::string_view cents = text.substr(at + 1);
    if (text[at] != '.' || cents.empty() || cents.size() > 2) return bad();
    for (const char digit : cents) {
      if (digit < '0' || digit > '9') return bad();
      fen = fen * 10 + (digit - '0');
    }
    if (cents.size() == 1) fen *= 10;
  }
  return Money::fen(yuan * 100 + fen);
}

}  // namespace zhuangui::core
