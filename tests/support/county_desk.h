#pragma once
// A county's folder for tests, with clock and randomness in the test's hand, and terminals that write journals to it.
#include <atomic>
#include <memory>
#include <stdexcept>
#include <string>

#include "contract/batch.h"
#include "core/entry_kinds.h"
#include "core/sale.h"
#include "ingest/county.h"
#include "cash_sale.h"
#include "shelf.h"
#include "temporary_folder.h"

namespace zhuangui::support {

/// 2026-11-24 09:00 in Shanghai.
inline constexpr std::int64_t county_morning_ms = 1'795'482'000'000;

template <class Value>
Value must_have(core::Result<Value> outcome) {
  if (!outcome) throw std::runtime_error(outcome.error().cause);
  if constexpr (!std::is_void_v<Value>) return std::move(*outcome);
}

inline contract::KeyPair seeded_key(std::uint8_t first) {
  contract::initialise();
  contract::KeyPair::Seed seed{};
  for (std::size_t i = 0; i < seed.size(); ++i) seed[i] = static_cast<std::uint8_t>(first + i);
  return contract::KeyPair::from_seed(seed);
}

/// One terminal that writes its journal in memory, exactly as the journal room would chain and sign it.
class WritingTerminal {
 public:
  WritingTerminal(std::string name, std::uint8_t key_seed) : key_{seeded_key(key_seed)} { batch_.terminal = std::move(name); }

  [[nodiscard]] const contract::KeyPair& key() const { return key_; }
  [[nodiscard]] const std::string& name() const { return batch_.terminal; }
  void set_name(std::string name) { batch_.terminal = std::move(name); }

  void start_epoch(std::int64_t epoch, std::int64_t previous = 0) {
    batch_.epoch = epoch;
    batch_.public_key = key_.public_key();
    batch_.entries.clear();
    append(core::kind::epoch_started, core::epoch_started_body(previous == 0 ? "enrolled" : "restored", previous, 0, ""));
  }
  void append(std::string_view kind, std::string body, std::int64_t version = 1, std::string day = "2026-11-24") {
    const contract::Hash before =
        batch_.entries.empty() ? contract::first_hash(key_.public_key(), batch_.epoch) : batch_.entries.back().hash;
    contract::Entry entry;
    entry.seq = static_cast<std::int64_t>(batch_.entries.size()) + 1;
    entry.payload = contract::encode_payload(
        {batch_.terminal, batch_.epoch, entry.seq, std::string(kind), version, county_morning_ms, std::move(day), std::move(body)});
    entry.hash = contract::next_hash(before, entry.payload);
    batch_.entries.push_back(std::move(entry));
  }
  /// Two bags of walnuts (7600 fen) and `grams` of potatoes at 598 fen a kilogram.
  void sell(std::int64_t grams = 500, std::string day = "2026-11-24") {
    const auto catalogue = shelf();
    core::Cart cart;
    cart.sale = batch_.terminal + "-" + std::to_string(batch_.epoch) + "-" + std::to_string(batch_.entries.size());
    for (const auto& [product, quantity] : {std::pair{"P-HETAO", core::Quantity{core::Pieces{2}}},
                                            std::pair{"P-YANGYU", core::Quantity{core::Grams{grams}}}})
      cart.lines.push_back(must_have(core::freeze_line(*catalogue, *catalogue->find(product), quantity, "", {county_morning_ms})));
    const auto sale = must_have(support::cash_sale(cart, core::Money::fen(1'000'000), 3));
    append(core::kind::sale_completed, core::sale_body(sale), core::sale_version, std::move(day));
  }

  [[nodiscard]] std::int64_t last() const { return static_cast<std::int64_t>(batch_.entries.size()); }
  [[nodiscard]] contract::Hash hash_of(std::int64_t seq) const { return batch_.entries[static_cast<std::size_t>(seq - 1)].hash; }
  /// Entries from..to with the closing head.
  [[nodiscard]] contract::Batch batch(std::int64_t from, std::int64_t to) const {
    contract::Batch part{batch_.terminal, batch_.epoch, batch_.public_key, {}, {}};
    part.entries.assign(batch_.entries.begin() + (from - 1), batch_.entries.begin() + to);
    part.heads.push_back(contract::sign_head(key_, batch_.terminal, batch_.epoch, to, part.entries.back().hash));
    return part;
  }
  [[nodiscard]] std::string packed(std::int64_t from, std::int64_t to) const {
    return contract::pack(contract::encode_batch(batch(from, to)));
  }
  /// Forgets the entries after `seq`: the way to a fork.
  void go_back_to(std::int64_t seq) { batch_.entries.resize(static_cast<std::size_t>(seq)); }

 private:
  contract::KeyPair key_;
  contract::Batch batch_;
};

/// A county with the shelf's goods published and a clock that the test moves.
class CountyDesk {
 public:
  CountyDesk() {
    must_have(ingest::County::init(directory(), environment()));
    reopen();
    import_shelf();
    must_have(county->publish());
  }

  [[nodiscard]] std::string directory() const { return folder_.path() + "/county"; }
  [[nodiscard]] ingest::Environment environment() {
    return {[this] { return now_ms.load(); },
            [this](std::uint8_t* into, std::size_t bytes) {
              for (std::size_t i = 0; i < bytes; ++i) into[i] = static_cast<std::uint8_t>(random_.fetch_add(37) >> 3);
            }};
  }
  void reopen() {
    county.reset();
    county = must_have(ingest::County::open(directory(), ingest::County::Mode::server, environment()));
  }
  /// All three steps with a code that approves at once. The terminal gets the name the county gives it.
  void enrol(WritingTerminal& terminal, const std::string& counter = "C-0001", const std::string& existing = "") {
    const auto code = must_have(county->create_code(counter, true, existing)).code;
    contract::EnrolmentRandom random{};
    random.fill(7);
    const std::string_view bytes{reinterpret_cast<const char*>(random.data()), random.size()};
    must_have(county->enrol_commit(code, terminal.key().public_key(), contract::blake2b(bytes)));
    must_have(county->enrol_reveal(code, terminal.key().public_key(), random));
    const auto state = must_have(county->enrol_status(code, terminal.key().public_key()));
    terminal.set_name(must_have(contract::parse_receipt(state.receipt)).terminal);
  }

  std::atomic<std::int64_t> now_ms{county_morning_ms};
  std::unique_ptr<ingest::County> county;

 private:
  void import_shelf() {
    must_have(county->import_csv("products",
                                 "id,name,category,gtins,in_store_item,weighed,unit,specification,township,village,"
                                 "cooperative,season_months,tile,tile_colour,storage,aliases\n"
                                 "P-HETAO,巫溪核桃,预包装食品,06901234567892,,false,袋,500克,天元乡,新华村,天元核桃合作社,10;11,核,#6B4A2E,常温,\n"
                                 "P-YANGYU,巫溪洋芋,食用农产品,,01234,true,,,尖山镇,百步村,尖山洋芋合作社,9;10;11,芋,#6B4A12,常温,马铃薯;土豆\n",
                                 "products.csv"));
    must_have(county->import_csv("prices",
                                 "product,unit,unit_price_fen,valid_from,valid_until\n"
                                 "P-HETAO,piece,3800,2026-01-01T00:00:00,\n"
                                 "P-YANGYU,kilogram,598,2026-01-01T00:00:00,2027-01-01T00:00:00\n",
                                 "prices.csv"));
    must_have(county->import_csv("counters",
                                 "id,name,site,address,phone,firm,county_phone\n"
                                 "C-0001,县人民医院 1 号柜,巫溪县人民医院,门诊楼一楼,023-0000 0001,示例经营部,023-0000 0100\n"
                                 "C-0002,县中医院 1 号柜,巫溪县中医院,住院部一楼,023-0000 0002,示例经营部,023-0000 0100\n",
                                 "counters.csv"));
  }

  TemporaryFolder folder_{"zhuangui-county"};
  std::atomic<std::uint32_t> random_{1};
};

}  // namespace zhuangui::support
