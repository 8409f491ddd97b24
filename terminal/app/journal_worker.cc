#include "journal_worker.h"

#include <cstdio>

#include "core/mutant.h"

namespace zhuangui::app {
namespace {

core::Error not_taken(const char* what) {
  return {core::Errc::internal, std::string(what) + ": the journal's queue is full", "wait a moment and try again"};
}

// For whoever maintains the machine; the screen says it in the words of the counter.
const core::Error& logged(const core::Error& error) {
  std::fprintf(stderr, "zhuangui-terminal: %s; %s\n", error.cause.c_str(), error.remedy.c_str());
  return error;
}

}  // namespace

JournalWorker::JournalWorker(Parts parts) : parts_{std::move(parts)}, thread_{parts_.activity} {}

JournalWorker::~JournalWorker() = default;

void JournalWorker::set_clock_offset(std::int64_t offset_ms, bool confirmed) {
  offset_ms_ = offset_ms;
  if (confirmed) clock_confirmed_ = true;
}

journal::Moment JournalWorker::moment() const { return {parts_.clock.wall(), offset_ms_, clock_confirmed_}; }

void JournalWorker::look_at_space() {
  thread_.post([this] { look_at_space_now(); });
}

void JournalWorker::look_at_space_now() {
  const auto space = parts_.free_space();
  if (!space || is_nearly_full(*space) == nearly_full_) return;
  nearly_full_ = !nearly_full_;
  parts_.answer(till::DiskSpaceChanged{nearly_full_});
}

// Only the newest state of the cart is worth writing: a burst of scans costs one write when the disk is slow.
void JournalWorker::save_cart(till::SaveCart effect) {
  {
    const std::scoped_lock lock{cart_mutex_};
    const bool queued = cart_to_save_.has_value();
    cart_to_save_ = std::move(effect);
    if (queued) return;
  }
  if (!thread_.post([this] { save_latest_cart(); })) parts_.answer(till::CartSaveFailed{not_taken("save the cart")});
}

void JournalWorker::save_latest_cart() {
  std::optional<till::SaveCart> effect;
  {
    const std::scoped_lock lock{cart_mutex_};
    effect.swap(cart_to_save_);
  }
  if (!effect) return;
  const auto saved = parts_.journal->save_cart(effect->cart, effect->next_sale_number);
  if (!saved) parts_.answer(till::CartSaveFailed{logged(saved.error())});
  else (void)parts_.journal->tidy();
  look_at_space_now();
}

// What waits to be saved of this cart, or of one before it, is older. It must not wait for the save of the next cart
// either: that drops every other open one.
void JournalWorker::park_cart(till::ParkCart effect) {
  {
    const std::scoped_lock lock{cart_mutex_};
    cart_to_save_.reset();
  }
  const bool taken = thread_.post([this, effect = std::move(effect)] {
    const auto parked = parts_.journal->park_cart(effect.parked, effect.next_sale_number);
    if (!parked) parts_.answer(till::CartSaveFailed{logged(parked.error())});
    else (void)parts_.journal->tidy();
    look_at_space_now();
  });
  if (!taken) parts_.answer(till::CartSaveFailed{not_taken("park the cart")});
}

void JournalWorker::commit(till::CommitSale effect) {
  const bool taken = thread_.post([this, sale = std::move(effect.sale)] {
    const journal::Moment at = moment();
    parts_.events.emit({.event = "sale.committing", .sale = sale.id});
    if (core::mutant("paid-frame-before-commit")) parts_.answer(till::SaleCommitted{sale.id, 0, "0000000000000000", at.raw});
    const auto committed = parts_.journal->commit_sale(sale, at, true);
    if (!committed) {
      parts_.answer(till::CommitFailed{logged(committed.error())});
      return look_at_space_now();
    }
    parts_.events.emit({.event = "sale.committed", .sale = sale.id, .seq = committed->seq});
    const core::WallTime corrected{at.raw.utc_ms + at.county_offset_ms};
    parts_.answer(till::SaleCommitted{sale.id, committed->seq, contract::to_hex(committed->hash.data(), 8), corrected});
    parts_.entry_written();
    (void)parts_.journal->tidy();
    look_at_space_now();
  });
  if (!taken) parts_.answer(till::CommitFailed{not_taken("record the sale")});
}

void JournalWorker::give_back(till::CommitRefund effect) {
  const bool taken = thread_.post([this, refund = std::move(effect.refund)] {
    const journal::Moment at = moment();
    const auto committed = parts_.journal->commit_refund(refund, at, true);
    if (!committed) {
      parts_.answer(till::RefundFailed{logged(committed.error())});
      return look_at_space_now();
    }
    parts_.events.emit({.event = "return.committed", .sale = refund.sale, .seq = committed->seq});
    parts_.answer(till::RefundCommitted{refund.id, committed->seq, core::WallTime{at.raw.utc_ms + at.county_offset_ms}});
    parts_.entry_written();
    (void)parts_.journal->tidy();
    look_at_space_now();
  });
  if (!taken) parts_.answer(till::RefundFailed{not_taken("record the return")});
}

void JournalWorker::abandon(till::AbandonCart effect) {
  const bool taken = thread_.post([this, effect = std::move(effect)] {
    const auto abandoned = parts_.journal->abandon_cart(effect.cart, effect.reason, moment());
    if (!abandoned) return parts_.answer(till::CartSaveFailed{logged(abandoned.error())});
    parts_.entry_written();
  });
  if (!taken) parts_.answer(till::CartSaveFailed{not_taken("record the cleared cart")});
}

void JournalWorker::call_help(till::CallHelp effect, std::function<void()> called) {
  const bool taken = thread_.post([this, effect = std::move(effect), called = std::move(called)] {
    const std::string_view reason = effect.reason == till::CallReason::cash ? "cash" : "help";
    const std::string body = core::help_called_body(reason, effect.where, effect.sale);
    const auto written = parts_.journal->append(core::kind::help_called, 1, body, moment());
    if (!written) return parts_.answer(till::HelpNotCalled{logged(written.error())});
    parts_.entry_written();
    called();
  });
  if (!taken) parts_.answer(till::HelpNotCalled{not_taken("record the call for help")});
}

// Of a call that could not be recorded nobody waits for the end either.
void JournalWorker::end_help(till::EndHelp effect) {
  thread_.post([this, effect = std::move(effect)] {
    const auto written = parts_.journal->append(core::kind::help_answered, 1, core::help_answered_body(effect.outcome, effect.waited_s), moment());
    if (written) parts_.entry_written();
    else logged(written.error());
  });
}

void JournalWorker::reprint(std::string sale, std::function<void(core::Result<journal::PrintJobRow>)> done) {
  const bool taken = thread_.post([this, sale = std::move(sale), done] {
    auto row = parts_.journal->reprint(sale, moment());
    const bool written = row.has_value();
    done(std::move(row));
    if (written) parts_.entry_written();
  });
  if (!taken) done(tl::unexpected(not_taken("record the reprint")));
}

void JournalWorker::request_invoice(till::AskInvoice effect) {
  const bool taken = thread_.post([this, effect] {
    const auto request = parts_.journal->request_invoice(effect.sale, effect.operator_reference, moment());
    if (!request) return parts_.answer(till::InvoiceRefused{effect.sale, logged(request.error())});
    parts_.answer(till::InvoiceRequested{request->sale, request->reference, request->amount});
    parts_.entry_written();
    look_at_space_now();
  });
  if (!taken) parts_.answer(till::InvoiceRefused{effect.sale, not_taken("ask for an invoice")});
}

void JournalWorker::record(till::Record effect) {
  const std::string_view kind = effect.kind;
  const bool taken = thread_.post([this, effect = std::move(effect)] {
    const auto written = parts_.journal->append(effect.kind, 1, effect.body, moment());
    if (!written) return parts_.answer(till::RecordFailed{effect.kind, logged(written.error())});
    parts_.entry_written();
  });
  if (!taken) parts_.answer(till::RecordFailed{kind, not_taken("record an act")});
}

core::Result<till::ShiftsAnswered> JournalWorker::act_on_shifts(const till::AskShifts& ask) {
  journal::Journal& journal = *parts_.journal;
  const journal::Moment at = moment();
  till::ShiftsAnswered answer{.act = ask.act};
  core::Result<core::ShiftReport> done;
  switch (ask.act) {
    case till::ShiftAct::read: break;
    case till::ShiftAct::open: done = journal.open_shift(ask.operator_reference, ask.amount, at); break;
    case till::ShiftAct::move: done = journal.move_cash({ask.out, ask.amount, ask.reason, ask.operator_reference, ask.second_reference}, at); break;
    case till::ShiftAct::drawer: done = journal.drawer_opened(ask.operator_reference, ask.second_reference, ask.reason, at); break;
    case till::ShiftAct::close: done = journal.close_shift({ask.operator_reference, ask.counted, ask.first_counted, ask.reason}, at); break;
    case till::ShiftAct::count: done = journal.count_shift({ask.shift, ask.operator_reference, ask.amount, ask.reason}, at); break;
  }
  if (!done) return tl::unexpected(done.error());
  if (ask.act == till::ShiftAct::close || ask.act == till::ShiftAct::count) answer.done = std::move(*done);
  auto now = journal.shifts_now(at);
  if (!now) return tl::unexpected(now.error());
  answer.running = std::move(now->running);
  answer.uncounted = std::move(now->uncounted);
  return answer;
}

void JournalWorker::ask_shifts(till::AskShifts effect) {
  const auto refused = [this, act = effect.act](const core::Error& error) {
    till::ShiftsAnswered answer{.act = act};
    answer.error = error;
    parts_.answer(std::move(answer));
  };
  const bool taken = thread_.post([this, refused, effect = std::move(effect)] {
    auto answer = act_on_shifts(effect);
    if (!answer) return refused(logged(answer.error()));
    parts_.answer(std::move(*answer));
    parts_.entry_written();
    look_at_space_now();
  });
  if (!taken) refused(not_taken("ask for the shifts"));
}

// Where a job has got to is a convenience for the next start; a full disk must not stop the printing.
void JournalWorker::update_print_job(journal::PrintJobRow row) {
  thread_.post([this, row = std::move(row)] { (void)parts_.journal->update_print_job(row); });
}

void JournalWorker::keep_settings(const core::Settings& settings) {
  const bool taken = post([this, settings](journal::Journal& journal) {
    const auto kept = journal.keep_value(kept_settings, core::settings_json(settings));
    if (!kept) parts_.answer(till::SettingsNotKept{logged(kept.error())});
  });
  if (!taken) parts_.answer(till::SettingsNotKept{not_taken("keep the settings")});
}

bool JournalWorker::post(std::function<void(journal::Journal&)> task) {
  return thread_.post([this, task = std::move(task)] { task(*parts_.journal); });
}

void JournalWorker::tell_epoch(std::int64_t epoch) {
  parts_.answer(till::EpochChanged{epoch, 1});
  parts_.entry_written();
}

core::Result<void> JournalWorker::start_epoch(std::string_view cause) {
  return run([this, cause](journal::Journal& journal) -> core::Result<void> {
    const auto started = journal.start_epoch(cause, moment());
    if (!started) return tl::unexpected(started.error());
    tell_epoch(started->epoch);
    return {};
  });
}

core::Result<void> JournalWorker::run(const std::function<core::Result<void>(journal::Journal&)>& task) {
  std::promise<core::Result<void>> promise;
  auto answer = promise.get_future();
  if (!thread_.post([&] { promise.set_value(task(*parts_.journal)); }))
    return core::fail(core::Errc::internal, "write to the journal: its thread has finished or is overloaded",
                      "start the terminal again");
  return answer.get();
}

core::Result<void> JournalWorker::stop_orderly() {
  thread_.finish();
  return parts_.journal->stop_orderly(moment());
}

}  // namespace zhuangui::app
