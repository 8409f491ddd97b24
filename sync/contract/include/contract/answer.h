#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "contract/entry.h"

namespace zhuangui::contract {

/// The county's newest entry of one epoch of one terminal. seq 0 with hash[0]: nothing yet.
struct CountyHead {
  std::int64_t epoch = 0;
  std::int64_t seq = 0;
  Hash hash{};
  friend bool operator==(const CountyHead&, const CountyHead&) = default;
};

/// Answer of POST /v1/journals/{terminal}: {"code","sentence","head":{"epoch","seq","hash"}}.
/// code: stored | already_stored (200), gap (409, head = where to go on), fork (422), refused (400), clock (401, with
/// "county_time"), replayed (401, this very request came before: sign it anew), revoked (403), too_large (413), busy (503).
struct PushAnswer {
  std::string code;
  std::string sentence;
  std::optional<CountyHead> head;
  std::optional<std::int64_t> county_time_ms;
};
std::string push_answer_json(const PushAnswer& answer);
core::Result<PushAnswer> parse_push_answer(std::string_view json);

/// Answer of GET /v1/journals/{terminal}: {"code":"heads","terminal","heads":[…]} in the order of epochs.
std::string heads_json(std::string_view terminal, const std::vector<CountyHead>& heads);
core::Result<std::vector<CountyHead>> parse_heads(std::string_view json);

/// Answer of GET /v1/sales/{id}/returns: {"code":"returns","sale","sold","returns":[…]}. Payloads of entries, exact text.
struct ReturnsAnswer {
  std::string sale;
  std::string sold;                  ///< of the sale; empty (and null in the answer): the county has none of this id
  std::vector<std::string> returns;  ///< of it, in the order of terminal, epoch and number
  friend bool operator==(const ReturnsAnswer&, const ReturnsAnswer&) = default;
};
std::string returns_json(const ReturnsAnswer& answer);
core::Result<ReturnsAnswer> parse_returns(std::string_view json);

/// Answer of POST /v1/reservations.
struct ReservationAnswer {
  std::string code;           ///< granted, or why not: unknown_quota, used_up …
  std::int64_t valid_ms = 0;  ///< the sale must be made within; 0: not granted, or over
  friend bool operator==(const ReservationAnswer&, const ReservationAnswer&) = default;
};
core::Result<ReservationAnswer> parse_reservation(std::string_view json);
/// 1 to 64 letters, digits and '-': what may stand in an address as the id of a sale.
[[nodiscard]] bool is_sale_id(std::string_view text);

}  // namespace zhuangui::contract
