// What exactly is false where the walk found that something is.
#include <algorithm>

#include "place.h"
#include "verify.h"

namespace zhuangui::journal {
namespace {

using Entry = std::optional<contract::Entry>;

// The number an entry's own text claims, 0: it is no text of this epoch.
std::int64_t claimed_seq(const Entry& entry, std::int64_t epoch) {
  if (!entry) return 0;
  const auto fields = contract::decode_payload(entry->payload);
  return fields && fields->epoch == epoch ? fields->seq : 0;
}

Result<std::vector<std::int64_t>> places_of_heads(Connection& database, std::int64_t epoch) {
  auto select = database.prepare("SELECT place FROM heads WHERE place BETWEEN ?1 AND ?2 ORDER BY place");
  if (!select) return tl::unexpected(select.error());
  std::vector<std::int64_t> answer;
  Rows rows = select->rows(place_of(epoch, 0), place_of(epoch, seq_max));
  while (true) {
    const auto more = rows.next();
    if (!more) return tl::unexpected(more.error());
    if (!*more) return answer;
    answer.push_back(rows.integer(0));
  }
}

Result<bool> head_holds(Connection& database, std::string_view terminal, const contract::PublicKey& key,
                        std::int64_t place) {
  const auto head = read_head(database, place);
  if (!head) return tl::unexpected(head.error());
  const auto entry = read_entry(database, place);
  if (!entry) return tl::unexpected(entry.error());
  return *head && *entry && (*head)->hash == (*entry)->hash && contract::verify_head(key, terminal, **head);
}

// The neighbours of an entry that does not fit, read once.
struct Neighbourhood {
  std::int64_t epoch = 0, seq = 0;
  contract::Hash before_previous{}, previous{};  // stored hashes of seq - 2 and seq - 1
  Entry here, next;
  bool has_head_behind = false;  // of this entry or a later one of its epoch
};

Result<Neighbourhood> look_around(Connection& database, const contract::PublicKey& key, std::int64_t place) {
  Neighbourhood around{.epoch = epoch_of(place), .seq = seq_of(place)};
  const auto hash_at = [&](std::int64_t seq) -> Result<contract::Hash> {
    if (seq <= 0) return contract::first_hash(key, around.epoch);
    const auto entry = read_entry(database, place_of(around.epoch, seq));
    if (!entry) return tl::unexpected(entry.error());
    return *entry ? (*entry)->hash : contract::Hash{};
  };
  const auto before_previous = hash_at(around.seq - 2);
  const auto previous = hash_at(around.seq - 1);
  auto here = read_entry(database, place);
  auto next = read_entry(database, place + 1);
  const auto head = database.integer("SELECT count(*) FROM heads WHERE place BETWEEN " + std::to_string(place) +
                                     " AND " + std::to_string(place_of(around.epoch, seq_max)));
  if (!before_previous) return tl::unexpected(before_previous.error());
  if (!previous) return tl::unexpected(previous.error());
  if (!here) return tl::unexpected(here.error());
  if (!next) return tl::unexpected(next.error());
  if (!head) return tl::unexpected(head.error());
  around.before_previous = *before_previous;
  around.previous = *previous;
  around.here = std::move(*here);
  around.next = std::move(*next);
  around.has_head_behind = *head != 0;
  return around;
}

// The entry's text is that of another number.
Result<FirstFalse> judge_other_number(Connection& database, const Neighbourhood& around, std::int64_t claimed) {
  const std::int64_t place = place_of(around.epoch, around.seq);
  const std::string number = std::to_string(claimed);
  const auto there = read_entry(database, place_of(around.epoch, claimed));
  if (!there) return tl::unexpected(there.error());
  if (claimed_seq(*there, around.epoch) == around.seq)
    return false_at(place, "swapped", "it stands in the place of entry " + number + " and that one in its place");
  if (claimed > around.seq)
    return false_at(place, "missing", "in its place stands the text of entry " + number + ", moved up");
  // All behind an added entry are moved down by one. If the one here follows from the entry before the last, the last
  // is the added one.
  if (around.here && claimed == around.seq - 1 &&
      contract::next_hash(around.before_previous, around.here->payload) == around.here->hash)
    return false_at(place - 1, "added", "it was put in before the true entry of its number");
  return false_at(place, "added", "its text is that of entry " + number + ", which is there already");
}

}  // namespace

FirstFalse false_at(std::int64_t place, std::string reason, std::string sentence) {
  const std::int64_t epoch = epoch_of(place);
  const std::int64_t seq = seq_of(place);
  return {epoch, seq, std::move(reason),
          "epoch " + std::to_string(epoch) + " entry " + std::to_string(seq) + ": " + std::move(sentence)};
}

Result<FirstFalse> classify_break(Connection& database, const contract::PublicKey& key, std::int64_t place) {
  const auto around = look_around(database, key, place);
  if (!around) return tl::unexpected(around.error());
  const std::int64_t claimed = claimed_seq(around->here, around->epoch);
  if (claimed != 0 && claimed != around->seq) return judge_other_number(database, *around, claimed);
  if (around->next && claimed_seq(around->next, around->epoch) == around->seq &&
      contract::next_hash(around->previous, around->next->payload) == around->next->hash)
    return false_at(place, "added", "without it the entry behind it follows from the one before");
  if (!around->has_head_behind)
    return false_at(place, "added", "no signed head covers it, and its hash does not follow");
  return false_at(place, "payload", "its text does not fit its hash");
}

Result<std::optional<FirstFalse>> check_end(Connection& database, std::string_view terminal,
                                            const contract::PublicKey& key, const EpochInfo& epoch) {
  const std::int64_t last = place_of(epoch.epoch, epoch.last_seq);
  const auto holds = head_holds(database, terminal, key, last);
  if (!holds) return tl::unexpected(holds.error());
  if (*holds) return std::optional<FirstFalse>{};
  const auto heads = places_of_heads(database, epoch.epoch);
  if (!heads) return tl::unexpected(heads.error());
  // Who rebuilds a chain without the key spoils every head from there on, so halving finds the first.
  std::size_t good = 0;
  for (std::size_t beyond = heads->size(); good < beyond;) {
    const std::size_t middle = good + (beyond - good) / 2;
    const auto fine = head_holds(database, terminal, key, (*heads)[middle]);
    if (!fine) return tl::unexpected(fine.error());
    (*fine ? good : beyond) = *fine ? middle + 1 : middle;
  }
  if (good < heads->size())
    return std::optional{
        false_at((*heads)[good], "signature", "its signed head does not verify: the chain was rebuilt from here")};
  if (good > 0) return std::optional{false_at(heads->back() + 1, "added", "the last signed head stands before it")};
  return std::optional{false_at(place_of(epoch.epoch, 1), "signature", "no signed head of this epoch is there")};
}

Result<std::optional<FirstFalse>> check_links(Connection& database, const std::vector<EpochInfo>& epochs) {
  using Answer = std::optional<FirstFalse>;
  for (const EpochInfo& epoch : epochs) {
    const auto first = read_entry(database, place_of(epoch.epoch, 1));
    if (!first) return tl::unexpected(first.error());
    const auto document = core::JsonDocument::parse(*first ? (*first)->payload : "");
    if (!document || document->root().string_or("kind", "") != core::kind::epoch_started) continue;
    const auto body = document->root().get("body");
    const std::int64_t before = body ? body->integer_or("previous_epoch", 0) : 0;
    const std::int64_t seq = body ? body->integer_or("previous_seq", 0) : 0;
    if (before == 0) continue;
    const auto there =
        std::find_if(epochs.begin(), epochs.end(), [&](const EpochInfo& one) { return one.epoch == before; });
    const std::string from = "epoch " + std::to_string(epoch.epoch) + " follows entry " + std::to_string(seq);
    if (there == epochs.end())
      return Answer{false_at(place_of(before, 1), "missing", from + " of this epoch, which is gone")};
    if (there->last_seq < seq)
      return Answer{
          false_at(place_of(before, there->last_seq + 1), "truncated", from + " of this epoch, which was cut off")};
    const auto end = read_entry(database, place_of(before, seq));
    if (!end) return tl::unexpected(end.error());
    if (!*end || contract::to_hex((*end)->hash) != body->string_or("previous_hash", ""))
      return Answer{false_at(place_of(before, seq), "payload", from + " with another hash")};
  }
  return Answer{};
}

}  // namespace zhuangui::journal
