#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/money.h"
#include "core/result.h"
#include "core/time.h"

namespace zhuangui::core {

/// Somebody whose 职工卡 may pay at this counter. The reference is random and the only thing of them that an entry names.
struct Holder {
  std::string reference;         ///< "H-7Q2MK4"
  std::string masked_name;       ///< "王*"
  std::string unit;              ///< 县人民医院
  std::string card_hash;         ///< 64 hex digits: keyed BLAKE2b of the card's bytes (contract/card_hash.h)
  Date card_until;               ///< the card's last day
  std::optional<Date> authorised_from;   ///< 代扣授权, as signed; none: nothing may be taken off the wage
  std::optional<Date> authorised_until;  ///< its last day; none: open
  Money day_cap;
  Money month_cap;
  Money pin_above;               ///< more than this a day asks for the PIN
  std::string pin_hash;          ///< Argon2id; empty: no PIN, and then nothing above pin_above
  friend bool operator==(const Holder&, const Holder&) = default;
};

/// Release section `holders`: the card holders of one counter, and the cards reported lost (挂失).
struct HolderList {
  std::string counter;
  std::string card_key;           ///< 64 hex digits: what the cards of this counter's list are hashed with
  WallTime lost_at;               ///< the state of the loss list
  std::vector<std::string> lost;  ///< card hashes
  std::vector<Holder> members;

  [[nodiscard]] const Holder* find(std::string_view reference) const;
  [[nodiscard]] const Holder* with_card(std::string_view card_hash) const;
  friend bool operator==(const HolderList&, const HolderList&) = default;
};
inline constexpr std::size_t holders_of_counter_max = 20'000;

std::string holders_section(const HolderList& holders);
/// Errors: invalid_input (a field is missing, a reference or card stands twice, a date or sum is none).
Result<HolderList> parse_holders_section(std::string_view json);

/// What one holder has paid by card here, as the journal knows it; returns are taken off.
struct HolderTaken {
  Money today, this_month;
  friend bool operator==(const HolderTaken&, const HolderTaken&) = default;
};

enum class CardRefusal { lost, expired, not_authorised, not_authorised_yet, authorisation_ended, day_cap, month_cap, no_pin };
const char* card_refusal_name(CardRefusal refusal);  ///< "day_cap"

/// The most that the caps leave for today.
Money card_room(const Holder& holder, const HolderTaken& taken);
/// Why this amount may not be taken off the wage today; none: it may. The first of the reasons in the order above.
std::optional<CardRefusal> why_card_refused(const HolderList& list, const Holder& holder, Money amount,
                                            const HolderTaken& taken, Date today);
/// Whether the amount, with what was taken today, is above what the unit lets through without a PIN.
bool card_needs_pin(const Holder& holder, Money amount, const HolderTaken& taken);

}  // namespace zhuangui::core
