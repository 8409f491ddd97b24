#include "sync_worker.h"

#include "contract/entry.h"

namespace zhuangui::app {
namespace {

constexpr int answer_within_ms = 6'000;  // a buyer waits

struct ReadEntry {
  contract::EntryFields fields;
  core::JsonDocument body;
};
std::optional<ReadEntry> body_of(std::string_view payload) {
  auto fields = contract::decode_payload(payload);
  if (!fields) return std::nullopt;
  auto body = core::JsonDocument::parse(fields->body);
  if (!body) return std::nullopt;
  return ReadEntry{std::move(*fields), std::move(*body)};
}

}  // namespace

SyncWorker::SyncWorker(Parts parts) : parts_{std::move(parts)}, clock_{parts_.clock}, questions_{parts_.activity} {}

SyncWorker::~SyncWorker() { stop(); }

core::Result<std::unique_ptr<SyncWorker>> SyncWorker::create(Parts parts) {
  std::unique_ptr<SyncWorker> worker{new SyncWorker{std::move(parts)}};
  const Parts& given = worker->parts_;
  auto reader = journal::Reader::open(given.directory);
  if (!reader) return tl::unexpected(reader.error());
  worker->reader_ = std::move(*reader);
  auto http = open_http_port(given.enrolment.county_url, given.enrolment.ca_pem);
  if (!http) return tl::unexpected(http.error());
  worker->network_ = std::make_unique<NetworkFaults>(std::move(*http));
  auto beside = open_http_port(given.enrolment.county_url, given.enrolment.ca_pem);
  if (!beside) return tl::unexpected(beside.error());
  worker->questions_network_ = worker->network_->another(std::move(*beside));
  JournalWorker& journal = given.journal;
  worker->journal_port_ = std::make_unique<JournalPortOverJournal>(JournalPortParts{
      .run_on_journal = [&journal](const JournalWork& work) { return journal.run(work); },
      .reader = worker->reader_.get(),
      .moment = [&journal] { return journal.moment(); },
      .offset_changed = [&journal](std::int64_t offset_ms) { journal.set_clock_offset(offset_ms, true); },
      .release_applied = given.release_applied,
      .epoch_started = [&journal](const journal::Committed& committed) { journal.tell_epoch(committed.epoch); }});
  return worker;
}

agent::Parts SyncWorker::agent_parts(agent::HttpPort& http) {
  agent::Settings settings = agent_settings(parts_.enrolment, "zhuangui-terminal", parts_.journal.clock_offset_ms());
  settings.release_interval_ms = parts_.release_interval_ms;
  settings.heartbeat_interval_ms = parts_.heartbeat_interval_ms;
  return {settings, parts_.key, *journal_port_, http, clock_, this};
}

bool SyncWorker::must_start_epoch(const journal::Found& found) {
  constexpr int heads_within_ms = 2'000;
  const auto heads = agent::ask_county_heads(agent_parts(*network_), heads_within_ms);
  const agent::EpochEnd ours{found.epoch, found.seq, found.hash};
  return agent::must_start_epoch(heads, ours, [this](agent::Position at) -> std::optional<contract::Hash> {
    const auto entries = reader_->entries(at.epoch, at.seq, 1, 1);
    if (!entries || entries->empty() || entries->front().seq != at.seq) return std::nullopt;
    return entries->front().hash;
  });
}

void SyncWorker::start() {
  agent_ = agent::Agent::start(agent_parts(*network_));
  running_ = agent_.get();
}

void SyncWorker::wake() {
  if (agent::Agent* running = running_) running->wake(false);
}

void SyncWorker::try_now() {
  if (agent::Agent* running = running_) running->wake(true);
}

void SyncWorker::stop() {
  if (agent_) agent_->stop();
  if (questions_network_) questions_network_->cancel();
  questions_.finish();
}

void SyncWorker::ask_returns(till::AskReturns effect, std::function<void(till::Event)> answer) {
  const std::string sale = effect.sale;
  const bool taken = questions_.post([this, sale, answer] { answer(returns_of(sale)); });
  if (!taken) answer(till::ReturnsNotAnswered{sale});
}

till::Event SyncWorker::returns_of(const std::string& sale) {
  const auto answer = agent::ask_returns(agent_parts(*questions_network_), sale, answer_within_ms);
  if (!answer && answer.error().code == core::Errc::invalid_input) return till::ReturnsAnswered{sale, std::nullopt, {}, {}};  // nobody's
  if (!answer) return till::ReturnsNotAnswered{sale};
  till::ReturnsAnswered told{sale, std::nullopt, {}, {}};
  if (const auto entry = body_of(answer->sold)) {
    if (auto sold = core::parse_sale(entry->fields.version, entry->body.root())) told.sold = std::move(*sold);
    told.sold_at.utc_ms = entry->fields.at;
  }
  for (const std::string& payload : answer->returns) {
    const auto entry = body_of(payload);
    if (!entry) return till::ReturnsNotAnswered{sale};
    auto refund = core::parse_refund(entry->fields.version, entry->body.root());
    if (!refund) return till::ReturnsNotAnswered{sale};  // of a newer program: what it took is not known
    told.returns.push_back(std::move(*refund));
  }
  return told;
}

void SyncWorker::reserve_quota(till::ReserveQuota effect, std::function<void(till::Event)> answer) {
  const std::string id = effect.reservation;
  const bool taken = questions_.post([this, effect = std::move(effect), answer] { answer(reservation_of(effect)); });
  if (!taken) answer(till::QuotaReserved{id, "no_county", 0});
}

till::Event SyncWorker::reservation_of(const till::ReserveQuota& asked) {
  const agent::Reservation reservation{asked.reservation, asked.sale, asked.quota, asked.holder, asked.amount.in_fen()};
  const auto answer = agent::ask_reservation(agent_parts(*questions_network_), reservation, answer_within_ms);
  if (answer) return till::QuotaReserved{asked.reservation, answer->code, answer->valid_ms};
  return till::QuotaReserved{asked.reservation, answer.error().code == core::Errc::refused ? "refused" : "no_county", 0};
}

agent::Status SyncWorker::status() const {
  const agent::Agent* running = running_;
  return running != nullptr ? running->status() : agent::Status{};
}

bool SyncWorker::at_rest() const {
  const agent::Agent* running = running_;
  if (running == nullptr) return true;
  const auto due = running->sleeps_until_ms();
  return due && *due > parts_.clock.monotonic_ms();
}

std::optional<std::int64_t> SyncWorker::next_due_ms() const {
  const agent::Agent* running = running_;
  return running != nullptr ? running->sleeps_until_ms() : std::nullopt;
}

void SyncWorker::sent(agent::Position last) { parts_.events.emit({.event = "sync.sent", .seq = last.seq}); }

void SyncWorker::acked(agent::Position last) { parts_.events.emit({.event = "sync.acked", .seq = last.seq}); }

void SyncWorker::released(std::int64_t) {}  // the journal's thread tells it with the sections

void SyncWorker::changed(const agent::Status& status) { parts_.changed(status, unsent_since(status)); }

// The entry after the county's newest one; where that ended its epoch, the first of the next.
std::int64_t SyncWorker::unsent_since(const agent::Status& status) {
  if (status.unsent == 0) return 0;
  const auto epochs = reader_->epochs();
  if (!epochs) return 0;
  for (const journal::EpochInfo& epoch : *epochs) {
    if (epoch.epoch < status.county.epoch) continue;
    const std::int64_t from = epoch.epoch == status.county.epoch ? status.county.seq + 1 : 1;
    const auto entries = reader_->entries(epoch.epoch, from, 1, 1);
    if (!entries || entries->empty()) continue;
    const auto fields = contract::decode_payload(entries->front().payload);
    return fields ? fields->at : 0;
  }
  return 0;
}

}  // namespace zhuangui::app
