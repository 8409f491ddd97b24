#pragma once
// An enrolled terminal's folder with the small shelf of shelf.h on it, made without a county: for tests of the terminal
// alone. Its county's address leads nowhere, so the terminal is offline.
#include <filesystem>
#include <string>

#include "contract/keys.h"
#include "journal/journal.h"
#include "shelf.h"

namespace zhuangui::support {

inline constexpr std::int64_t counter_folder_made_at_ms = 1'795'480'000'000;  // 2026-11-24 08:26:40 in Shanghai

inline std::vector<core::Price> shelf_prices() {
  using namespace core;
  return {Price{"P-YANGYU", PerKilogram{Money::fen(598)}, {}, {}}, Price{"P-HETAO", PerPiece{Money::fen(3800)}, {}, {}},
          Price{"P-DONGTAO", PerKilogram{Money::fen(1160)}, {}, {}}, Price{"P-JI", PerPiece{Money::fen(8800)}, {}, {}}};
}

inline journal::KeptRelease shelf_release(const journal::Enrolment& enrolment, const contract::KeyPair& county) {
  const core::CounterInfo counter{"C-0001", "县人民医院 1 号柜", "县人民医院", "城厢镇人民路 1 号", "023-0000 0001", "巫溪惠农公司", "023-0000 0000"};
  journal::KeptRelease release;
  release.sections = {{"products", core::products_section(shelf()->products())},
                      {"prices", core::prices_section(shelf_prices())},
                      {"counter", core::counter_section(counter)}};
  contract::Manifest manifest;
  manifest.terminal = enrolment.terminal;
  manifest.counter = enrolment.counter;
  manifest.county_epoch = 1;
  manifest.version = 1;
  manifest.made_at = manifest.valid_from = counter_folder_made_at_ms;
  for (const auto& [name, bytes] : release.sections)
    manifest.sections.push_back({name, contract::blake2b(bytes), static_cast<std::int64_t>(bytes.size())});
  release.manifest = contract::sign_manifest(county, manifest);
  release.applied_at = core::WallTime{counter_folder_made_at_ms};
  return release;
}

/// Makes `directory`; an error's sentence, or empty.
inline std::string make_counter_folder(const std::filesystem::path& directory) {
  contract::initialise();
  const contract::KeyPair key = contract::KeyPair::generate(), county = contract::KeyPair::generate();
  journal::Enrolment enrolment;
  enrolment.terminal = "T-0001";
  enrolment.counter = "C-0001";
  enrolment.county_url = "http://127.0.0.1:1";
  enrolment.terminal_key = key.public_key();
  enrolment.county_key = enrolment.reserve_key = county.public_key();
  enrolment.receipt = contract::receipt_text({.terminal = enrolment.terminal, .counter = enrolment.counter, .terminal_key = enrolment.terminal_key});
  enrolment.receipt_signature = contract::sign_receipt(county, enrolment.receipt);
  if (const auto saved = journal::save_enrolment(directory, enrolment); !saved) return saved.error().cause;
  if (const auto saved = contract::save_key(journal::key_path(directory), key); !saved) return saved.error().cause;
  auto opened = journal::Journal::open(directory, enrolment, contract::KeyPair::from_seed(key.seed()), {});
  if (!opened) return opened.error().cause;
  const journal::Moment at{core::WallTime{counter_folder_made_at_ms}, 0, true};
  if (const auto started = (*opened)->start_epoch("enrolled", at); !started) return started.error().cause;
  const auto applied = (*opened)->apply_release(shelf_release(enrolment, county), at);
  if (!applied) return applied.error().cause;
  const auto stopped = (*opened)->stop_orderly(at);
  return stopped ? "" : stopped.error().cause;
}

}  // namespace zhuangui::support
