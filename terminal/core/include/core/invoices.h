#pragma once
#include <string>
#include <string_view>

#include "core/money.h"

namespace zhuangui::core {

// 开票申请. A sale can be asked for once, for what is left of it then. 抬头 and 税号 never come to a terminal: the buyer gives
// them to the county under the request's reference. What comes back of an invoiced sale is a 红字 task for who made the invoice.

struct InvoiceRequest {
  std::string reference;  ///< "F-3K7Q2MX49P": nobody's guess, and on the slip
  std::string sale;
  Money amount;
  std::string operator_reference;  ///< empty: nobody had logged in
  friend bool operator==(const InvoiceRequest&, const InvoiceRequest&) = default;
};
/// Body of the entry `invoice.requested` version 1.
std::string invoice_requested_body(const InvoiceRequest& request);

struct InvoiceReversal {
  std::string reference, sale, refund;
  Money amount;  ///< of the invoice that is to be taken back
};
/// Body of the entry `invoice.reversal_due` version 1.
std::string invoice_reversal_body(const InvoiceReversal& reversal);

}  // namespace zhuangui::core
