#include "print_worker.h"

#include "barcode/code.h"
#include "printer/test_card.h"

namespace zhuangui::app {
namespace {

constexpr std::size_t requests_max = 64;
constexpr std::int64_t first_pulse_number = 1'000'000'000;  // apart from the journal's numbers of receipts
// So many turns of the driver without news: it waits for a person, who must do something (it said so) or need not. Its
// questions before a job and after it take some turns without news too.
constexpr int turns_waiting = 4, turns_at_rest = 16;

receipt::Paper paper_of(const printer::Profile& profile) { return {profile.columns, profile.dots}; }

const char* state_word(device::PrintState state) {
  switch (state) {
    case device::PrintState::queued: return "queued";
    case device::PrintState::sending: return "sending";
    case device::PrintState::sent: return "sent";
    case device::PrintState::confirmed: return "confirmed";
    case device::PrintState::unknown: return "unknown";
    case device::PrintState::failed: return "failed";
  }
  return "unknown";
}

std::string notice_of(printer::Trouble trouble) {
  return trouble == printer::Trouble::none ? "" : std::string("printer.") + printer::trouble_name(trouble);
}

till::ReceiptState receipt_state(const printer::JobReport& report) {
  switch (report.state) {
    case device::PrintState::confirmed: return till::ReceiptState::printed;
    case device::PrintState::unknown: return till::ReceiptState::unconfirmed;
    case device::PrintState::failed: return till::ReceiptState::trouble;
    default: return report.waiting ? till::ReceiptState::trouble : till::ReceiptState::waiting;
  }
}

till::PrinterState printer_state(const printer::DeviceReport& report) {
  switch (report.trouble) {
    case printer::Trouble::none: return report.near_end ? till::PrinterState::near_end : till::PrinterState::ready;
    case printer::Trouble::unplugged: return till::PrinterState::absent;
    case printer::Trouble::paper_out: return till::PrinterState::paper_out;
    case printer::Trouble::cover_open: return till::PrinterState::cover_open;
    default: return till::PrinterState::trouble;
  }
}

}  // namespace

PrintWorker::PrintWorker(Parts parts)
    : parts_{std::move(parts)},
      driver_{parts_.bus, parts_.options, [this] { return parts_.clock.monotonic_ms(); },
              [this](const printer::JobReport& report) { on_job(report); },
              [this](const printer::DeviceReport& report) { on_device(report); }},
      next_pulse_number_{first_pulse_number} {
  rasteriser_.qr = &receipt::draw_qr;
  rasteriser_.line = [this](const device::TextLine& line, int dots, int columns) {
    if (!font_)
      if (auto opened = receipt::Font::open()) font_ = std::move(*opened);
    return font_ ? font_->draw_line(line, dots, columns) : device::Picture{};
  };
  thread_ = std::thread{[this] { run(); }};
}

PrintWorker::~PrintWorker() { stop(); }

void PrintWorker::print(till::Completed sale, core::CounterInfo counter, int copy) {
  ask(Receipt{std::move(sale), std::move(counter), copy});
}

void PrintWorker::print(till::GivenBack back, core::CounterInfo counter) { ask(RefundSlip{std::move(back), std::move(counter)}); }

void PrintWorker::open_drawer(std::string sale) { ask(Pulse{std::move(sale)}); }

void PrintWorker::print_test_card() { ask(TestCard{}); }

void PrintWorker::print_slip(till::Completed sale, core::CounterInfo counter, till::Slip which) {
  ask(Beside{std::move(sale), std::move(counter), which});
}

void PrintWorker::print_day(core::ShiftReport report, core::CounterInfo counter) { ask(Report{std::move(report), std::move(counter), true}); }

void PrintWorker::print_report(core::ShiftReport report, core::CounterInfo counter) { ask(Report{std::move(report), std::move(counter)}); }

void PrintWorker::ask(Request request) {
  const std::scoped_lock lock{mutex_};
  if (stopping_ || requests_.size() >= requests_max) return;  // the row beside the journal stays queued: it can be reprinted
  requests_.push_back(std::move(request));
  asked_.notify_all();
}

void PrintWorker::wake() {
  const std::scoped_lock lock{mutex_};
  woken_ = true;
  turns_without_change_ = 0;
  asked_.notify_all();
}

void PrintWorker::stop() {
  {
    const std::scoped_lock lock{mutex_};
    stopping_ = true;
    asked_.notify_all();
  }
  if (thread_.joinable()) thread_.join();
}

bool PrintWorker::at_rest() const {
  const std::scoped_lock lock{mutex_};
  return requests_.empty() && !woken_ && (asleep_ || turns_without_change_ >= (job_waits_ ? turns_waiting : turns_at_rest));
}

void PrintWorker::run() {
  while (true) {
    std::deque<Request> requests;
    {
      const std::scoped_lock lock{mutex_};
      if (stopping_) return;
      woken_ = false;
      requests.swap(requests_);
      if (!requests.empty()) turns_without_change_ = 0;
      asleep_ = false;
    }
    for (Request& request : requests) take(std::move(request));
    const std::int64_t pause_ms = driver_.turn(parts_.slice);
    next_due_ms_ = pause_ms > 0 ? parts_.clock.monotonic_ms() + pause_ms : driver_.deadline_ms();
    std::unique_lock lock{mutex_};
    ++turns_without_change_;
    asleep_ = driver_.is_idle() && requests_.empty();
    const auto disturbed = [this] { return stopping_ || woken_ || !requests_.empty(); };
    if (pause_ms > 0 && parts_.clock.is_virtual())
      asked_.wait_for(lock, std::chrono::milliseconds{20}, disturbed);
    else if (pause_ms > 0)
      asked_.wait_for(lock, std::chrono::milliseconds{pause_ms}, disturbed);
  }
}

void PrintWorker::take(Request request) {
  if (const auto* receipt = std::get_if<Receipt>(&request)) return take_receipt(*receipt);
  if (const auto* slip = std::get_if<RefundSlip>(&request)) return take_refund_slip(*slip);
  if (std::holds_alternative<TestCard>(request)) return take_test_card();
  if (const auto* report = std::get_if<Report>(&request)) return take_report(*report);
  if (const auto* beside = std::get_if<Beside>(&request)) return take_beside(*beside);
  take_pulse(std::get<Pulse>(request));
}

void PrintWorker::told_of_test_card(till::ReceiptState state, const std::string& trouble) {
  if (parts_.test_card_changed) parts_.test_card_changed(state, trouble);
}

void PrintWorker::take_test_card() {
  if (test_card_under_way_) return;
  journal::PrintJobRow row;
  row.number = next_pulse_number_++;
  const auto encode = [this, number = row.number](const printer::Profile& profile) {
    device::PrintJob card = printer::test_card(profile, number);
    std::erase_if(card.elements, [](const device::PrintElement& one) { return std::holds_alternative<device::DrawerPulse>(one); });
    return printer::encode(card, printer::card_profile(profile), rasteriser_);
  };
  under_way_[row.number] = {row, Purpose::test_card};
  test_card_under_way_ = driver_.submit({row.number, {}, encode}).has_value();
  if (test_card_under_way_) return joined_the_queue(row.number);
  under_way_.erase(row.number);
  told_of_test_card(till::ReceiptState::trouble, "printer.queue_full");
}

receipt::ReceiptFacts PrintWorker::facts_of(const till::Completed& sale, const core::CounterInfo& counter) const {
  receipt::ReceiptFacts facts;
  facts.sale = sale.sale;
  facts.counter = counter;
  facts.terminal = parts_.terminal;
  facts.training = parts_.training;
  facts.sold_at = sale.at;
  facts.seq = sale.seq;
  facts.hash_prefix_hex = sale.hash_prefix_hex;
  facts.qr_text = barcode::receipt_code_text(sale.sale.id, facts.seq, facts.hash_prefix_hex);
  return facts;
}

void PrintWorker::take_beside(const Beside& beside) {
  journal::PrintJobRow row;
  row.number = next_pulse_number_++;
  receipt::ReceiptFacts facts = facts_of(beside.sale, beside.counter);
  facts.kind = beside.which == till::Slip::gift       ? receipt::SlipKind::gift
               : beside.which == till::Slip::delivery ? receipt::SlipKind::delivery
                                                      : receipt::SlipKind::invoice;
  facts.invoice = beside.sale.invoice;
  facts.invoice_amount = beside.sale.invoice_amount;
  submit({row, Purpose::report}, [facts = std::move(facts), number = row.number](const printer::Profile& profile) {
    return receipt::lay_out(facts, paper_of(profile), number);
  });
}

void PrintWorker::take_receipt(const Receipt& receipt) {
  const std::string& sale = receipt.sale.sale.id;
  const auto row = parts_.reader->print_job(sale, receipt.copy);
  if (!row || !*row) return parts_.receipt_changed(sale, till::ReceiptState::trouble, "printer.no_job");
  receipt::ReceiptFacts facts = facts_of(receipt.sale, receipt.counter);
  facts.copy = receipt.copy;
  submit({**row, Purpose::receipt}, [facts = std::move(facts), number = (*row)->number](const printer::Profile& profile) {
    return receipt::lay_out(facts, paper_of(profile), number);
  });
}

void PrintWorker::take_refund_slip(const RefundSlip& slip) {
  const std::string& id = slip.back.refund.id;
  const auto row = parts_.reader->print_job(id, 0);
  if (!row || !*row) return parts_.receipt_changed(id, till::ReceiptState::trouble, "printer.no_job");
  submit({**row, Purpose::receipt}, [facts = receipt::RefundFacts{slip.back.refund, slip.counter, parts_.terminal, slip.back.at, slip.back.seq, parts_.training},
                                     number = (*row)->number](const printer::Profile& profile) {
    return receipt::lay_out(facts, paper_of(profile), number);
  });
}

void PrintWorker::take_pulse(const Pulse& pulse) {
  journal::PrintJobRow row;
  row.number = next_pulse_number_++;
  row.sale = pulse.sale;
  submit({row, Purpose::pulse}, [number = row.number](const printer::Profile&) { return receipt::drawer_job(number); });
}

void PrintWorker::take_report(const Report& report) {
  journal::PrintJobRow row;
  row.number = next_pulse_number_++;
  const receipt::ReportFacts facts{report.report, report.counter, parts_.terminal,
                                   core::WallTime{parts_.clock.wall().utc_ms + parts_.journal.clock_offset_ms()}, parts_.journal.clock_offset_ms(), report.day};
  submit({row, Purpose::report}, [facts, number = row.number](const printer::Profile& profile) {
    return receipt::lay_out_report(facts, paper_of(profile), number);
  });
}

void PrintWorker::submit(UnderWay job, LayOut lay_out) {
  const auto number = job.row.number;
  const auto encode = [this, number, lay_out = std::move(lay_out)](const printer::Profile& profile) {
    auto bytes = printer::encode(lay_out(profile), profile, rasteriser_);
    if (bytes) under_way_[number].row.bytes.assign(reinterpret_cast<const char*>(bytes->data()), bytes->size());
    return bytes;
  };
  under_way_[number] = job;
  const std::int64_t rest_ms = job.purpose == Purpose::pulse ? device::rest_ms(device::DrawerPulse{}) : 0;
  if (driver_.submit({number, {}, encode, rest_ms})) return joined_the_queue(number);
  under_way_.erase(number);
  failed(job.row, "printer.queue_full");
}

void PrintWorker::joined_the_queue(std::int64_t number) {
  if (number != front_ && !held_by_.empty()) tell_one_behind(under_way_[number]);
}

void PrintWorker::queue_is_held_up_by(const std::string& trouble) {
  if (trouble == held_by_) return;
  held_by_ = trouble;
  for (const auto& [number, job] : under_way_)
    if (number != front_) tell_one_behind(job);
}

void PrintWorker::tell_one_behind(const UnderWay& job) {
  // Behind the pulse of its own sale a receipt is the next to come: what holds that up is its own trouble.
  const auto front = under_way_.find(front_);
  const bool next = front != under_way_.end() && front->second.row.sale == job.row.sale;
  const auto held = next ? till::ReceiptState::trouble : till::ReceiptState::held;
  const auto state = held_by_.empty() ? till::ReceiptState::waiting : held;
  if (job.purpose == Purpose::test_card) told_of_test_card(state, held_by_);
  else if (job.purpose == Purpose::receipt) parts_.receipt_changed(job.row.sale, state, held_by_);
}

void PrintWorker::failed(const journal::PrintJobRow& row, const std::string& trouble) {
  if (row.number >= first_pulse_number) return;
  journal::PrintJobRow ended = row;
  ended.state = "failed";
  ended.trouble = trouble;
  parts_.journal.update_print_job(ended);
  parts_.receipt_changed(row.sale, till::ReceiptState::trouble, trouble);
}

void PrintWorker::on_job(const printer::JobReport& report) {
  {
    const std::scoped_lock lock{mutex_};
    turns_without_change_ = 0;
    job_waits_ = report.waiting;
  }
  const auto found = under_way_.find(report.number);
  if (found == under_way_.end()) return;
  UnderWay& job = found->second;
  front_ = report.number;
  // A drawer rests for half a second: told, but nobody need do anything. What ended says nothing of who comes next.
  const bool rests = report.trouble == printer::Trouble::drawer_resting;
  if (!printer::is_last(report)) queue_is_held_up_by(report.waiting && !rests ? notice_of(report.trouble) : "");
  const auto taken = static_cast<std::int64_t>(report.bytes_taken);
  if (taken > job.row.bytes_sent) {
    printed_bytes_ += taken - job.row.bytes_sent;
    job.row.bytes_sent = taken;
    parts_.events.emit({.event = "print.bytes", .sale = job.row.sale, .bytes = printed_bytes_});
  }
  if (job.purpose == Purpose::test_card) {
    test_card_under_way_ = !printer::is_last(report);
    told_of_test_card(receipt_state(report), notice_of(report.trouble));
  } else if (job.purpose == Purpose::pulse) {
    if (report.bytes_taken == report.bytes_total && report.state == device::PrintState::sent)
      parts_.events.emit({.event = "drawer", .sale = job.row.sale});
    if (rests) parts_.events.emit({.event = "notice", .sale = job.row.sale, .state = "printer.drawer_resting"});
  } else if (job.purpose == Purpose::receipt) {  // of a report nothing is kept: it can be asked for again
    const std::string state = state_word(report.state), trouble = notice_of(report.trouble);
    if (state != job.row.state || trouble != job.row.trouble) {
      const bool begins = state == "sending" && job.row.state == "queued";
      job.row.state = state;
      job.row.trouble = trouble;
      // On the disk before the first byte goes out: after a crash a receipt that was begun is known from one that was
      // not. A disk that fails must not stop the printing.
      if (begins) (void)parts_.journal.run([&job](journal::Journal& open) { return open.update_print_job(job.row); });
      else parts_.journal.update_print_job(job.row);
    }
    parts_.receipt_changed(job.row.sale, receipt_state(report), trouble);
  }
  if (printer::is_last(report)) under_way_.erase(found);
  if (under_way_.empty()) held_by_.clear();
}

void PrintWorker::on_device(const printer::DeviceReport& report) {
  {
    const std::scoped_lock lock{mutex_};
    turns_without_change_ = 0;
  }
  parts_.printer_changed(printer_state(report));
  if (report.drawer_open != drawer_open_ && report.drawer_open)
    parts_.events.emit({.event = "drawer", .state = *report.drawer_open ? "open" : "closed"});
  drawer_open_ = report.drawer_open;
}

}  // namespace zhuangui::app
