#include "contract/answer.h"

#include <algorithm>

#include "core/json.h"

namespace zhuangui::contract {
namespace {

void write_head(core::JsonWriter& json, const CountyHead& head) {
  json.begin_object().field("epoch", head.epoch).field("seq", head.seq).field("hash", to_hex(head.hash)).end_object();
}

core::Result<CountyHead> read_head(const core::JsonValue& value) {
  CountyHead head;
  const auto epoch = value.need_integer("epoch");
  if (!epoch) return tl::unexpected(epoch.error());
  const auto seq = value.need_integer("seq");
  if (!seq) return tl::unexpected(seq.error());
  const auto hash = value.need_string("hash");
  if (!hash) return tl::unexpected(hash.error());
  head.epoch = *epoch;
  head.seq = *seq;
  if (*seq < 0 || *epoch < 0 || !from_hex(*hash, head.hash.data(), head.hash.size()))
    return core::fail(core::Errc::invalid_input, "read the county's head: it is out of bounds", "update the county's server");
  return head;
}

}  // namespace

std::string push_answer_json(const PushAnswer& answer) {
  core::JsonWriter json;
  json.begin_object().field("code", answer.code).field("sentence", answer.sentence);
  if (answer.head) write_head(json.key("head"), *answer.head);
  if (answer.county_time_ms) json.field("county_time", *answer.county_time_ms);
  return json.end_object().take();
}

core::Result<PushAnswer> parse_push_answer(std::string_view text) {
  const auto document = core::JsonDocument::parse(text);
  if (!document) return tl::unexpected(document.error());
  const core::JsonValue root = document->root();
  PushAnswer answer;
  auto code = root.need_string("code");
  if (!code) return tl::unexpected(code.error());
  answer.code = std::move(*code);
  answer.sentence = root.string_or("sentence", "");
  if (const auto head = root.get("head")) {
    const auto read = read_head(*head);
    if (!read) return tl::unexpected(read.error());
    answer.head = *read;
  }
  if (const auto time = root.get("county_time")) answer.county_time_ms = time->as_integer();
  return answer;
}

std::string heads_json(std::string_view terminal, const std::vector<CountyHead>& heads) {
  core::JsonWriter json;
  json.begin_object().field("code", "heads").field("terminal", terminal).key("heads").begin_array();
  for (const CountyHead& head : heads) write_head(json, head);
  return json.end_array().end_object().take();
}

core::Result<std::vector<CountyHead>> parse_heads(std::string_view text) {
  const auto document = core::JsonDocument::parse(text);
  if (!document) return tl::unexpected(document.error());
  const auto list = document->root().get("heads");
  if (document->root().string_or("code", "") != "heads" || !list || !list->is_array())
    return core::fail(core::Errc::invalid_input, "read the county's heads: the answer is not one of a county", "check the county's address");
  std::vector<CountyHead> heads;
  for (const core::JsonValue& element : list->elements()) {
    const auto head = read_head(element);
    if (!head) return tl::unexpected(head.error());
    if (!heads.empty() && heads.back().epoch >= head->epoch)
      return core::fail(core::Errc::invalid_input, "read the county's heads: they are not in the order of epochs",
                        "update the county's server");
    heads.push_back(*head);
  }
  return heads;
}

std::string returns_json(const ReturnsAnswer& answer) {
  core::JsonWriter json;
  json.begin_object().field("code", "returns").field("sale", answer.sale);
  if (answer.sold.empty()) json.key("sold").null();
  else json.field("sold", answer.sold);
  json.key("returns").begin_array();
  for (const std::string& payload : answer.returns) json.string(payload);
  return json.end_array().end_object().take();
}

core::Result<ReturnsAnswer> parse_returns(std::string_view text) {
  const auto bad = [] {
    return core::fail(core::Errc::invalid_input, "read the returns of a sale: the answer is not one of a county", "check the county's address");
  };
  const auto document = core::JsonDocument::parse(text);
  if (!document) return tl::unexpected(document.error());
  const auto list = document->root().get("returns");
  if (document->root().string_or("code", "") != "returns" || !list || !list->is_array()) return bad();
  ReturnsAnswer answer{document->root().string_or("sale", ""), document->root().string_or("sold", ""), {}};
  for (const core::JsonValue& element : list->elements()) {
    const auto payload = element.as_string();
    if (!payload) return bad();
    answer.returns.emplace_back(*payload);
  }
  return answer;
}

core::Result<ReservationAnswer> parse_reservation(std::string_view text) {
  const auto document = core::JsonDocument::parse(text);
  if (!document) return tl::unexpected(document.error());
  ReservationAnswer answer{document->root().string_or("code", ""), 0};
  const std::int64_t now_ms = document->root().integer_or("county_time", 0);
  const std::int64_t expires_at = document->root().integer_or("expires_at", 0);
  const bool granted = answer.code == "granted";
  if (answer.code.empty() || (granted && (now_ms <= 0 || expires_at <= 0)))
    return core::fail(core::Errc::invalid_input, "read a reservation: the answer is not one of a county", "check the county's address");
  if (granted) answer.valid_ms = std::max<std::int64_t>(0, expires_at - now_ms);
  return answer;
}

bool is_sale_id(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

}  // namespace zhuangui::contract
