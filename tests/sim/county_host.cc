#include "county_host.h"

#include "goods.h"
#include "need.h"

namespace zhuangui::sim {

CountyHost::CountyHost(World& world, std::string folder, int counters)
    : world_{world}, folder_{std::move(folder)}, counters_{counters}, chance_{world.chance.stream(1)} {}

ingest::Environment CountyHost::environment() {
  return {[this] { return world_.utc_ms(); },
          [this](std::uint8_t* into, std::size_t bytes) {
            for (std::size_t i = 0; i < bytes; ++i) into[i] = static_cast<std::uint8_t>(chance_.next());
          }};
}

void CountyHost::make() {
  need(ingest::County::init(folder_, environment()));
  start();
  need(county_->import_csv("counters", counters_csv(counters_), "counters.csv"));
  publish();
}

journal::Enrolment CountyHost::enrol(const contract::KeyPair& key, const std::string& counter) {
  const auto code = need(county_->create_code(counter, true, "")).code;
  contract::EnrolmentRandom random{};
  random.fill(7);
  const std::string_view bytes{reinterpret_cast<const char*>(random.data()), random.size()};
  need(county_->enrol_commit(code, key.public_key(), contract::blake2b(bytes)));
  need(county_->enrol_reveal(code, key.public_key(), random));
  const auto state = need(county_->enrol_status(code, key.public_key()));
  const auto receipt = need(contract::parse_receipt(state.receipt));
  journal::Enrolment enrolment;
  enrolment.terminal = receipt.terminal;
  enrolment.counter = receipt.counter;
  enrolment.county_url = "http://127.0.0.1:1";
  enrolment.terminal_key = receipt.terminal_key;
  enrolment.county_key = receipt.county_key;
  enrolment.reserve_key = receipt.reserve_key;
  enrolment.receipt = state.receipt;
  enrolment.receipt_signature = state.signature;
  return enrolment;
}

std::optional<county::HttpAnswer> CountyHost::handle(const county::HttpRequest& request) {
  if (!up()) return std::nullopt;
  const bool ends = dies_at_operation_ > 0;
  if (ends) disk().die_after(dies_at_operation_);
  county::HttpAnswer answer = routes_->handle(request);
  if (!ends) return answer;
  // When the request needed fewer writes, the machine ends between the commit and the reply.
  world_.count(disk().dead() ? "fault county stopped in mid batch" : "fault county stopped before its reply");
  dies_at_operation_ = 0;
  crash(dies_by_power_);
  world_.in(chance_.between(1'000, 60'000), [this] { start(); });
  return std::nullopt;
}

void CountyHost::publish() {
  if (!up()) return;
  const auto status = county_->status();
  if (!status) return;
  const std::int64_t release = status->county.release + 1;  // an earlier try may have come about
  const auto products = county_->import_csv("products", products_csv(release), "products.csv");
  const auto prices = county_->import_csv("prices", prices_csv(release), "prices.csv");
  if (!products || !prices) return;
  const auto published = county_->publish();
  if (!published) return;
  newest_release_ = published->release;
  world_.count("releases published");
  world_.note("county", "publishes", contract::to_hex(published->hash));
}

void CountyHost::die_in_next_request(std::int64_t operations, bool power) {
  dies_at_operation_ = operations;
  dies_by_power_ = power;
}

void CountyHost::drop() {
  book_.reset();
  routes_.reset();
  county_.reset();
}

void CountyHost::crash(bool power) {
  if (!up()) return;
  world_.note("county", power ? "loses power" : "is killed");
  disk().die_now();
  drop();
  if (power) disk().cut_power(chance_);
  else disk().revive();
  world_.count(power ? "fault county lost power" : "fault county killed");
}

void CountyHost::stop_orderly() { drop(); }

void CountyHost::start() {
  if (up()) return;
  auto opened = ingest::County::open(folder_, ingest::County::Mode::server, environment());
  world_.note("county", opened ? "starts" : "cannot start", opened ? "" : core::errc_name(opened.error().code));
  if (!opened) {
    last_error_ = opened.error().cause;
    world_.in(5'000, [this] { start(); });
    return;
  }
  county_ = std::move(*opened);
  routes_ = std::make_unique<county::Routes>(*county_, environment(), county::RouteOptions{false, ""});
  ++starts_;
}

CountyBook& CountyHost::book() {
  if (!book_) book_ = std::make_unique<CountyBook>(folder_);
  return *book_;
}

}  // namespace zhuangui::sim
