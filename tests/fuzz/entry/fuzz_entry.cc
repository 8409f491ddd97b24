// An entry's payload, and the sale inside it: what every terminal signs and the county takes in.
#include "contract/entry.h"
#include "core/entry_kinds.h"
#include "cash_sale.h"
#include "fuzz_target.h"
#include "shelf.h"

namespace zhuangui::fuzz {
namespace {

core::Sale sale() {
  const auto catalogue = support::shelf();
  core::Cart cart{.sale = "T-0001-471000-7", .opened_at = core::WallTime{1'795'482'000'000}};
  const auto line = [&](const char* product, core::Quantity quantity) {
    return core::freeze_line(*catalogue, *catalogue->find(product), quantity, "6901234567892", cart.opened_at).value();
  };
  cart.lines = {line("P-HETAO", core::Pieces{2}), line("P-YANGYU", core::Grams{520})};
  cart.removed = {line("P-JI", core::Pieces{1})};
  return support::cash_sale(cart, core::Money::fen(10'000), 3).value();
}

// All a sale can say: a discount, two tenders, whose money it is, who stood there.
core::Sale mixed_sale() {
  core::Sale mixed = sale();
  core::SaleLine& line = mixed.lines.front();
  line.discounts = {{"PR-0007", "满减", core::Money::fen(100)}};
  line.total -= core::Money::fen(100);
  line.facts.list_price = core::PerPiece{core::Money::fen(4'000)};
  line.facts.price_reason = "damaged";
  line.facts.weighing = core::Weighing{12, "ST,GS,+00.520kg", "A1", "2027-03-31"};
  mixed.total -= core::Money::fen(100);
  mixed.tenders = {{core::TenderKind::card, core::Money::fen(2'000), "H-1", "", "pin"},
                   {core::TenderKind::cash, mixed.total - core::Money::fen(2'000), {}, {}, {}}};
  mixed.change = {};
  mixed.attribution = {core::FundSource::union_funds, "U-1", "G-2", "Q-3"};
  mixed.operator_reference = "S-1";
  mixed.late = core::LateEntry{core::WallTime{1'795'482'000'000}, "17", "power_cut"};
  return mixed;
}

void check_sale(const contract::EntryFields& fields) {
  const auto body = core::JsonDocument::parse(fields.body);
  require(body.has_value(), "the body of a payload is JSON");
  const auto read = core::parse_sale(fields.version, body->root());
  if (!read) return require_sentence(read.error());
  const std::string again = core::sale_body(*read);
  const auto document = core::JsonDocument::parse(again);
  require(document.has_value(), "a sale is written as JSON");
  const auto back = core::parse_sale(core::sale_version, document->root());
  require(back && *back == *read, "a sale comes back from its body as it was");
}

}  // namespace

std::vector<std::string> seeds() {
  std::vector<std::string> answer;
  std::int64_t seq = 0;
  const auto add = [&](std::string_view kind, std::string body, std::int64_t version = 1) {
    answer.push_back(contract::encode_payload(
        {"T-0001", 471'000, ++seq, std::string(kind), version, 1'795'482'000'000, "2026-11-24", std::move(body)}));
  };
  add(core::kind::epoch_started, core::epoch_started_body("enrolled", 0, 0, std::string(64, '0')));
  add(core::kind::terminal_started, core::terminal_started_body("zhuangui-terminal", "3"));
  add(core::kind::sale_completed, core::sale_body(sale()), core::sale_version);
  add(core::kind::sale_completed, core::sale_body(mixed_sale()), core::sale_version);
  add(core::kind::clock_set, core::clock_set_body(-7'200'000, "county"));
  add(core::kind::receipt_reprinted, core::receipt_reprinted_body("T-0001-471000-7", 1));
  add(core::kind::terminal_stopped, core::terminal_stopped_body());
  return answer;
}

}  // namespace zhuangui::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace zhuangui;
  const std::string_view text = fuzz::text_of(data, size);
  const auto fields = contract::decode_payload(text);
  if (!fields) {
    fuzz::require_sentence(fields.error());
    return 0;
  }
  fuzz::require(contract::encode_payload(*fields) == text, "a payload that is taken is the one form of its fields");
  fuzz::check_sale(*fields);
  return 0;
}
