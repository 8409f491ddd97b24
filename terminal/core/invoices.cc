#include "core/invoices.h"

#include "core/json.h"

namespace zhuangui::core {

std::string invoice_requested_body(const InvoiceRequest& request) {
  JsonWriter json;
  json.begin_object().field("reference", request.reference).field("sale", request.sale).field("amount_fen", request.amount.in_fen());
  return json.field("operator", request.operator_reference).end_object().take();
}

std::string invoice_reversal_body(const InvoiceReversal& reversal) {
  JsonWriter json;
  json.begin_object().field("reference", reversal.reference).field("sale", reversal.sale).field("return", reversal.refund);
  return json.field("amount_fen", reversal.amount.in_fen()).end_object().take();
}

}  // namespace zhuangui::core
