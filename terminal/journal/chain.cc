#include "chain.h"

#include "place.h"

namespace zhuangui::journal {
namespace {

tl::unexpected<core::Error> refuse(std::int64_t place, const char* what) {
  return core::fail(Errc::corrupt,
                    "check the end of the journal, epoch " + std::to_string(epoch_of(place)) + " entry " +
                        std::to_string(seq_of(place)) + ": " + what,
                    "stop selling on this terminal, keep the folder as it is and run zhuanguictl journal verify");
}

// The hash the entry at `place` must follow.
Result<std::optional<contract::Hash>> previous_hash(Connection& database, std::int64_t place,
                                                    const contract::PublicKey& key) {
  if (seq_of(place) == 1) return contract::first_hash(key, epoch_of(place));
  auto select = database.prepare("SELECT hash FROM entries WHERE place = ?1");
  if (!select) return tl::unexpected(select.error());
  Rows rows = select->rows(place - 1);
  const auto found = rows.next();
  if (!found) return tl::unexpected(found.error());
  contract::Hash hash;
  if (!*found || !rows.array(0, hash)) return std::optional<contract::Hash>{};
  return hash;
}

Result<void> check_head(Connection& database, std::int64_t place, std::string_view terminal,
                        const contract::PublicKey& key, const contract::Hash& hash) {
  auto select = database.prepare("SELECT place, hash, signature FROM heads ORDER BY place DESC LIMIT 1");
  if (!select) return tl::unexpected(select.error());
  Rows rows = select->rows();
  const auto found = rows.next();
  if (!found) return tl::unexpected(found.error());
  contract::Head head{.epoch = epoch_of(place), .seq = seq_of(place)};
  if (!*found || rows.integer(0) < place) return refuse(place, "it has no signed head");
  if (rows.integer(0) > place) return refuse(rows.integer(0), "its signed head is there, the entry is gone");
  if (!rows.array(1, head.hash) || !rows.array(2, head.signature) || head.hash != hash ||
      !contract::verify_head(key, terminal, head))
    return refuse(place, "its signed head does not verify");
  return {};
}

}  // namespace

Result<Chain> read_chain(Connection& database, std::string_view terminal, const contract::PublicKey& key) {
  auto select = database.prepare("SELECT place, hash, payload FROM entries ORDER BY place DESC LIMIT 1");
  if (!select) return tl::unexpected(select.error());
  Rows rows = select->rows();
  const auto found = rows.next();
  if (!found) return tl::unexpected(found.error());
  if (!*found) {
    const auto head = database.integer("SELECT max(place) FROM heads");
    if (!head) return tl::unexpected(head.error());
    if (*head != 0) return refuse(*head, "its signed head is there, the entry is gone");
    return Chain{};
  }
  const std::int64_t place = rows.integer(0);
  Chain chain{.epoch = epoch_of(place), .seq = seq_of(place)};
  if (!rows.array(1, chain.hash)) return refuse(place, "its hash is damaged");
  const auto fields = contract::decode_payload(rows.bytes(2));
  if (!fields) return refuse(place, "its text is no entry");
  if (fields->terminal != terminal)
    return core::fail(Errc::conflict,
                      "open the journal: it is of terminal " + fields->terminal + ", not of " + std::string(terminal),
                      "name the folder of this terminal with --data");
  const auto previous = previous_hash(database, place, key);
  if (!previous) return tl::unexpected(previous.error());
  if (!*previous) return refuse(place, "the entry before it is missing");
  if (fields->epoch != chain.epoch || fields->seq != chain.seq ||
      contract::next_hash(**previous, rows.bytes(2)) != chain.hash)
    return refuse(place, "its text does not fit its hash");
  if (auto checked = check_head(database, place, terminal, key, chain.hash); !checked)
    return tl::unexpected(checked.error());
  chain.last_day = core::parse_date(fields->business_day);
  chain.last_at = fields->at;
  chain.last_kind = fields->kind;
  return chain;
}

}  // namespace zhuangui::journal
