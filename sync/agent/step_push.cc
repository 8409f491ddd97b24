#include <algorithm>

#include "core/json.h"
#include "core/mutant.h"
#include "machine.h"

namespace zhuangui::agent {
namespace {

/// Times the county may name another head, or an epoch may have to begin, before it counts as a fault of the county.
constexpr int corrections_max = 3;
constexpr int epochs_started_max = 3;

bool answer_is_about(std::string_view body, std::string_view terminal) {
  const auto document = core::JsonDocument::parse(body);
  return document && document->root().string_or("terminal", "") == terminal;
}

/// Every head is of our chain.
bool fits(const std::vector<contract::CountyHead>& heads, const std::vector<std::optional<contract::Hash>>& ours) {
  for (std::size_t i = 0; i < heads.size(); ++i)
    if (heads[i].seq > 0 && (i >= ours.size() || !ours[i] || *ours[i] != heads[i].hash)) return false;
  return true;
}

/// Up to where an epoch is known to be with the county, by what the journal remembers.
std::int64_t confirmed_seq(Position confirmed, const EpochEnd& end) {
  if (confirmed.epoch > end.epoch) return end.last_seq;
  return confirmed.epoch == end.epoch ? std::min(confirmed.seq, end.last_seq) : 0;
}

}  // namespace

EpochPlan* Machine::plan_of(std::int64_t epoch) {
  const auto found = std::find_if(s_.plan.begin(), s_.plan.end(),
                                  [epoch](const EpochPlan& plan) { return plan.ours.epoch == epoch; });
  return found == s_.plan.end() ? nullptr : &*found;
}

void Machine::on_heads(const event::Answered& answer) {
  if (answer.status != 200) return on_refusal(answer);
  auto heads = contract::parse_heads(answer.body);
  if (!heads || !answer_is_about(answer.body, s_.settings.terminal)) {
    s_.reached = false;
    return failed({"not_county", "what answers is not the county, or speaks of another terminal"});
  }
  succeeded();
  s_.heads_known = true;
  s_.heads = std::move(*heads);
  s_.plan.clear();
  s_.county = {};
  ask_journal();
}

void Machine::ask_journal() {
  effect::ReadJournal read;
  for (const contract::CountyHead& head : s_.heads) read.positions.push_back({head.epoch, head.seq});
  s_.journal_stale = false;
  s_.waiting = Waiting::journal;
  effects_.emplace_back(std::move(read));
}

void Machine::on_journal(const event::JournalRead& read) {
  s_.waiting = Waiting::nothing;
  if (s_.trouble.code == "journal") s_.trouble = {};
  s_.journal = read.summary;
  const bool from_memory = s_.plan.empty() && !s_.heads_known;  // the county has not been asked yet
  if (from_memory) s_.county = s_.journal.confirmed;
  for (const EpochEnd& end : s_.journal.epochs) {
    if (EpochPlan* known = plan_of(end.epoch)) known->ours = end;
    else s_.plan.push_back({end, from_memory ? confirmed_seq(s_.journal.confirmed, end) : 0, false, false});
  }
  const auto heads = std::exchange(s_.heads, {});
  if (std::exchange(s_.heads_from_push, false) && !fits(heads, read.hashes)) {
    // Any box on the way can answer one request with a head of something else. Whether there is a fork, and so a new
    // epoch and a branch, only the answer to the question for all heads decides.
    s_.heads_known = false;
    return;
  }
  for (std::size_t i = 0; i < heads.size() && i < read.hashes.size(); ++i) compare(heads[i], read.hashes[i]);
  mark_confirmed();  // also what an earlier time could not be written
  if (s_.epoch_cause.empty() || s_.epochs_started < epochs_started_max) return;
  s_.epoch_cause.clear();
  s_.heads_known = false;
  failed({"fork", "the county says again and again that it holds other entries under our newest numbers: call the county office"});
}

void Machine::compare(const contract::CountyHead& head, const std::optional<contract::Hash>& ours) {
  const std::int64_t current = s_.journal.epochs.empty() ? 0 : s_.journal.epochs.back().epoch;
  EpochPlan* plan = plan_of(head.epoch);
  if (plan == nullptr) {
    // An epoch we never had: our disk is an older copy. Once a new epoch has begun there is nothing more to do.
    if (head.epoch > current && s_.epochs_started == 0) s_.epoch_cause = "county_ahead";
    return;
  }
  plan->county_knows = true;
  if (head.seq == 0 || (ours && *ours == head.hash)) {
    plan->county_seq = head.seq;
    plan->forked = false;
    if (head.seq > 0) s_.county = std::max(s_.county, Position{head.epoch, head.seq});
    return;
  }
  // The county holds more than we have, or something else. What we hold beyond the last common entry we know of goes
  // to the branches; when a later epoch is confirmed that was done before.
  plan->forked = true;
  plan->county_seq = confirmed_seq(s_.journal.confirmed, plan->ours);
  if (head.epoch == current) s_.epoch_cause = "county_ahead";
}

/// Writes down how far everything, of all epochs, is with the county.
void Machine::mark_confirmed() {
  Position whole;
  for (const EpochPlan& plan : s_.plan) {
    if (plan.county_seq > 0) whole = {plan.ours.epoch, plan.county_seq};
    if (plan.county_seq < plan.ours.last_seq) break;
  }
  if (whole > s_.journal.confirmed) effects_.emplace_back(effect::MarkConfirmed{whole});
}

void Machine::ask_batch(const EpochPlan& plan) {
  s_.waiting = Waiting::batch;
  effects_.emplace_back(effect::ReadBatch{plan.ours.epoch, plan.county_seq, s_.entries_max,
                                          s_.settings.batch_payload_bytes_max});
}

void Machine::on_batch(const event::BatchRead& batch) {
  const EpochPlan* plan = plan_of(batch.epoch);
  if (plan == nullptr || batch.first_seq != plan->county_seq + 1 || batch.last_seq < batch.first_seq) {
    s_.journal_stale = true;
    return failed({"journal", "the journal does not give the entries it says it has: run zhuanguictl journal verify"});
  }
  s_.batch = event::BatchRead{batch.epoch, batch.first_seq, batch.last_seq, batch.last_hash, {}};
  const std::string path = "/v1/journals/" + s_.settings.terminal;
  effects_.emplace_back(effect::TellSent{{batch.epoch, batch.last_seq}});
  if (plan->forked) send(Waiting::branch, "POST", path + "/branches", batch.packed);
  else send(Waiting::push, "POST", path, batch.packed);
  std::get<effect::Send>(effects_.back()).zstd = true;
}

void Machine::on_pushed(const event::Answered& raw) {
  if (raw.status == 413) return on_too_large();
  if (raw.status != 200 && raw.status != 409 && raw.status != 422) return on_refusal(raw);
  if (raw.status == 200 && core::mutant("200-without-a-head-trusted")) return on_acknowledged();
  const auto answer = contract::parse_push_answer(raw.body);
  s_.reached = answer.has_value() && answer->head.has_value();
  // An answer without a head acknowledges nothing, whatever its status says.
  if (!s_.reached) return failed({"not_county", "what answers with " + std::to_string(raw.status) + " is not a county server: check the network's login page and the address"});
  const contract::CountyHead& head = *answer->head;
  const EpochPlan* plan = plan_of(s_.batch->epoch);
  const bool ours = head.epoch == s_.batch->epoch && plan != nullptr;
  if (raw.status == 200 && ours && head.seq == s_.batch->last_seq && head.hash == s_.batch->last_hash)
    return on_acknowledged();
  const bool on = ours && head.seq > s_.batch->last_seq && head.seq <= plan->ours.last_seq;
  if (s_.waiting == Waiting::push && ours && (raw.status != 200 || on)) return on_corrected(*answer);
  s_.heads_known = false;
  failed({"not_county", "the county's head does not fit to what was sent; nothing counts as delivered"});
}

void Machine::on_acknowledged() {
  const Position last{s_.batch->epoch, s_.batch->last_seq};
  s_.batch.reset();
  succeeded();
  plan_of(last.epoch)->county_seq = last.seq;
  s_.county = std::max(s_.county, last);
  s_.corrections = 0;
  if (last.epoch == s_.journal.epochs.back().epoch) s_.epochs_started = 0;
  mark_confirmed();
  s_.journal.confirmed = std::max(s_.journal.confirmed, last);
  effects_.emplace_back(effect::TellAcked{last});
}

/// 409, 422, or a 200 that goes beyond the batch but not beyond us: compare that head with our chain and go on from
/// there when it is on it (a gap, a second sender); else ask for all heads.
void Machine::on_corrected(const contract::PushAnswer& answer) {
  s_.batch.reset();
  if (++s_.corrections > corrections_max) {
    s_.corrections = 0;
    s_.heads_known = false;
    return failed({"refused", "the county refuses entries that follow its own head: " + answer.sentence});
  }
  s_.heads = {*answer.head};
  s_.heads_from_push = true;
  ask_journal();
}

void Machine::on_too_large() {
  const auto entries = static_cast<std::size_t>(s_.batch->last_seq - s_.batch->first_seq + 1);
  if (entries <= 1)
    return failed({"too_large", "entry " + std::to_string(s_.batch->first_seq) + " alone is too large for the county"});
  s_.batch.reset();
  s_.waiting = Waiting::nothing;
  s_.entries_max = entries / 2;
}

}  // namespace zhuangui::agent
