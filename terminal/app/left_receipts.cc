#include "left_receipts.h"

namespace zhuangui::app {

// "sending" is on the disk before the first byte goes out (PrintWorker::on_job), so what is still queued was not begun.
void settle_receipts(journal::Reader& reader, JournalWorker& journal) {
  const auto open = reader.print_jobs_open();
  if (!open) return;
  for (journal::PrintJobRow row : *open) {
    row.state = row.state == "queued" ? "failed" : "unknown";
    row.trouble = "printer.interrupted";
    journal.update_print_job(row);
  }
}

bool left_inside_a_receipt(journal::Reader& reader) {
  const auto last = reader.last_print_job();
  if (!last || !*last) return false;
  const journal::PrintJobRow& row = **last;
  const bool whole = row.bytes_sent == static_cast<std::int64_t>(row.bytes.size());
  return row.state == "sending" || row.state == "sent" || ((row.state == "unknown" || row.state == "failed") && !whole);
}

}  // namespace zhuangui::app
