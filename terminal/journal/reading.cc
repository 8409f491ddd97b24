// What the journal holds: epochs, entries, heads, export.
#include "reading.h"

#include "place.h"

namespace zhuangui::journal {

Result<std::unique_ptr<Reader>> Reader::open(const std::string& directory) {
  if (!contract::initialise())
    return core::fail(Errc::internal, "open the journal: the machine has no source of randomness", "report this");
  auto database = open_for_reading(directory);
  if (!database) return tl::unexpected(database.error());
  auto enrolment = read_enrolment(*database);
  if (!enrolment) return tl::unexpected(enrolment.error());
  if (!*enrolment)
    return core::fail(Errc::not_found, "open " + directory + ": this terminal is not enrolled",
                      "enrol this terminal with zhuanguictl enrol --county URL --code CODE");
  return std::make_unique<ReadingOnDisk>(directory, std::move(**enrolment), std::move(*database));
}

ReadingOnDisk::ReadingOnDisk(std::string directory, Enrolment enrolment, Connection database)
    : directory_{std::move(directory)}, enrolment_{std::move(enrolment)}, connection_{std::move(database)}, files_{OpenFiles::of(directory_)} {}

Connection& ReadingOnDisk::database() {
  if (connection_.in_transaction() || !files_.log_replaced()) return connection_;
  // When it cannot be opened now, the old one answers: it is asked again at the next question.
  if (auto again = open_for_reading(directory_)) {
    connection_ = std::move(*again);
    files_ = OpenFiles::of(directory_);
  }
  return connection_;
}

Result<std::optional<contract::Entry>> read_entry(Connection& database, std::int64_t place) {
  using Answer = std::optional<contract::Entry>;
  auto select = database.prepare("SELECT hash, payload FROM entries WHERE place = ?1");
  if (!select) return tl::unexpected(select.error());
  Rows rows = select->rows(place);
  const auto found = rows.next();
  if (!found) return tl::unexpected(found.error());
  if (!*found) return Answer{};
  contract::Entry entry{.seq = seq_of(place), .payload = std::string(rows.bytes(1))};
  if (!rows.array(0, entry.hash)) entry.hash = {};  // a damaged hash fits nothing, and zeros do not either
  return Answer{std::move(entry)};
}

Result<std::optional<contract::Head>> read_head(Connection& database, std::int64_t place) {
  using Answer = std::optional<contract::Head>;
  auto select = database.prepare("SELECT hash, signature FROM heads WHERE place = ?1");
  if (!select) return tl::unexpected(select.error());
  Rows rows = select->rows(place);
  const auto found = rows.next();
  if (!found) return tl::unexpected(found.error());
  if (!*found) return Answer{};
  contract::Head head{.epoch = epoch_of(place), .seq = seq_of(place)};
  if (!rows.array(0, head.hash)) head.hash = {};
  if (!rows.array(1, head.signature)) head.signature = {};
  return Answer{head};
}

Result<std::vector<EpochInfo>> read_epochs(Connection& database) {
  std::vector<EpochInfo> answer;
  // From the newest back, one look per epoch: the table is clustered on (epoch, seq).
  auto select = database.prepare("SELECT place, hash FROM entries WHERE place < ?1 ORDER BY place DESC LIMIT 1");
  if (!select) return tl::unexpected(select.error());
  for (std::int64_t before = INT64_MAX;;) {
    Rows rows = select->rows(before);
    const auto found = rows.next();
    if (!found) return tl::unexpected(found.error());
    if (!*found) break;
    EpochInfo info{.epoch = epoch_of(rows.integer(0)), .last_seq = seq_of(rows.integer(0))};
    if (!rows.array(1, info.last_hash)) info.last_hash = {};
    before = place_of(info.epoch, 0);
    answer.insert(answer.begin(), info);
  }
  return answer;
}

Result<Position> read_county_position(Connection& database) {
  auto select = database.prepare("SELECT epoch, seq FROM county_positions WHERE seq > 0 ORDER BY epoch DESC LIMIT 1");
  if (!select) return tl::unexpected(select.error());
  Rows rows = select->rows();
  const auto found = rows.next();
  if (!found) return tl::unexpected(found.error());
  return *found ? Position{rows.integer(0), rows.integer(1)} : Position{};
}

Result<std::vector<EpochInfo>> ReadingOnDisk::epochs() {
  return at_one_moment([this] { return read_epochs(database()); });
}

Result<std::vector<contract::Entry>> ReadingOnDisk::entries(std::int64_t epoch, std::int64_t from_seq,
                                                            std::size_t entries_max, std::size_t bytes_max) {
  auto select = database().prepare(
      "SELECT place, hash, payload FROM entries WHERE place BETWEEN ?1 AND ?2 ORDER BY place LIMIT ?3");
  if (!select) return tl::unexpected(select.error());
  std::vector<contract::Entry> answer;
  std::size_t bytes = 0;
  Rows rows = select->rows(place_of(epoch, from_seq), place_of(epoch, seq_max), static_cast<std::int64_t>(entries_max));
  while (true) {
    const auto more = rows.next();
    if (!more) return tl::unexpected(more.error());
    if (!*more) return answer;
    contract::Entry entry{.seq = seq_of(rows.integer(0)), .payload = std::string(rows.bytes(2))};
    bytes += entry.payload.size();
    if (!answer.empty() && bytes > bytes_max) return answer;
    if (!rows.array(1, entry.hash)) entry.hash = {};
    answer.push_back(std::move(entry));
  }
}

Result<std::optional<contract::Head>> ReadingOnDisk::head(std::int64_t epoch, std::int64_t seq) {
  return read_head(database(), place_of(epoch, seq));
}

Result<void> ReadingOnDisk::export_epoch(std::int64_t epoch, const std::function<void(std::string_view)>& sink) {
  return at_one_moment([&]() -> Result<void> {
    const auto all = read_epochs(database());
    if (!all) return tl::unexpected(all.error());
    if (epoch == 0 && !all->empty()) epoch = all->back().epoch;
    std::int64_t last_seq = 0;
    for (const EpochInfo& info : *all)
      if (info.epoch == epoch) last_seq = info.last_seq;
    if (last_seq == 0)
      return core::fail(Errc::not_found, "export epoch " + std::to_string(epoch) + ": the journal has no such epoch",
                        "name one that zhuanguictl journal show lists");
    core::JsonWriter first;
    first.begin_object().field("format", "zhuangui-journal-v1").field("terminal", enrolment_.terminal);
    first.field("epoch", epoch).field("public_key", contract::to_hex(enrolment_.terminal_key)).end_object();
    sink(first.take() + "\n");
    auto select =
        database().prepare("SELECT place, hash, payload FROM entries WHERE place BETWEEN ?1 AND ?2 ORDER BY place");
    if (!select) return tl::unexpected(select.error());
    Rows rows = select->rows(place_of(epoch, 0), place_of(epoch, seq_max));
    while (true) {
      const auto more = rows.next();
      if (!more) return tl::unexpected(more.error());
      if (!*more) break;
      const std::string_view hash = rows.bytes(1);
      core::JsonWriter line;
      line.begin_object().field("seq", seq_of(rows.integer(0)));
      line.field("hash", contract::to_hex(reinterpret_cast<const std::uint8_t*>(hash.data()), hash.size()));
      line.field("payload", rows.bytes(2)).end_object();
      sink(line.take() + "\n");
    }
    const auto head = read_head(database(), place_of(epoch, last_seq));
    if (!head) return tl::unexpected(head.error());
    if (!*head)
      return core::fail(Errc::corrupt, "export epoch " + std::to_string(epoch) + ": its last entry has no signed head",
                        "run zhuanguictl journal verify");
    core::JsonWriter line;
    line.begin_object()
        .key("head")
        .begin_object()
        .field("seq", last_seq)
        .field("hash", contract::to_hex((*head)->hash));
    line.field("signature", contract::to_hex((*head)->signature)).end_object().end_object();
    sink(line.take() + "\n");
    return {};
  });
}

}  // namespace zhuangui::journal
