// Fills the journal of an enrolled terminal with sales, for the benches that need a long one:
//   bench_fill DIR SALES
// Sales of five lines of a catalogue of 5,000 products, over the days before now; the release is the one in force.
#include <cstdio>
#include <cstdlib>
#include <string>

#include "cash_sale.h"
#include "contract/keys.h"
#include "journal/journal.h"
#include "journal/reader.h"

namespace {

using namespace zhuangui;

core::Sale sale_number(std::int64_t epoch, std::int64_t number) {
  core::Cart cart;
  cart.sale = "T-0001-" + std::to_string(epoch) + "-" + std::to_string(number);
  for (std::int64_t line = 0; line < 5; ++line) {
    const std::int64_t product = (number * 7 + line * 131) % 5'000;
    core::CartLine facts;
    facts.product = "P-" + std::to_string(product);
    facts.name = "巫溪山货" + std::to_string(product);
    facts.category = "预包装食品";
    facts.unit = "袋";
    facts.township = "红池坝镇";
    facts.village = "茶山村";
    facts.cooperative = "红池坝合作社";
    facts.quantity = core::Pieces{1 + (number + line) % 3};
    facts.unit_price = core::PerPiece{core::Money::fen(500 + product)};
    facts.release = 1;
    cart.lines.push_back(std::move(facts));
  }
  return support::cash_sale(cart, core::Money::fen(1'000'000), 1).value();
}

int fail(const core::Error& error) {
  std::fprintf(stderr, "bench_fill: %s; %s\n", error.cause.c_str(), error.remedy.c_str());
  return 3;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  contract::initialise();
  const std::string directory = argv[1];
  const auto enrolment = journal::load_enrolment(directory);
  if (!enrolment) return fail(enrolment.error());
  auto key = contract::load_key(journal::key_path(directory));
  if (!key) return fail(key.error());
  auto opened = journal::Journal::open(directory, *enrolment, std::move(*key), {});
  if (!opened) return fail(opened.error());
  journal::Journal& journal = **opened;
  journal::Moment at{core::WallTime{1'795'000'000'000}, 0, true};
  if (journal.found().epoch == 0)
    if (const auto started = journal.start_epoch("enrolled", at); !started) return fail(started.error());
  const std::int64_t first = journal.found().next_sale_number;
  for (std::int64_t number = 0; number < std::atoll(argv[2]); ++number) {
    at.raw.utc_ms += 4'000;
    const auto committed = journal.commit_sale(sale_number(1, first + number), at, false);
    if (!committed) return fail(committed.error());
  }
  const auto stopped = journal.stop_orderly(at);
  return stopped ? 0 : fail(stopped.error());
}
