#include "checks_of_sales.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "core/json.h"

namespace zhuangui::sim {
namespace {

/// One sale as it stands in an entry, read field by field.
struct Written {
  std::string sale, day;
  std::int64_t total_fen = 0;
};

std::optional<Written> sale_in(const std::string& payload) {
  if (payload.find("\"kind\":\"sale.completed\"") == std::string::npos) return std::nullopt;
  const auto document = core::JsonDocument::parse(payload);
  if (!document) return std::nullopt;
  const auto body = document->root().get("body");
  if (!body) return std::nullopt;
  return Written{body->string_or("sale", ""), document->root().string_or("business_day", ""), body->integer_or("total_fen", -1)};
}

std::string name_of(const Sold& sold) { return "sale " + sold.sale + " of " + sold.machine + " over " + std::to_string(sold.total_fen) + " fen"; }

/// Which of our sales a counted entry is; a confirmed one by its place and hash, one in doubt by what it says.
std::optional<std::size_t> matching(const Run& run, const BookEntry& entry, const Written& written, const std::vector<bool>& taken) {
  const auto& sales = run.model.sales();
  std::optional<std::size_t> in_doubt;
  for (std::size_t i = 0; i < sales.size(); ++i) {
    const Sold& sold = sales[i];
    if (taken[i] || sold.terminal != entry.terminal || sold.sale != written.sale || sold.total_fen != written.total_fen) continue;
    if (sold.confirmed && sold.hash == entry.hash && sold.epoch == entry.epoch && sold.seq == entry.seq) return i;
    if (!sold.confirmed) in_doubt = i;
  }
  return in_doubt;
}

/// Our sales that the county counts, each with the day it counts for.
struct Counted {
  std::vector<bool> taken;
  std::vector<std::pair<std::size_t, std::string>> sales;
  std::optional<std::string> stranger;  ///< an entry that is none of them
};

/// What the county has to count: the entries that follow each other, and those it set aside, which the office has all
/// accepted. What lies in both, or in two branches that overlap, is there once.
std::vector<BookEntry> entries_that_count(Run& run) {
  std::vector<BookEntry> all = run.county.book().entries();
  std::set<std::tuple<std::string, std::int64_t, std::int64_t, std::string>> there;
  for (const BookEntry& entry : all) there.insert({entry.terminal, entry.epoch, entry.seq, entry.hash});
  for (BookEntry& entry : run.county.book().set_aside())
    if (!there.contains({entry.terminal, entry.epoch, entry.seq, entry.hash})) all.push_back(std::move(entry));
  return all;
}

Counted counted_sales(Run& run) {
  Counted counted;
  counted.taken.assign(run.model.sales().size(), false);
  for (const BookEntry& entry : entries_that_count(run)) {
    const auto written = sale_in(entry.payload);
    if (!written) continue;
    const auto number = matching(run, entry, *written, counted.taken);
    if (!number) {
      counted.stranger = "the county counts sale " + written->sale + " (epoch " + std::to_string(entry.epoch) + " entry " + std::to_string(entry.seq) + ", " + std::to_string(written->total_fen) + " fen), which nobody made, or twice";
      return counted;
    }
    counted.taken[*number] = true;
    counted.sales.emplace_back(*number, written->day);
  }
  return counted;
}

/// Our returns that the county counts, each with the day it counts for.
Counted counted_returns(Run& run) {
  Counted counted;
  const auto& returns = run.model.returns();
  counted.taken.assign(returns.size(), false);
  for (const BookEntry& entry : entries_that_count(run)) {
    if (entry.payload.find("\"kind\":\"return.completed\"") == std::string::npos) continue;
    const auto document = core::JsonDocument::parse(entry.payload);
    const auto body = document ? document->root().get("body") : std::nullopt;
    const std::string id = body ? body->string_or("return", "") : "", sale = body ? body->string_or("sale", "") : "";
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < returns.size(); ++i) {
      const GivenBack& back = returns[i];
      const bool same = back.terminal == entry.terminal && back.id == id && back.sale == sale && body->integer_or("total_fen", -1) == back.total_fen;
      if (same && !counted.taken[i] && (!found || back.confirmed)) found = i;
    }
    if (!found) {
      counted.stranger = "the county counts return " + id + " of " + sale + ", which nobody made, or twice";
      return counted;
    }
    counted.taken[*found] = true;
    counted.sales.emplace_back(*found, document->root().string_or("business_day", ""));
  }
  return counted;
}

struct Sum {
  std::int64_t pieces = 0, grams = 0, fen = 0, receipts = 0, back_fen = 0, returns = 0;
  friend bool operator==(const Sum&, const Sum&) = default;
};
using SumKey = std::tuple<std::string, std::string, std::string, std::string>;  // day, counter, product, township

std::string to_text(const SumKey& key, const Sum& own, const Sum& theirs) {
  const auto figures = [](const Sum& sum) {
    return std::to_string(sum.receipts) + " sales, " + std::to_string(sum.pieces) + " pieces, " + std::to_string(sum.grams) + " g, " + std::to_string(sum.fen) + " fen, " + std::to_string(sum.returns) + " returns, " + std::to_string(sum.back_fen) + " fen back";
  };
  return std::get<0>(key) + " " + std::get<1>(key) + " " + std::get<2>(key) + " " + std::get<3>(key) + ": sold " + figures(own) + "; the county reports " + figures(theirs);
}

std::map<SumKey, Sum> own_sums(const Run& run, const Counted& counted, const Counted& back) {
  std::map<SumKey, Sum> sums;
  for (const auto& [number, day] : counted.sales) {
    const Sold& sold = run.model.sales()[number];
    std::map<SumKey, bool> touched;
    for (const OwnLine& line : sold.lines) {
      const Good& good = goods()[line.good];
      const SumKey key{day, sold.counter, good.id, good.township};
      Sum& sum = sums[key];
      (good.weighed ? sum.grams : sum.pieces) += line.quantity;
      sum.fen += line_fen(line);
      if (!std::exchange(touched[key], true)) ++sum.receipts;
    }
  }
  for (const auto& [number, day] : back.sales) {
    const GivenBack& given = run.model.returns()[number];
    std::map<SumKey, bool> touched;
    for (const OwnLine& line : given.lines) {
      const Good& good = goods()[line.good];
      const SumKey key{day, given.counter, good.id, good.township};
      Sum& sum = sums[key];
      (good.weighed ? sum.grams : sum.pieces) -= line.quantity;
      sum.back_fen += line_fen(line);
      if (!std::exchange(touched[key], true)) ++sum.returns;
    }
  }
  return sums;
}

}  // namespace

std::optional<std::string> confirmed_sales_arrive_exactly_once(Run& run) {
  const Counted counted = counted_sales(run);
  if (counted.stranger) return counted.stranger;
  for (std::size_t i = 0; i < run.model.sales().size(); ++i) {
    const Sold& sold = run.model.sales()[i];
    if (sold.confirmed && !sold.destroyed && !counted.taken[i]) return name_of(sold) + " was confirmed and is not at the county";
  }
  for (const auto& [number, day] : counted.sales) {
    const Sold& sold = run.model.sales()[number];
    if (sold.refused) return name_of(sold) + " was refused by the journal, not asked for again, and is at the county";
    if (sold.confirmed && sold.day != day) return name_of(sold) + " was confirmed for " + sold.day + " and counts for " + day;
    if (sold.confirmed && !run.clocks_wrong && day != sold.own_day) return name_of(sold) + " was made on " + sold.own_day + " and counts for " + day;
  }
  return {};
}

std::optional<std::string> totals_agree(Run& run) {
  const Counted counted = counted_sales(run);
  const auto own = own_sums(run, counted, counted_returns(run));
  const auto report = run.county.county().report_day("2020-01-01", "2040-12-31", "");
  if (!report) return "the county gives no report: " + report.error().cause;
  std::map<SumKey, Sum> theirs;
  std::int64_t fen = 0;
  for (const auto& row : report->rows) {
    const auto& f = row.figures;
    theirs[{row.key.business_day, row.key.counter, row.key.product, row.key.township}] = {f.pieces, f.weight_g, f.gross_fen, f.sales, f.refund_fen, f.returns};
    if (f.discount_fen != 0 || f.net_fen != f.gross_fen - f.refund_fen) return "the report has figures of kinds that were not sold";
    fen += f.gross_fen;
  }
  for (const auto& [key, sum] : own)
    if (const Sum other = theirs[key]; other != sum) return to_text(key, sum, other);
  for (const auto& [key, sum] : theirs)
    if (!own.contains(key)) return to_text(key, {}, sum);
  if (report->total.sales != static_cast<std::int64_t>(counted.sales.size())) return "the report counts " + std::to_string(report->total.sales) + " sales instead of " + std::to_string(counted.sales.size());
  if (report->total.gross_fen != fen) return "the report's total is not the sum of its rows";
  if (report->not_counted != 0) return "the report leaves " + std::to_string(report->not_counted) + " entries out";
  return {};
}

std::optional<std::string> returns_arrive(Run& run) {
  const Counted counted = counted_returns(run);
  if (counted.stranger) return counted.stranger;
  for (std::size_t i = 0; i < run.model.returns().size(); ++i) {
    const GivenBack& back = run.model.returns()[i];
    if (back.confirmed && !back.destroyed && !counted.taken[i]) return "return " + back.id + " of " + back.machine + " was handed out and is not at the county";
    if (back.refused && counted.taken[i]) return "return " + back.id + " of " + back.machine + " was refused by the journal and is at the county";
  }
  return {};
}

std::optional<std::string> reprints_arrive(Run& run) {
  std::map<std::pair<std::string, std::string>, std::vector<std::int64_t>> there;  // terminal and sale -> copies
  for (const BookEntry& entry : entries_that_count(run)) {
    if (entry.payload.find("\"kind\":\"receipt.reprinted\"") == std::string::npos) continue;
    const auto document = core::JsonDocument::parse(entry.payload);
    const auto body = document ? document->root().get("body") : std::nullopt;
    if (!body) return "a reprint of " + entry.terminal + " cannot be read";
    there[{entry.terminal, body->string_or("sale", "")}].push_back(body->integer_or("copy", 0));
  }
  std::map<std::pair<std::string, std::string>, std::size_t> asked;
  for (const Reprinted& reprint : run.model.reprints()) {
    const std::pair key{reprint.terminal, reprint.sale};
    ++asked[key];
    const auto& copies = there[key];
    if (reprint.copy > 0 && !reprint.destroyed && std::find(copies.begin(), copies.end(), reprint.copy) == copies.end())
      return "copy " + std::to_string(reprint.copy) + " of the receipt of " + reprint.sale + " was printed and is not at the county";
  }
  for (const auto& [key, copies] : there)
    if (copies.size() > asked[key]) return "the county has " + std::to_string(copies.size()) + " reprints of " + key.second + ", " + std::to_string(asked[key]) + " were asked for";
  return {};
}

}  // namespace zhuangui::sim
