#pragma once
#include <string>

#include "core/catalogue.h"
#include "core/refund.h"
#include "core/sale.h"
#include "core/shift.h"
#include "core/time.h"
#include "device/print_job.h"

namespace zhuangui::receipt {

/// The paper a receipt is laid out for; columns are of Latin characters.
struct Paper {
  int columns = 48;  ///< at least 24
  int dots = 576;
};
inline constexpr Paper paper_80_mm{48, 576};
inline constexpr Paper paper_58_mm{32, 384};

/// receipt: for the buyer. gift: for who is given the goods, without a price. delivery: 送货单 of a purchase on account, signed
/// by who takes the goods.
/// invoice: the number of a 开票申请, under which the buyer tells the county 抬头 and 税号.
enum class SlipKind { receipt, gift, delivery, invoice };

/// All a receipt says. The operator is left out on purpose: a receipt carries no personal data.
struct ReceiptFacts {
  core::Sale sale;
  core::CounterInfo counter;
  std::string terminal;
  core::WallTime sold_at;       ///< corrected time of the sale, also on a reprint
  std::int64_t seq = 0;         ///< of the sale's journal entry
  std::string hash_prefix_hex;  ///< first 8 bytes of that entry's hash
  std::string qr_text;          ///< barcode::receipt_code_text of these; empty: no QR code
  bool training = false;        ///< of a till to practise with: worth nothing, and says so at top and bottom
  SlipKind kind = SlipKind::receipt;
  std::string invoice;          ///< of the kind invoice: its reference, and for how much
  core::Money invoice_amount;
  int copy = 0;                 ///< 0 = original, n = 补打 n, said in big letters at top and bottom
};

/// All a slip of a return says.
struct RefundFacts {
  core::Refund refund;
  core::CounterInfo counter;
  std::string terminal;
  core::WallTime at;     ///< corrected
  std::int64_t seq = 0;  ///< of the return's journal entry
  bool training = false;
};

/// Lays out one slip of a return, with a line for the buyer's signature. As below.
device::PrintJob lay_out(const RefundFacts& facts, const Paper& paper, std::int64_t job_number);

/// Lays out one receipt. Pure: the same facts always give the same job. No line is wider than the paper; long names
/// are wrapped between characters. `job_number`: the terminal's rising number of print jobs.
device::PrintJob lay_out(const ReceiptFacts& facts, const Paper& paper, std::int64_t job_number);

/// An X report of a running shift, or a Z report of one that was closed: people stand in it by their references alone.
struct ReportFacts {
  core::ShiftReport report;
  core::CounterInfo counter;
  std::string terminal;
  core::WallTime printed_at;  ///< corrected
  std::int64_t clock_offset_ms = 0;  ///< what corrects the times of the payments that were checked by hand
  bool day = false;                  ///< a day report: of no shift, and without a drawer
};
device::PrintJob lay_out_report(const ReportFacts& facts, const Paper& paper, std::int64_t job_number);

/// A job that does nothing but open the drawer.
device::PrintJob drawer_job(std::int64_t job_number);

}  // namespace zhuangui::receipt
