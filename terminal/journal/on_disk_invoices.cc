// 开票申请: once for a sale, and what has to be taken back of it.
#include <algorithm>

#include "contract/digest.h"
#include "on_disk.h"
#include "place.h"
#include "returns.h"

namespace zhuangui::journal {

// Signed with the key of this terminal: the same for the same sale whenever it is asked, and nobody's guess without the key.
std::string OnDisk::invoice_reference(std::string_view sale) const {
  static constexpr std::string_view letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
  const auto signature = key_.sign("zhuangui-invoice-v1\n" + std::string(sale) + "\n");
  const contract::Hash digest = contract::blake2b({reinterpret_cast<const char*>(signature.data()), signature.size()});
  std::string reference = "F-";
  for (std::size_t at = 0; at < 10; ++at) reference += letters[static_cast<unsigned char>(digest[at]) % letters.size()];
  return reference;
}

Result<core::Money> OnDisk::invoiced(std::string_view sale) {
  auto sum = database_.prepare("SELECT coalesce(sum(amount_fen), 0) FROM projected_drawn WHERE kind = 'invoice' AND reference = ?1");
  if (!sum) return tl::unexpected(sum.error());
  Rows rows = sum->rows(sale);
  const auto found = rows.next();
  if (!found) return tl::unexpected(found.error());
  return core::Money::fen(*found ? rows.integer(0) : 0);
}

Result<core::InvoiceRequest> OnDisk::request_invoice(std::string_view id, std::string_view operator_reference, const Moment& at) {
  return transact<core::InvoiceRequest>([&]() -> Result<core::InvoiceRequest> {
    const auto no = [id](Errc code, const char* why, const char* remedy) {
      return core::fail(code, "ask for an invoice of sale " + std::string(id) + ": " + why, remedy);
    };
    contract::EntryFields entry;
    const auto found = find_written(statements_.find_sale, id, &entry);
    if (!found) return tl::unexpected(found.error());
    if (!*found) return no(Errc::not_found, "there is no such sale here", "ask at the counter that sold it");
    const auto document = core::JsonDocument::parse(entry.body);
    if (!document) return tl::unexpected(document.error());
    const auto sale = core::parse_sale(entry.version, document->root());
    if (!sale) return tl::unexpected(sale.error());
    const auto earlier = read_refunds(database_, id);
    if (!earlier) return tl::unexpected(earlier.error());
    const auto asked = invoiced(id);
    if (!asked) return tl::unexpected(asked.error());
    core::Money left = sale->total - *asked;
    for (const core::Refund& refund : *earlier) left -= refund.total;
    if (*asked > core::Money{} || left <= core::Money{}) return no(Errc::conflict, "it was asked for before, or nothing is left of it", "look for the first request");
    core::InvoiceRequest request{invoice_reference(id), std::string(id), left, std::string(operator_reference)};
    const auto written = append_entry(core::kind::invoice_requested, 1, core::invoice_requested_body(request), at);
    if (!written) return tl::unexpected(written.error());
    return request;
  });
}

Result<void> OnDisk::reverse_invoice(const core::Refund& refund, const Moment& at) {
  const auto asked = invoiced(refund.sale);
  if (!asked) return tl::unexpected(asked.error());
  const core::Money amount = std::min(*asked, refund.total);
  if (amount <= core::Money{}) return {};
  const std::string body = core::invoice_reversal_body({invoice_reference(refund.sale), refund.sale, refund.id, amount});
  const auto written = append_entry(core::kind::invoice_reversal_due, 1, body, at);
  if (!written) return tl::unexpected(written.error());
  return {};
}

}  // namespace zhuangui::journal
