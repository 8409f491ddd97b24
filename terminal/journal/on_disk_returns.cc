// Returns: what comes back of a sale.
#include "on_disk.h"
#include "place.h"
#include "returns.h"

namespace zhuangui::journal {
namespace {

tl::unexpected<core::Error> not_left(const core::Refund& refund) {
  return core::fail(Errc::conflict, "return " + refund.id + ": less is left of sale " + refund.sale + " than comes back",
                    "look for the sale again: some of it was given back before");
}

}  // namespace

// The till asked what is left before it let a person choose: this is the last word, in the transaction of the entry.
Result<void> OnDisk::must_be_left(const core::Refund& refund) {
  contract::EntryFields entry;
  const auto found = find_written(statements_.find_sale, refund.sale, &entry);
  if (!found) return tl::unexpected(found.error());
  if (!*found) return {};  // sold elsewhere: the county says what is left of it
  const auto document = core::JsonDocument::parse(entry.body);
  if (!document) return tl::unexpected(document.error());
  const auto sale = core::parse_sale(entry.version, document->root());
  if (!sale) return tl::unexpected(sale.error());
  const auto earlier = read_refunds(database_, refund.sale);
  if (!earlier) return tl::unexpected(earlier.error());
  const auto left = core::refundable(*sale, *earlier);
  for (const core::RefundLine& line : refund.lines) {
    if (line.line >= left.size()) return not_left(refund);
    const core::Refundable& rest = left[line.line];
    if (core::count_of(line.facts.quantity) > rest.quantity || line.total > rest.total) return not_left(refund);
  }
  return {};
}

Result<Committed> OnDisk::commit_refund(const core::Refund& refund, const Moment& at, bool print) {
  const auto answer = transact<Committed>([&]() -> Result<Committed> {
    const auto known = find_written(statements_.find_return, refund.id, nullptr);
    if (!known) return tl::unexpected(known.error());
    if (!*known)
      if (auto left = must_be_left(refund); !left) return tl::unexpected(left.error());
    auto committed = write_once(statements_.find_return, refund.id, core::kind::return_completed, 1, core::refund_body(refund), at, print);
    if (!committed || committed->already_written) return committed;
    if (auto reversed = reverse_invoice(refund, at); !reversed) return tl::unexpected(reversed.error());
    return committed;
  });
  if (!answer && (in_doubt_ || doubtful_ == refund.id)) return look_again(&Statements::find_return, refund.id, answer.error());
  return answer;
}

}  // namespace zhuangui::journal
