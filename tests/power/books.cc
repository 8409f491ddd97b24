#include "books.h"

#include <cstdlib>
#include <fstream>

namespace zhuangui::power {
namespace {

using support::cart;
using support::moment;
using support::sale;
using support::sale_id;

constexpr int lines = 3;

// Thousands of folders are made here, and no power fails below them: where memory serves as a disk, they are there.
const bool in_memory = std::filesystem::is_directory("/dev/shm") && ::setenv("TMPDIR", "/dev/shm", 0) == 0;

int number_of(const std::string& sale) { return std::stoi(sale.substr(sale.rfind('-') + 1)); }

std::string in_words(const std::vector<std::string>& sales, const std::string& cart, const std::vector<std::string>& parked,
                     std::int64_t release, std::int64_t entries) {
  std::string answer = "sales";
  for (const std::string& one : sales) answer += " " + one;
  answer += "; cart " + cart;
  for (const std::string& one : parked) answer += " parked " + one;
  return answer + "; release " + std::to_string(release) + "; entries " + std::to_string(entries);
}

std::string sale_in_words(journal::Reader& reader, const journal::SaleRow& row) {
  const int number = number_of(row.sale);
  std::string answer = std::to_string(number);
  if (reader.sale(row.sale, nullptr).value() != sale(row.sale, number, lines)) answer += " of other content";
  if (!reader.print_job(row.sale, 0).value()) answer += " without a receipt";
  return answer;
}

std::int64_t release_found(journal::Reader& reader) {
  const auto kept = reader.release().value();
  if (!kept) return 0;
  const auto version = contract::parse_manifest(kept->manifest.text).value().version;
  if (kept->sections != release(version).sections) throw std::runtime_error("half a release " + std::to_string(version));
  return version;
}

std::string verdict(journal::Reader& reader) {
  const auto report = reader.verify().value();
  return report.ok ? "" : "does not verify: " + report.first_false->sentence;
}

// The next customer: a cart is kept and sold.
std::string sell_once_more(journal::Journal& journal, const std::string& folder) {
  if (journal.found().epoch == 0) journal.start_epoch("enrolled", moment(0)).value();
  const auto number = journal.found().cart ? number_of(journal.found().cart->sale) : journal.found().next_sale_number;
  const std::string id = sale_id(first_epoch(), number);
  support::must(journal.save_cart(cart(id, static_cast<int>(number), lines), number + 1));
  const auto sold = journal.commit_sale(sale(id, static_cast<int>(number), lines), moment(9), true).value();
  if (sold.already_written) return "the next sale's number was given before";
  const auto reader = journal::Reader::open(folder).value();
  if (!reader->sale(id, nullptr).value()) return "the next sale is not there";
  return verdict(*reader);
}

}  // namespace

std::int64_t first_epoch() { return core::next_epoch_number(0, moment(0).raw); }

std::string to_text(const Books& books) {
  std::vector<std::string> sales;
  for (const int number : books.sales) sales.push_back(std::to_string(number));
  std::vector<std::string> parked;
  for (const int number : books.parked) parked.push_back(std::to_string(number));
  return in_words(sales, books.cart == 0 ? "none" : std::to_string(books.cart), parked, books.release, books.entries);
}

std::string read_books(const std::string& folder) try {
  auto journal = journal::Journal::open(folder, support::enrolment(), support::key_of(0), {}).value();
  const auto reader = journal::Reader::open(folder).value();
  if (const std::string wrong = verdict(*reader); !wrong.empty()) return wrong;
  std::vector<std::string> sales;
  const auto rows = reader->sales("2026-01-01", "2027-12-31").value();
  for (const journal::SaleRow& row : rows) sales.push_back(sale_in_words(*reader, row));
  std::string open = "none";
  if (const auto& kept = journal->found().cart) {
    const int number = number_of(kept->sale);
    open = std::to_string(number);
    if (core::cart_json(*kept) != core::cart_json(cart(kept->sale, number, lines))) open += " of other content";
    if (journal->found().next_sale_number <= number) open += " without its number";
  }
  std::vector<std::string> parked;
  for (const core::ParkedCart& one : journal->found().parked) {
    const int number = number_of(one.cart.sale);
    parked.push_back(std::to_string(number));
    if (core::cart_json(one.cart) != core::cart_json(cart(one.cart.sale, number, lines))) parked.back() += " of other content";
    if (journal->found().cart && journal->found().cart->sale == one.cart.sale) parked.back() += " and open";
  }
  const std::string answer = in_words(sales, open, parked, release_found(*reader), journal->found().seq);
  if (reader->print_jobs_open().value().size() != sales.size()) return answer + ", and a receipt of no sale";
  const std::string trouble = sell_once_more(*journal, folder);
  return trouble.empty() ? answer : answer + "; then " + trouble;
} catch (const tl::bad_expected_access<core::Error>& refused) {
  return "refused: " + refused.error().cause;
} catch (const std::exception& failure) {
  return std::string("failed: ") + failure.what();
}

void materialise(const support::DiskImage& image, const std::string& folder) {
  for (const auto& file : std::filesystem::directory_iterator(folder)) std::filesystem::remove_all(file.path());
  for (const auto& [name, bytes] : image) std::ofstream(folder + "/" + name, std::ios::binary) << bytes;
}

journal::KeptRelease release(std::int64_t version) {
  journal::KeptRelease answer{.applied_at = core::WallTime{5}};
  for (const char* name : {"counters", "prices", "products"}) {
    std::string bytes = "{\"of\":" + std::to_string(version) + ",\"names\":[";
    for (int i = 0; i < 300; ++i) bytes += "\"" + std::string(name) + std::to_string(i) + "\",";
    bytes += "\"\"]}";
    answer.sections.emplace_back(name, std::move(bytes));
  }
  contract::Manifest manifest{.terminal = "T-0001", .counter = "C-0001", .county_epoch = 1, .version = version};
  for (const auto& [name, bytes] : answer.sections)
    manifest.sections.push_back({name, contract::blake2b(bytes), static_cast<std::int64_t>(bytes.size())});
  answer.manifest = contract::sign_manifest(support::key_of(100), manifest);
  return answer;
}

}  // namespace zhuangui::power
