#include "card_desk.h"

#include <charconv>

#include "contract/card_hash.h"
#include "contract/secret.h"

namespace zhuangui::app {
namespace {

std::string pins_name(const std::string& holder) { return "holder_pins." + holder; }

}  // namespace

void CardDesk::identify(till::IdentifyCard effect) {
  const bool posted = journal_.post([this, effect = std::move(effect)](journal::Journal&) { answer_(look_up(*effect.holders, effect.card)); });
  if (!posted) answer_(till::CardIdentified{"", {}, 0, false});
}

till::CardIdentified CardDesk::look_up(const core::HolderList& holders, const std::string& card) {
  const auto key = contract::from_hex<contract::Hash>(holders.card_key);
  const core::Holder* holder = key ? holders.with_card(contract::card_hash(*key, card)) : nullptr;
  if (!holder) return {"", {}, 0, true};
  const auto open = reader();
  if (!open) return {"", {}, 0, false};
  const auto taken = (*open)->card_taken(holder->reference, today());
  if (!taken) return {"", {}, 0, false};
  return {holder->reference, *taken, wrong_pins(holder->reference), true};
}

// A wrong one is counted on the disk before it is answered, so that switching off and on again gives no new tries.
void CardDesk::check_pin(till::CheckHolderPin effect) {
  const bool posted = journal_.post([this, effect = std::move(effect)](journal::Journal& journal) {
    const bool right = contract::secret_fits(effect.pin_hash, effect.pin);
    const int before = wrong_pins(effect.holder), wrong = right ? 0 : before + 1;
    const std::string kept = right ? "" : core::date_text(today()) + " " + std::to_string(wrong);
    if (wrong != before) (void)journal.keep_value(pins_name(effect.holder), kept);
    answer_(till::HolderPinChecked{right, wrong});
  });
  if (!posted) answer_(till::HolderPinChecked{false, 0, false});
}

core::Result<journal::Reader*> CardDesk::reader() {
  if (!reader_) {
    auto opened = journal::Reader::open(directory_);
    if (!opened) return tl::unexpected(opened.error());
    reader_ = std::move(*opened);
  }
  return reader_.get();
}

core::Date CardDesk::today() const {
  const journal::Moment now = journal_.moment();
  return core::shanghai_date(core::WallTime{now.raw.utc_ms + now.county_offset_ms});
}

// Those of today: the next day begins anew.
int CardDesk::wrong_pins(const std::string& holder) {
  const auto open = reader();
  const std::string kept = open ? (*open)->kept_value(pins_name(holder)).value_or("") : "";
  const std::string day = core::date_text(today()) + " ";
  int wrong = 0;
  if (kept.starts_with(day)) std::from_chars(kept.data() + day.size(), kept.data() + kept.size(), wrong);
  return wrong;
}

}  // namespace zhuangui::app
