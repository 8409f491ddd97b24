// Returns as the journal tells of them.
#include "place.h"
#include "questions.h"
#include "reading.h"
#include "returns.h"

namespace zhuangui::journal {
namespace {

using Refunds = std::vector<core::Refund>;

}  // namespace

Result<core::Refund> read_refund(std::string_view payload) {
  const auto document = core::JsonDocument::parse(payload);
  if (!document) return tl::unexpected(document.error());
  const auto body = document->root().get("body");
  if (!body) return core::fail(Errc::corrupt, "read a return: its entry is damaged", "run zhuanguictl journal verify");
  return core::parse_refund(document->root().integer_or("version", 0), *body);
}

Result<Refunds> read_refunds(Connection& database, std::string_view sale) {
  const auto payloads = every(
      database, "SELECT payload FROM projected_returns JOIN entries USING (place) WHERE sale = ?1 ORDER BY place",
      [](const Rows& rows) { return std::string(rows.bytes(0)); }, sale);
  if (!payloads) return tl::unexpected(payloads.error());
  Refunds answer;
  for (const std::string& payload : *payloads) {
    auto refund = read_refund(payload);
    if (!refund) return tl::unexpected(refund.error());
    answer.push_back(std::move(*refund));
  }
  return answer;
}

Result<Refunds> ReadingOnDisk::refunds(std::string_view sale) {
  return at_one_moment([this, sale] { return read_refunds(database(), sale); });
}

Result<std::optional<core::Refund>> ReadingOnDisk::refund(std::string_view id, RefundRow* row) {
  using Answer = std::optional<core::Refund>;
  return at_one_moment([this, id, row]() -> Result<Answer> {
    const auto make = [](const Rows& rows) {
      return std::pair{RefundRow{.id = std::string(rows.bytes(1)),
                                 .sale = std::string(rows.bytes(2)),
                                 .epoch = epoch_of(rows.integer(0)),
                                 .seq = seq_of(rows.integer(0)),
                                 .business_day = std::string(rows.bytes(3)),
                                 .at = rows.integer(4),
                                 .total_fen = rows.integer(5),
                                 .cash_fen = rows.integer(6)},
                       std::string(rows.bytes(7))};
    };
    const auto found = only(database(),
                            "SELECT place, id, sale, business_day, at, total_fen, cash_fen, payload "
                            "FROM projected_returns JOIN entries USING (place) WHERE id = ?1",
                            make, id);
    if (!found) return tl::unexpected(found.error());
    if (!*found) return Answer{};
    auto refund = read_refund((*found)->second);
    if (!refund) return tl::unexpected(refund.error());
    if (row) *row = (*found)->first;
    return Answer{std::move(*refund)};
  });
}

}  // namespace zhuangui::journal
