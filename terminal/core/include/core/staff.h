#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/money.h"
#include "core/result.h"

namespace zhuangui::core {

/// Names of rights, as release section `staff` gives them to a person. They are data: a name this program does not know
/// is kept and opens nothing here.
namespace right {
inline constexpr std::string_view manual_price = "manual_price";  ///< another price than the list's
inline constexpr std::string_view refund = "refund";
inline constexpr std::string_view agreed_refund = "agreed_refund";  ///< 坏果赔付: money back, and the goods stay with the buyer
inline constexpr std::string_view unchecked_refund = "unchecked_refund";  ///< of a sale of another day, while the county cannot be asked
inline constexpr std::string_view void_sale = "void";             ///< of the last sale
inline constexpr std::string_view shift = "shift";                ///< to open, count and close shifts
inline constexpr std::string_view shift_sums = "shift_sums";      ///< to see what a running shift comes to, before it is counted
inline constexpr std::string_view cash_move = "cash_move";        ///< cash into the drawer and out of it
inline constexpr std::string_view open_drawer = "open_drawer";    ///< without a sale
inline constexpr std::string_view late_entry = "late_entry";      ///< 补录 of paper sales
inline constexpr std::string_view approve = "approve";            ///< to be the second person for somebody else's act
inline constexpr std::string_view settings = "settings";
}  // namespace right

/// One of the people of a counter. The reference is random and the only thing of them that an entry ever names.
struct StaffMember {
  std::string reference;   ///< "S-7Q2MK4"
  std::string number;      ///< 工号: digits, typed on the pad
  std::string name;        ///< shown on the counter's own screen
  std::string badge_hash;  ///< Argon2id of the card's bytes; empty: no badge
  std::string pin_hash;    ///< Argon2id; empty: no PIN
  std::vector<std::string> rights;

  [[nodiscard]] bool may(std::string_view name_of_right) const;
  friend bool operator==(const StaffMember&, const StaffMember&) = default;
};

/// Release section `staff`: the people of one counter. No members: the counter works without a list of people.
struct StaffList {
  std::string counter;       ///< "C-0001"
  std::string approval_key;  ///< 64 hex digits: what one-time codes of the office are made with for this counter
  std::vector<StaffMember> members;

  [[nodiscard]] const StaffMember* find(std::string_view reference) const;
  [[nodiscard]] const StaffMember* with_number(std::string_view number) const;
  friend bool operator==(const StaffList&, const StaffList&) = default;
};
inline constexpr std::size_t staff_of_counter_max = 40;  ///< a badge is compared with each
inline constexpr std::size_t staff_number_digits_max = 6;
inline constexpr std::size_t pin_digits_min = 4, pin_digits_max = 8;

/// Digits, from 1 to staff_number_digits_max of them.
bool is_staff_number(std::string_view text);
bool is_pin(std::string_view text);

std::string staff_section(const StaffList& staff);
/// Errors: invalid_input (a field is missing, a reference or number stands twice, more than staff_of_counter_max, or
/// somebody has neither badge nor PIN).
Result<StaffList> parse_staff_section(std::string_view json);

/// Bodies of entries. how: badge | pin.
std::string operator_entered_body(std::string_view operator_reference, std::string_view how);
/// cause: logout | switch (another person has come) | list (a new list does not name them).
std::string operator_left_body(std::string_view operator_reference, std::string_view cause);

/// An act that its operator had not the right to do alone. how: badge | pin (of `second`, at the terminal) | code (of the
/// office, read over the phone; `second` is empty then and `challenge` says which code it was).
struct Approval {
  std::string act;                 ///< the right that was missing
  Money amount;
  std::string operator_reference;  ///< empty: nobody was logged in
  std::string second_reference;
  std::string how;
  std::string challenge;           ///< six digits the terminal showed, else empty
  friend bool operator==(const Approval&, const Approval&) = default;
};
std::string act_approved_body(const Approval& approval);

}  // namespace zhuangui::core
