#include "core/staff.h"

#include <algorithm>
#include <set>

#include "core/json.h"

namespace zhuangui::core {
namespace {

constexpr const char* staff_cure = "correct the list of staff at the county and publish it again";

bool only_digits(std::string_view text) {
  return text.find_first_not_of("0123456789") == std::string_view::npos;
}

Result<StaffMember> read_member(const JsonValue& value) {
  StaffMember member;
  auto reference = value.need_string("reference");
  if (!reference) return tl::unexpected(reference.error());
  auto number = value.need_string("number");
  if (!number) return tl::unexpected(number.error());
  member.reference = std::move(*reference);
  member.number = std::move(*number);
  member.name = value.string_or("name", "");
  member.badge_hash = value.string_or("badge_hash", "");
  member.pin_hash = value.string_or("pin_hash", "");
  if (const auto rights = value.get("rights"))
    for (const JsonValue& name : rights->elements()) member.rights.emplace_back(name.as_string().value_or(""));
  if (member.reference.empty() || !is_staff_number(member.number))
    return fail(Errc::invalid_input, "staff " + member.reference + ": the number is not 1 to 6 digits", staff_cure);
  if (member.badge_hash.empty() && member.pin_hash.empty())
    return fail(Errc::invalid_input, "staff " + member.reference + " has neither badge nor PIN", staff_cure);
  return member;
}

}  // namespace

bool StaffMember::may(std::string_view name_of_right) const {
  return std::find(rights.begin(), rights.end(), name_of_right) != rights.end();
}

const StaffMember* StaffList::find(std::string_view reference) const {
  for (const StaffMember& member : members)
    if (member.reference == reference) return &member;
  return nullptr;
}

const StaffMember* StaffList::with_number(std::string_view number) const {
  for (const StaffMember& member : members)
    if (member.number == number) return &member;
  return nullptr;
}

bool is_staff_number(std::string_view text) {
  return !text.empty() && text.size() <= staff_number_digits_max && only_digits(text);
}

bool is_pin(std::string_view text) {
  return text.size() >= pin_digits_min && text.size() <= pin_digits_max && only_digits(text);
}

std::string staff_section(const StaffList& staff) {
  JsonWriter json;
  json.begin_object().field("counter", staff.counter).field("approval_key", staff.approval_key);
  json.key("staff").begin_array();
  for (const StaffMember& member : staff.members) {
    json.begin_object().field("reference", member.reference).field("number", member.number).field("name", member.name);
    json.field("badge_hash", member.badge_hash).field("pin_hash", member.pin_hash).key("rights").begin_array();
    for (const std::string& name : member.rights) json.string(name);
    json.end_array().end_object();
  }
  return json.end_array().end_object().take();
}

Result<StaffList> parse_staff_section(std::string_view text) {
  const auto document = JsonDocument::parse(text);
  if (!document) return tl::unexpected(document.error());
  const JsonValue root = document->root();
  StaffList staff;
  auto counter = root.need_string("counter");
  if (!counter) return tl::unexpected(counter.error());
  auto key = root.need_string("approval_key");
  if (!key) return tl::unexpected(key.error());
  staff.counter = std::move(*counter);
  staff.approval_key = std::move(*key);
  const auto list = root.get("staff");
  if (!list || !list->is_array()) return fail(Errc::invalid_input, "read section staff: its list is missing", staff_cure);
  std::set<std::string> references, numbers;
  for (const JsonValue& element : list->elements()) {
    auto member = read_member(element);
    if (!member) return tl::unexpected(member.error());
    if (!references.insert(member->reference).second || !numbers.insert(member->number).second)
      return fail(Errc::invalid_input, "staff " + member->reference + ": reference or number stands there twice", staff_cure);
    staff.members.push_back(std::move(*member));
  }
  if (staff.members.size() > staff_of_counter_max)
    return fail(Errc::invalid_input, "more than 40 people stand in the list of one counter", staff_cure);
  return staff;
}

std::string operator_entered_body(std::string_view operator_reference, std::string_view how) {
  JsonWriter json;
  return json.begin_object().field("operator", operator_reference).field("how", how).end_object().take();
}

std::string operator_left_body(std::string_view operator_reference, std::string_view cause) {
  JsonWriter json;
  return json.begin_object().field("operator", operator_reference).field("cause", cause).end_object().take();
}

std::string act_approved_body(const Approval& approval) {
  JsonWriter json;
  json.begin_object().field("act", approval.act).field("amount_fen", approval.amount.in_fen());
  json.field("operator", approval.operator_reference).field("second", approval.second_reference);
  json.field("how", approval.how).field("challenge", approval.challenge).end_object();
  return json.take();
}

}  // namespace zhuangui::core
