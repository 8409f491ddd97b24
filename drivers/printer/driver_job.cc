#include <algorithm>
#include <charconv>
#include <span>

#include "printer/driver.h"
#include "printer/encode.h"

namespace zhuangui::printer {
namespace {

constexpr std::int64_t still_ms = 2'000;           // no byte taken for so long: the job waits
constexpr std::int64_t silent_fence_ms = 3'000;    // a printer that never answered is not waited for long
constexpr std::int64_t first_ask_after_ms = 1'000;

}  // namespace

void PrinterDriver::begin_job() {
  phase_ = Phase::checking;
  taken_ = 0;
  touched_ = in_doubt_ = clean_before_ = silent_ = false;
  question_ = 0;
  next_ask_ms_ = now_ms_();
  heard_.clear();
  show_job(device::PrintState::queued, transport_ ? Trouble::none : device_.trouble, !transport_);
}

std::int64_t PrinterDriver::work(std::chrono::milliseconds slice) {
  switch (phase_) {
    case Phase::checking: return check(slice);
    case Phase::sending: return send(slice);
    case Phase::fencing: return await_fence(slice);
    case Phase::proving: return prove(slice);
  }
  return 0;
}

// Nothing is sent to a printer that says it cannot print: its buffer would swallow the job, and nobody could call it
// back.
std::int64_t PrinterDriver::check(std::chrono::milliseconds slice) {
  const std::int64_t now = now_ms_();
  if (jobs_.front().drawer_rest_ms > 0 && now < drawer_rested_at_ms_) {
    show_job(shown_.state, Trouble::drawer_resting, true);
    return drawer_rested_at_ms_ - now;
  }
  if (question_ == 0 && now < next_ask_ms_) return next_ask_ms_ - now;
  if (question_ == 0) {
    const Trouble port = ask_port();
    if (lost_) return 0;
    // Many clones answer the port request with rubbish, but none says "paper empty" for nothing.
    if (port == Trouble::paper_out) return hold(port);
  }
  if (!talks()) return start_sending();
  switch (ask(slice)) {
    case Asked::pending:
      return 0;
    case Asked::blocked:
      return hold(known_trouble());
    case Asked::silent:
      silent_ = true;
      return start_sending();
    case Asked::answered:
      if (const Trouble trouble = trouble_of(*status_); trouble != Trouble::none) return hold(trouble);
      clean_before_ = true;
      return start_sending();
  }
  return 0;
}

std::int64_t PrinterDriver::hold(Trouble trouble) {
  show_device(trouble);
  show_job(shown_.state, trouble, true);
  next_ask_ms_ = now_ms_() + options_.retry_every_ms;
  return options_.retry_every_ms;
}

std::int64_t PrinterDriver::start_sending() {
  if (Job& job = jobs_.front(); job.encode) {
    auto bytes = job.encode(profile_);
    if (!bytes || bytes->empty()) {
      finish(device::PrintState::failed, std::nullopt, Trouble::not_printable);
      return 0;
    }
    job.bytes = std::move(*bytes);
  }
  phase_ = Phase::sending;
  step(device::Verb::output);
  show_device(Trouble::none);
  still_since_ms_ = now_ms_();
  fill_up();
  show_job(device::PrintState::sending, Trouble::none, false);
  return 0;
}

std::int64_t PrinterDriver::send(std::chrono::milliseconds slice) {
  const auto& bytes = jobs_.front().bytes;
  std::size_t moved = 0;
  if (flush(slice)) {
    const auto chunk = std::span(bytes).subspan(taken_, std::min(bytes.size() - taken_, transfer_bytes_max));
    touched_ = true;
    const auto written = transport_->write(chunk, slice);
    if (!written) {
      in_doubt_ = taken_ + chunk.size() == bytes.size();
      lost_ = written.error();
      return 0;
    }
    moved = written->bytes;
    taken_ += moved;
  }
  if (lost_) return 0;
  const std::int64_t now = now_ms_();
  if (moved > 0) {
    still_since_ms_ = now;
    drawer_pulsed();
    show_job(device::PrintState::sending, Trouble::none, false);
    if (taken_ == bytes.size()) all_taken();
    return 0;
  }
  if (talks()) listen(std::chrono::milliseconds(1));
  if (!lost_ && now - still_since_ms_ >= still_ms && now >= next_ask_ms_) hold(known_trouble());
  return 0;
}

void PrinterDriver::all_taken() {
  const std::int64_t now = now_ms_();
  show_job(device::PrintState::sent, Trouble::none, false);
  phase_ = profile_.fence == Fence::none ? Phase::proving : Phase::fencing;
  fence_until_ms_ = now + (silent_ ? std::min(silent_fence_ms, options_.fence_timeout_ms) : options_.fence_timeout_ms);
  next_ask_ms_ = phase_ == Phase::proving ? now : now + first_ask_after_ms;
}

// Waits for the answer that stands behind the job. Trouble with the paper stops the clock: the printer goes on with
// what it holds when it is mended, so the job is neither lost nor to be sent again.
std::int64_t PrinterDriver::await_fence(std::chrono::milliseconds slice) {
  Asked asked = Asked::pending;
  const bool asking = question_ != 0 || (talks() && now_ms_() >= next_ask_ms_);
  if (asking) asked = ask(slice);
  else listen(slice);
  if (lost_ || fence_answered()) return 0;
  const std::int64_t now = now_ms_();
  if (asked != Asked::pending) next_ask_ms_ = now + options_.retry_every_ms;
  const Trouble trouble = asked == Asked::blocked ? known_trouble() : status_ ? trouble_of(*status_) : Trouble::none;
  if (trouble != Trouble::none) {
    fence_until_ms_ = now + options_.fence_timeout_ms;
    show_job(device::PrintState::sent, trouble, true);
  } else if (asked == Asked::answered) {
    show_job(device::PrintState::sent, Trouble::none, false);
  }
  if (now < fence_until_ms_) return 0;
  const bool clean_after = status_ && is_clean(*status_) && !silent_ && asked != Asked::silent;
  finish(device::PrintState::unknown, clean_before_ && clean_after ? Grade::d : Grade::e, Trouble::none);
  return 0;
}

// Looks for the fence's answer in what was heard; true when the job is finished or has gone on to be proved.
bool PrinterDriver::fence_answered() {
  const std::vector<Answer> heard = std::exchange(heard_, {});
  for (const Answer& answer : heard) {
    if (const auto* block = std::get_if<Block>(&answer); block && profile_.fence == Fence::gs_h) {
      int number = 0;
      const auto* end = block->data.data() + block->data.size();
      if (block->id != 0x22 || std::from_chars(block->data.data(), end, number).ptr != end) continue;
      if (number != fence_number(jobs_.front().number)) continue;  // of an earlier job
      finish(device::PrintState::confirmed, Grade::a, Trouble::none);
      return true;
    }
    if (std::holds_alternative<PaperAnswer>(answer) && profile_.fence == Fence::gs_r) {
      phase_ = Phase::proving;
      question_ = 0;
      next_ask_ms_ = now_ms_();
      return true;
    }
    if (std::holds_alternative<AutomaticStatus>(answer) && profile_.fence == Fence::asb) {
      if (!is_clean(*status_)) continue;  // it tells again when it is mended
      finish(device::PrintState::confirmed, Grade::c, Trouble::none);
      return true;
    }
  }
  return false;
}

// All has been taken, and the fence, if there is one, was reached: is the printer well right after?
std::int64_t PrinterDriver::prove(std::chrono::milliseconds slice) {
  const bool fenced = profile_.fence == Fence::gs_r;
  if (!talks()) {
    finish(device::PrintState::unknown, Grade::e, Trouble::none);
    return 0;
  }
  const std::int64_t now = now_ms_();
  if (question_ == 0 && now < next_ask_ms_) return next_ask_ms_ - now;
  const Asked asked = ask(slice);
  if (asked == Asked::pending) return 0;
  if (asked == Asked::blocked && now < fence_until_ms_) return hold(known_trouble());
  if (asked != Asked::answered) {
    finish(device::PrintState::unknown, Grade::e, asked == Asked::blocked ? known_trouble() : Trouble::none);
    return 0;
  }
  const bool clean = is_clean(*status_);
  // The fence was reached, but the cut may still run or jam: when it is mended the printer ends what it holds.
  if (fenced && !clean) return hold(trouble_of(*status_));
  const Grade grade = !clean ? Grade::e : fenced ? Grade::b : clean_before_ ? Grade::d : Grade::e;
  finish(clean && fenced ? device::PrintState::confirmed : device::PrintState::unknown, grade, trouble_of(*status_));
  return 0;
}

// It may be this moment that the drawer opens, or already was.
void PrinterDriver::drawer_pulsed() {
  const std::int64_t rest_ms = jobs_.front().drawer_rest_ms;
  if (rest_ms > 0 && touched_) drawer_rested_at_ms_ = now_ms_() + rest_ms;
}

std::int64_t PrinterDriver::deadline_ms() const {
  const std::int64_t now = now_ms_();
  if (question_ != 0) return std::max(now, question_until_ms_);
  if (jobs_.empty()) return std::max(now, next_ask_ms_);
  if (phase_ == Phase::fencing) return std::max(now, std::min(next_ask_ms_, fence_until_ms_));
  if (phase_ == Phase::sending) return std::max({now, still_since_ms_ + still_ms, next_ask_ms_});
  return std::max(now, next_ask_ms_);
}

void PrinterDriver::finish(device::PrintState state, std::optional<Grade> grade, Trouble trouble) {
  show_job(state, trouble, false, grade);
  drawer_pulsed();
  jobs_.pop_front();
  if (device_.stage == device::Stage::busy) {
    step(device::Verb::done);
    show_device(status_ ? trouble_of(*status_) : device_.trouble);
  }
  if (!jobs_.empty()) begin_job();
}

// The printer is gone in the middle of things. What was never tried waits for it; what was begun is never begun again.
void PrinterDriver::end_job_of_lost_device(Trouble trouble) {
  if (jobs_.empty()) return;
  if (!touched_) return begin_job();
  const bool maybe_whole = in_doubt_ || taken_ == jobs_.front().bytes.size();
  if (taken_ < jobs_.front().bytes.size()) broken_off_ = true;  // its power may have stayed on
  if (maybe_whole) finish(device::PrintState::unknown, Grade::e, trouble);
  else finish(device::PrintState::failed, std::nullopt, trouble);
}

void PrinterDriver::show_job(device::PrintState state, Trouble trouble, bool waiting, std::optional<Grade> grade) {
  const Job& job = jobs_.front();
  const JobReport report{job.number, state, grade, trouble, waiting, taken_, job.bytes.size()};
  if (report == shown_) return;
  shown_ = report;
  on_job_(report);
}

}  // namespace zhuangui::printer
