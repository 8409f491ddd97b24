#pragma once
// A terminal's folder for tests: enrolled, with a known key, and sales to put into its journal.
#include <stdlib.h>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>

#include "journal/journal.h"
#include "journal/reader.h"
#include "cash_sale.h"
#include "shelf.h"

namespace zhuangui::support {

/// 2026-11-24 09:00 in Shanghai.
inline constexpr std::int64_t morning_ms = 1'795'482'000'000;

/// A folder of its own under the build's temporary folder, removed with everything in it.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "zhuangui-journal-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// For calls that answer nothing but must succeed: a failure ends the test with its cause.
inline void must(const core::Result<void>& outcome) {
  if (!outcome) throw std::runtime_error(outcome.error().cause);
}

inline contract::KeyPair key_of(std::uint8_t first) {
  contract::initialise();
  contract::KeyPair::Seed seed{};
  for (std::size_t i = 0; i < seed.size(); ++i) seed[i] = static_cast<std::uint8_t>(first + i);
  return contract::KeyPair::from_seed(seed);
}

inline journal::Enrolment enrolment(const std::string& terminal = "T-0001") {
  journal::Enrolment enrolment{.terminal = terminal, .counter = "C-0001", .county_url = "http://127.0.0.1:8080"};
  enrolment.terminal_key = key_of(0).public_key();
  enrolment.county_key = key_of(100).public_key();
  enrolment.reserve_key = key_of(150).public_key();
  return enrolment;
}

inline journal::Moment moment(std::int64_t minutes, std::int64_t days = 0) {
  return {core::WallTime{morning_ms + minutes * 60'000 + days * 86'400'000}, 0, true};
}

/// A cart of `lines` lines that differ with `number`.
inline core::Cart cart(const std::string& sale, int number, int lines = 2) {
  using namespace core;
  const auto catalogue = shelf();
  static constexpr const char* products[] = {"P-HETAO", "P-YANGYU", "P-JI", "P-DONGTAO"};
  Cart cart{.sale = sale, .opened_at = WallTime{morning_ms}};
  for (int i = 0; i < lines; ++i) {
    const Product* product = catalogue->find(products[(number + i) % 4]);
    const Quantity quantity =
        product->weighed ? Quantity{Grams{100 + 7 * ((number + i) % 90)}} : Quantity{Pieces{1 + (number + i) % 3}};
    cart.lines.push_back(freeze_line(*catalogue, *product, quantity, "", WallTime{morning_ms}).value());
  }
  return cart;
}

inline core::Sale sale(const std::string& id, int number, int lines = 2) {
  return support::cash_sale(cart(id, number, lines), core::Money::fen(1'000'000), 3).value();
}

/// The folder of one enrolled terminal, and its journal while it is open.
class Desk {
 public:
  Desk() {
    must(journal::save_enrolment(folder_.path(), enrolment()));
    must(contract::save_key(journal::key_path(folder_.path()), key_of(0)));
  }
  /// A copy of another terminal's closed folder.
  explicit Desk(const std::string& original) {
    std::filesystem::copy(original, folder_.path(), std::filesystem::copy_options::recursive);
  }

  [[nodiscard]] const std::string& path() const { return folder_.path(); }
  core::Result<std::unique_ptr<journal::Journal>> try_open(const std::string& vfs = {}) {
    return journal::Journal::open(path(), enrolment(), key_of(0), {.vfs = vfs});
  }
  std::unique_ptr<journal::Journal> open(const std::string& vfs = {}) { return std::move(try_open(vfs).value()); }
  std::unique_ptr<journal::Reader> reader() { return std::move(journal::Reader::open(path()).value()); }

 private:
  Folder folder_;
};

inline std::string sale_id(std::int64_t epoch, std::int64_t number) {
  return "T-0001-" + std::to_string(epoch) + "-" + std::to_string(number);
}

}  // namespace zhuangui::support
