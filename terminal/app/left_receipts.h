#pragma once
#include "journal/reader.h"
#include "journal_worker.h"

namespace zhuangui::app {

/// Ends, in the journal, the receipts that were under way when the program ended: one that was never begun has failed,
/// one that was begun is unknown. None of them comes out by itself; a person decides on a reprint.
void settle_receipts(journal::Reader& reader, JournalWorker& journal);

/// The last run may have broken off inside a receipt, and the printer, whose power stays on, may stand inside a command.
bool left_inside_a_receipt(journal::Reader& reader);

}  // namespace zhuangui::app
