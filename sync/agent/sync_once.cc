#include <algorithm>
#include <chrono>
#include <thread>

#include "core/json.h"
#include "runner.h"

namespace zhuangui::agent {
namespace {

using core::Errc;
using core::fail;

constexpr std::int64_t nap_max_ms = 200;

/// A trouble that waiting does not cure.
bool is_refusal(const Trouble& trouble) {
  for (const char* code : {"revoked", "unknown_terminal", "refused", "fork", "too_large", "clock"})
    if (trouble.code == code) return true;
  return false;
}

core::Error as_error(const Trouble& trouble, bool out_of_time) {
  if (is_refusal(trouble)) return {Errc::refused, trouble.sentence, "ask the county office"};
  if (trouble.code == "journal") return {Errc::corrupt, trouble.sentence, "run zhuanguictl journal verify"};
  if (!trouble.code.empty()) return {Errc::offline, trouble.sentence, "check the network and the county's address, then try again"};
  return {Errc::timeout, out_of_time ? "the time was over before everything was sent" : "not everything was sent", "try again with a longer --timeout"};
}

}  // namespace

SyncOutcome sync_until_empty(const Parts& parts, std::int64_t timeout_ms, bool releases) {
  Parts once = parts;
  once.settings.releases = releases;
  once.settings.heartbeats = false;
  Runner runner{once, system_random()};
  const std::int64_t end_ms = parts.clock.now().mono_ms + timeout_ms;
  if (timeout_ms > 0) runner.set_deadline(end_ms);
  const auto in_time = [&] { return timeout_ms == 0 || parts.clock.now().mono_ms < end_ms; };

  SyncOutcome outcome;
  const auto before = parts.journal.summary();
  if (!before) {
    outcome.error = before.error();
    return outcome;
  }
  const auto finished = [&] {
    const State& state = runner.state();
    return drained(state) && (!releases || (state.next_release_ms > 0 && !state.fetch));
  };
  std::int64_t most_unsent = 0;
  while (in_time()) {
    runner.handle(event::Tick{}, [&] {
      most_unsent = std::max(most_unsent, unsent(runner.state()));
      return in_time();
    });
    const State& state = runner.state();
    if (finished() || is_refusal(state.trouble)) break;
    if (timeout_ms == 0 && !state.trouble.code.empty()) break;
    const std::int64_t rest = next_tick_ms(state).value_or(0) - parts.clock.now().mono_ms;
    std::this_thread::sleep_for(std::chrono::milliseconds{std::clamp<std::int64_t>(rest, 0, nap_max_ms)});
  }
  const State& state = runner.state();
  outcome.county = state.county;
  outcome.unsent = unsent(state);
  outcome.sent = std::max<std::int64_t>(0, most_unsent - outcome.unsent);
  if (!finished()) outcome.error = as_error(state.trouble, !in_time());
  else if (releases && !state.release_trouble.code.empty())
    outcome.error = core::Error{Errc::refused, state.release_trouble.sentence, "ask the county office"};
  return outcome;
}

namespace {

/// One signed question outside the loop.
Result<HttpAnswer> send_once(const Parts& parts, effect::Send request, int timeout_ms) {
  request.timeout_ms = timeout_ms;
  request.clock_offset_ms = parts.settings.clock_offset_ms;
  return send_signed(parts.http, parts.key, parts.settings.terminal, request, parts.clock.now().wall_utc_ms);
}

tl::unexpected<core::Error> why_not(const HttpAnswer& answer) {
  const auto said = contract::parse_push_answer(answer.body);
  if (!said || answer.status >= 500)
    return fail(Errc::offline, "the county answers " + std::to_string(answer.status), "try again later");
  return fail(Errc::refused, "the county refuses: " + said->sentence, "ask the county office");
}

/// The body of a 200, or why there is none.
Result<std::string> ask_once(const Parts& parts, std::string path, int timeout_ms) {
  effect::Send request;
  request.method = "GET";
  request.path = std::move(path);
  auto answer = send_once(parts, std::move(request), timeout_ms);
  if (!answer) return tl::unexpected(answer.error());
  if (answer->status == 200) return std::move(answer->body);
  return why_not(*answer);
}

tl::unexpected<core::Error> no_county() {
  return fail(Errc::offline, "what answers is not a county server", "check the network's login page and the county's address");
}

}  // namespace

Result<std::vector<contract::CountyHead>> ask_county_heads(const Parts& parts, int timeout_ms) {
  const auto body = ask_once(parts, "/v1/journals/" + parts.settings.terminal, timeout_ms);
  if (!body) return tl::unexpected(body.error());
  if (auto heads = contract::parse_heads(*body)) return heads;
  return no_county();
}

Result<contract::ReturnsAnswer> ask_returns(const Parts& parts, std::string_view sale, int timeout_ms) {
  if (!contract::is_sale_id(sale)) return fail(Errc::invalid_input, "this is not the id of a sale", "give the id that stands on its receipt");
  const auto body = ask_once(parts, "/v1/sales/" + std::string(sale) + "/returns", timeout_ms);
  if (!body) return tl::unexpected(body.error());
  auto answer = contract::parse_returns(*body);
  if (!answer || answer->sale != sale) return no_county();
  return answer;
}

Result<contract::ReservationAnswer> ask_reservation(const Parts& parts, const Reservation& asked, int timeout_ms) {
  core::JsonWriter json;
  json.begin_object().field("reservation", asked.id).field("sale", asked.sale).field("quota", asked.quota).field("holder", asked.holder);
  effect::Send request;
  request.method = "POST";
  request.path = "/v1/reservations";
  request.body = json.field("amount_fen", asked.amount_fen).end_object().take();
  const auto answer = send_once(parts, std::move(request), timeout_ms);
  if (!answer) return tl::unexpected(answer.error());
  if (answer->status != 200 && answer->status != 409) return why_not(*answer);
  auto told = contract::parse_reservation(answer->body);
  if (!told || (told->code == "granted") != (answer->status == 200)) return no_county();
  return told;
}

bool must_start_epoch(const Result<std::vector<contract::CountyHead>>& county, const EpochEnd& ours,
                      const std::function<std::optional<contract::Hash>(Position)>& our_hash_at) {
  if (!county) return true;
  for (const contract::CountyHead& head : *county) {
    if (head.epoch > ours.epoch) return true;
    if (head.epoch < ours.epoch || head.seq == 0) continue;
    const auto hash = our_hash_at({head.epoch, head.seq});
    if (head.seq > ours.last_seq || !hash || *hash != head.hash) return true;
  }
  return false;
}

}  // namespace zhuangui::agent
