// commit_sale against the same rows in plain prepared SQL. The floor is given its payload, hash and signature ready
// made; ours parses, chains and signs, and also queues the print job and drops the cart row. Both move their log
// between the sales, outside the time, as the terminal does when nothing waits.
#include "benches.h"
#include "facts.h"
#include "fill_journal.h"

namespace zhuangui::bench {
namespace {

using namespace support;
using journal::Blob;
using journal::Connection;
using journal::Statement;

constexpr int pairs = 7;
constexpr int sales_a_block = 715;  // 7 blocks are 5,005 sales
constexpr int warm_up = 300;
constexpr int lines_a_sale = 5;
constexpr int log_pages_max = 1'000;

std::string make_terminal(const std::string& directory, std::int64_t entries) {
  std::filesystem::remove_all(directory);
  must(journal::save_enrolment(directory, enrolment()));
  const auto open = [&directory] { return journal::Journal::open(directory, enrolment(), key_of(0), {}); };
  open().value()->start_epoch("enrolled", moment(0)).value();
  fill_journal(directory, entries, 300,
               [](const std::string& id, std::int64_t i) { return sale(id, static_cast<int>(i), lines_a_sale); });
  must(open().value()->stop_orderly(moment(0, entries / 300 + 1)));
  return directory;
}

// The same rows by hand.
class Floor {
 public:
  explicit Floor(const std::string& directory) {
    database_ = Connection::open(directory + "/journal.db", Connection::Access::read_write, {}).value();
    must(database_.execute("PRAGMA synchronous=FULL"));
    place_ = database_.integer("SELECT max(place) FROM entries").value();
    const std::pair<Statement*, const char*> wanted[] = {
        {&entry_, "INSERT INTO entries VALUES (?1, ?2, ?3)"},
        {&head_, "INSERT INTO heads VALUES (?1, ?2, ?3)"},
        {&sale_, "INSERT INTO projected_sales VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"},
        {&product_day_,
         "INSERT INTO projected_product_days VALUES (?1, ?2, ?3, 1, ?4, ?5, ?6, ?7, 0) ON CONFLICT DO UPDATE SET sales = "
         "sales + 1, "
         "pieces = pieces + ?4, weight_g = weight_g + ?5, gross_fen = gross_fen + ?6, discount_fen = discount_fen + ?7"},
        {&day_,
         "INSERT INTO projected_days VALUES (?1, 1, ?2, 0, 0, ?3, ?3) ON CONFLICT DO UPDATE SET sales = sales + 1, "
         "total_fen = total_fen + ?2, last_place = ?3"},
        {&shift_, "UPDATE projected_shifts SET sales = sales + 1, total_fen = total_fen + ?1, cash_fen = cash_fen + ?2, last_place = ?3 WHERE shift = 1"},
        {&shift_sum_,
         "INSERT INTO projected_shift_sums VALUES (1, ?1, ?2, 1, ?3) ON CONFLICT DO UPDATE SET sales = sales + 1, amount_fen = amount_fen + ?3"},
        {&position_, "UPDATE projected_position SET place = ?1"}};
    for (const auto& [statement, sql] : wanted) *statement = database_.prepare(sql).value();
  }

  double sell(const std::string& payload, const contract::Hash& hash, const contract::Signature& signature) {
    const auto facts = journal::read_sale_facts(payload).value();
    const std::int64_t place = ++place_;
    const auto start = Clock::now();
    must(database_.execute("BEGIN IMMEDIATE"));
    must(entry_.run(place, Blob::of(hash), payload));
    must(sale_.run(place, facts.sale, facts.business_day, facts.at, facts.lines, facts.total_fen, facts.change_fen,
                   facts.cash_fen));
    for (const auto& one : facts.products)
      must(product_day_.run(facts.business_day, one.product, one.township, one.pieces, one.weight_g, one.gross_fen, one.discount_fen));
    must(day_.run(facts.business_day, facts.total_fen, place));
    must(shift_.run(facts.total_fen, facts.cash_fen - facts.change_fen, place));
    must(shift_sum_.run("tender", "cash", facts.cash_fen - facts.change_fen));
    must(shift_sum_.run("fund_source", facts.fund_source, facts.total_fen));
    for (const auto& [township, net_fen] : journal::net_by_township(facts)) must(shift_sum_.run("township", township, net_fen));
    must(position_.run(place));
    must(head_.run(place, Blob::of(hash), Blob::of(signature)));
    must(database_.execute("COMMIT"));
    const double took = microseconds_since(start);
    if (database_.log_pages() >= log_pages_max) must(database_.checkpoint(false));
    return took;
  }

 private:
  Connection database_;
  std::int64_t place_ = 0;
  Statement entry_, head_, sale_, product_day_, day_, shift_, shift_sum_, position_;
};

struct Run {
  std::vector<double> floor_p50, floor_p99, ours_p50, ours_p99, ratio_p50, ratio_p99, all;
};

class Pairs {
 public:
  Pairs(const std::string& floor_folder, const std::string& ours_folder, std::int64_t entries)
      : floor_{floor_folder},
        journal_{std::move(journal::Journal::open(ours_folder, enrolment(), key_of(0), {}).value())},
        days_{entries / 300 + 2} {
    epoch_ = journal_->start_epoch("unclean_stop", moment(0, days_))->epoch;
    for (int i = 0; i < warm_up; ++i) {
      floor_sale();
      our_sale();
    }
  }

  Run measure() {
    Run run;
    for (int pair = 0; pair < pairs; ++pair) {
      std::vector<double> floor, ours;
      for (int i = 0; i < sales_a_block; ++i) floor.push_back(floor_sale());
      for (int i = 0; i < sales_a_block; ++i) ours.push_back(our_sale());
      run.all.insert(run.all.end(), ours.begin(), ours.end());
      run.floor_p50.push_back(quantile(floor, 0.5));
      run.floor_p99.push_back(quantile(floor, 0.99));
      run.ours_p50.push_back(quantile(ours, 0.5));
      run.ours_p99.push_back(quantile(ours, 0.99));
      run.ratio_p50.push_back(run.ours_p50.back() / run.floor_p50.back());
      run.ratio_p99.push_back(run.ours_p99.back() / run.floor_p99.back());
    }
    return run;
  }

 private:
  double floor_sale() {
    const int number = ++floor_number_;
    const contract::EntryFields fields{.terminal = "T-0001",
                                       .epoch = epoch_,
                                       .seq = number,
                                       .kind = "sale.completed",
                                       .version = core::sale_version,
                                       .at = moment(0, days_).raw.utc_ms + number,
                                       .business_day = core::date_text(core::shanghai_date(moment(0, days_).raw)),
                                       .body = core::sale_body(sale(sale_id(epoch_, number), number, lines_a_sale))};
    const std::string payload = contract::encode_payload(fields);
    return floor_.sell(payload, contract::blake2b(payload), contract::Signature{});
  }
  double our_sale() {
    const int number = ++our_number_;
    const std::string id = sale_id(epoch_, number);
    must(journal_->save_cart(cart(id, number, lines_a_sale), number + 1));
    const core::Sale sold = sale(id, number, lines_a_sale);
    journal::Moment at = moment(0, days_);
    at.raw.utc_ms += number;
    const auto start = Clock::now();
    journal_->commit_sale(sold, at, true).value();
    const double took = microseconds_since(start);
    must(journal_->tidy());
    return took;
  }

  Floor floor_;
  std::unique_ptr<journal::Journal> journal_;
  std::int64_t days_;
  std::int64_t epoch_ = 0;
  int floor_number_ = 0;
  int our_number_ = 0;
};

double spread_of(const std::vector<double>& values) {
  return *std::max_element(values.begin(), values.end()) / *std::min_element(values.begin(), values.end());
}

}  // namespace

bool bench_commit(const std::string& folder, std::int64_t entries) {
  const std::string ours = make_terminal(folder + "/ours", entries);
  const std::string floor = folder + "/floor";
  std::filesystem::remove_all(floor);
  std::filesystem::copy(ours, floor);
  Pairs bench(floor, ours, entries);
  Run run = bench.measure();
  if (spread_of(run.floor_p50) > 1.5) run = bench.measure();
  const double p50 = quantile(run.all, 0.5);
  const double p99 = quantile(run.all, 0.99);
  const double ratio_p50 = median(run.ratio_p50);
  const double ratio_p99 = median(run.ratio_p99);
  const bool first = print({"journal_commit_p50", median(run.ours_p50), "us", median(run.floor_p50), ratio_p50, 1.5,
                            ratio_p50, run.all.size(), p50, p99, spread_of(run.floor_p50)});
  const bool second = print({"journal_commit_p99", median(run.ours_p99), "us", median(run.floor_p99), ratio_p99, 2.0,
                             ratio_p99, run.all.size(), p50, p99, spread_of(run.floor_p99)});
  return first && second;
}

}  // namespace zhuangui::bench
