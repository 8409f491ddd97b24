#include "books.h"

#include "journal/reader.h"

namespace zhuangui::monkey {

namespace {

// What was handed out stands in the journal with that sum, and of no sale came back more than it cost.
void check_returns(Counter& counter, journal::Reader& reader, Books& books) {
  const std::map<std::string, std::int64_t> handed_out = counter.handed_out();
  std::map<std::string, std::int64_t> back;
  for (const std::string& id : counter.given_back()) {
    journal::RefundRow row;
    const auto refund = reader.refund(id, &row);
    if (!refund) throw Trouble{"return " + id + " cannot be read: " + refund.error().cause};
    const auto shown = handed_out.find(id);
    if (shown != handed_out.end() && (!*refund || row.total_fen != shown->second)) throw Trouble{"return " + id + " was handed out, and the journal does not say so"};
    if (!*refund) continue;
    ++books.returns;
    back[row.sale] += row.total_fen;
  }
  for (const auto& [sale, fen] : back) {
    const auto sold = reader.sale(sale, nullptr);
    if (!sold || !*sold || (*sold)->total.in_fen() < fen) throw Trouble{"more came back of sale " + sale + " than it cost"};
  }
}

}  // namespace

Books check_books(Counter& counter) {
  counter.rest();
  const auto reader = journal::Reader::open(counter.folder());
  if (!reader) throw Trouble{"the journal cannot be read: " + reader.error().cause};
  const auto report = (*reader)->verify();
  if (!report) throw Trouble{"the journal cannot be verified: " + report.error().cause};
  if (!report->ok)
    throw Trouble{"the journal does not verify: " + (report->first_false ? report->first_false->sentence : std::string{"no reason"})};
  const auto rows = (*reader)->sales("2000-01-01", "2999-12-31");
  if (!rows) throw Trouble{"the sales cannot be read: " + rows.error().cause};

  Books books{.entries = report->entries};
  std::map<std::string, Shown> shown = counter.shown();
  const std::set<std::string> committed = counter.committed(), in_doubt = counter.in_doubt();
  for (const journal::SaleRow& row : *rows) {
    ++books.sales;
    books.total_fen += row.total_fen;
    const auto seen = shown.extract(row.sale);
    if (!seen) {
      if (!committed.contains(row.sale) && !in_doubt.contains(row.sale))
        throw Trouble{"sale " + row.sale + " is in the journal, and nobody was told so"};
      ++books.never_shown;
    } else if (seen.mapped().total_fen != row.total_fen || seen.mapped().seq != row.seq) {
      throw Trouble{"sale " + row.sale + " was shown with " + std::to_string(seen.mapped().total_fen) + " fen as entry " +
                    std::to_string(seen.mapped().seq) + ", the journal has " + std::to_string(row.total_fen) + " as " + std::to_string(row.seq)};
    }
  }
  check_returns(counter, **reader, books);
  if (!shown.empty()) throw Trouble{"sale " + shown.begin()->first + " was shown as paid and is not in the journal"};
  return books;
}

}  // namespace zhuangui::monkey
