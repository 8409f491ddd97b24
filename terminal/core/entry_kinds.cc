#include "core/entry_kinds.h"

#include "line_json.h"

namespace zhuangui::core {

std::string epoch_started_body(std::string_view cause, std::int64_t previous_epoch, std::int64_t previous_seq,
                               std::string_view previous_hash_hex) {
  JsonWriter json;
  json.begin_object().field("cause", cause).field("previous_epoch", previous_epoch);
  json.field("previous_seq", previous_seq).field("previous_hash", previous_hash_hex).end_object();
  return json.take();
}

std::string terminal_started_body(std::string_view program, std::string_view release) {
  JsonWriter json;
  json.begin_object().field("program", program).field("release", release).end_object();
  return json.take();
}

std::string terminal_stopped_body() { return "{}"; }

std::string release_applied_body(std::int64_t version, std::string_view manifest_hash_hex) {
  JsonWriter json;
  json.begin_object().field("release", version).field("manifest_hash", manifest_hash_hex).end_object();
  return json.take();
}

std::string clock_set_body(std::int64_t offset_ms, std::string_view source) {
  JsonWriter json;
  json.begin_object().field("offset_ms", offset_ms).field("source", source).end_object();
  return json.take();
}

std::string cart_abandoned_body(const Cart& cart, std::string_view reason) {
  JsonWriter json;
  json.begin_object().field("sale", cart.sale).field("reason", reason).key("lines").begin_array();
  for (const CartLine& line : cart.lines) write_line(json, line, std::nullopt);
  json.end_array().key("removed").begin_array();
  for (const CartLine& line : cart.removed) write_line(json, line, std::nullopt);
  json.end_array().end_object();
  return json.take();
}

std::string receipt_reprinted_body(std::string_view sale, std::int64_t copy) {
  JsonWriter json;
  json.begin_object().field("sale", sale).field("copy", copy).end_object();
  return json.take();
}

std::string help_called_body(std::string_view reason, std::string_view where, std::string_view sale) {
  JsonWriter json;
  json.begin_object().field("reason", reason).field("where", where);
  if (!sale.empty()) json.field("sale", sale);
  json.end_object();
  return json.take();
}

std::string help_answered_body(std::string_view outcome, std::int64_t waited_s) {
  JsonWriter json;
  json.begin_object().field("outcome", outcome).field("waited_s", waited_s).end_object();
  return json.take();
}

}  // namespace zhuangui::core
