#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "place.h"
#include "verify.h"

namespace zhuangui::journal {
namespace {

constexpr std::size_t chunk_rows_max = 1'024;
constexpr std::size_t chunk_bytes_max = 1u << 20;
constexpr std::size_t chunks_per_thread = 4;
constexpr unsigned checkers_max = 4;

// Full and empty chunks between the reader and the checkers; the chunks are made once and go round.
class Exchange {
 public:
  explicit Exchange(std::size_t chunks) : chunks_(chunks) {
    for (Chunk& chunk : chunks_) empty_.push_back(&chunk);
  }
  Chunk* take_empty() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !empty_.empty(); });
    Chunk* chunk = empty_.front();
    empty_.pop_front();
    chunk->clear();
    return chunk;
  }
  void put_full(Chunk* chunk) {
    const std::lock_guard lock(mutex_);
    full_.push_back(chunk);
    changed_.notify_all();
  }
  /// nullptr: nothing comes any more.
  Chunk* take_full() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !full_.empty() || closed_; });
    if (full_.empty()) return nullptr;
    Chunk* chunk = full_.front();
    full_.pop_front();
    return chunk;
  }
  void put_empty(Chunk* chunk, bool broken) {
    const std::lock_guard lock(mutex_);
    empty_.push_back(chunk);
    broken_ = broken_ || broken;
    changed_.notify_all();
  }
  void close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    changed_.notify_all();
  }
  bool broken() {
    const std::lock_guard lock(mutex_);
    return broken_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Chunk> chunks_;
  std::deque<Chunk*> empty_, full_;
  bool closed_ = false;
  bool broken_ = false;
};

// One table read in step with the entries.
class Beside {
 public:
  explicit Beside(Statement& select) : rows_{select.rows()} {}
  Result<void> advance() {
    const auto more = rows_.next();
    if (!more) return tl::unexpected(more.error());
    place_ = *more ? rows_.integer(0) : INT64_MAX;
    return {};
  }
  [[nodiscard]] std::int64_t place() const { return place_; }
  [[nodiscard]] const Rows& rows() const { return rows_; }

 private:
  Rows rows_;
  std::int64_t place_ = 0;
};

struct Sources {
  Statement entries, heads, sales;
};

Result<Sources> prepare_sources(Connection& database) {
  Sources sources;
  const std::pair<Statement*, const char*> wanted[] = {
      {&sources.entries, "SELECT place, hash, payload FROM entries ORDER BY place"},
      {&sources.heads, "SELECT place, hash FROM heads ORDER BY place"},
      {&sources.sales,
       "SELECT place, sale, business_day, at, lines, total_fen, change_fen, cash_fen FROM projected_sales ORDER BY "
       "place"}};
  for (const auto& [statement, sql] : wanted) {
    auto prepared = database.prepare(sql);
    if (!prepared) return tl::unexpected(prepared.error());
    *statement = std::move(*prepared);
  }
  return sources;
}

void put_sale(Chunk& chunk, Chunk::Row& row, const Rows& sale) {
  row.has_sale = true;
  row.sale = chunk.put(sale.bytes(1));
  row.business_day = chunk.put(sale.bytes(2));
  row.figures = {sale.integer(3), sale.integer(4), sale.integer(5), sale.integer(6), sale.integer(7)};
}

// Copies the journal into chunks, in order, until its end, a gap, or until a checker has found something.
class WalkReader {
 public:
  WalkReader(Exchange& exchange, Walk& walk) : exchange_{exchange}, walk_{walk} {}

  Result<void> read(Sources& sources) {
    Beside entry(sources.entries), head(sources.heads), sale(sources.sales);
    for (Beside* table : {&entry, &head, &sale})
      if (auto moved = table->advance(); !moved) return moved;
    for (; entry.place() != INT64_MAX && !walk_.gap; ++walk_.entries) {
      if (auto beside = skip_to(entry.place(), head, sale); !beside) return beside;
      if (walk_.gap || !follows(entry.place())) break;
      if (auto added = add(entry, head, sale); !added) return added;
      if (chunk_->rows.size() >= chunk_rows_max || chunk_->bytes.size() >= chunk_bytes_max) {
        flush();
        if (exchange_.broken()) return {};
      }
      if (auto moved = entry.advance(); !moved) return moved;
    }
    if (!walk_.gap)
      if (auto beside = skip_to(INT64_MAX, head, sale); !beside) return beside;
    return {};
  }

  void flush() {
    if (chunk_) exchange_.put_full(chunk_);
    chunk_ = nullptr;
  }

 private:
  // Heads and sales without an entry of their own.
  Result<void> skip_to(std::int64_t place, Beside& head, Beside& sale) {
    while (sale.place() < place) {
      walk_.breaks.projection = std::min(walk_.breaks.projection, sale.place());
      if (auto moved = sale.advance(); !moved) return moved;
    }
    if (head.place() < place && follows(std::min(place, head.place())))
      walk_.gap = false_at(head.place(), "missing", "its signed head is there, the entry is gone");
    return {};
  }

  // True when an entry at `place` comes next; otherwise says what is missing.
  bool follows(std::int64_t place) {
    const bool same_epoch = epoch_of(place) == epoch_of(previous_place_);
    const std::int64_t wanted = same_epoch ? previous_place_ + 1 : place_of(epoch_of(place), 1);
    if (place == wanted || walk_.gap) return place == wanted;
    if (place < wanted)
      walk_.gap = false_at(place, "added", "it stands before the first entry of its epoch");
    else
      walk_.gap = false_at(wanted, "missing", "the numbers go on behind it");
    return false;
  }

  Result<void> add(Beside& entry, Beside& head, Beside& sale) {
    if (!chunk_) {
      chunk_ = exchange_.take_empty();
      chunk_->previous = previous_hash_;
    }
    Chunk::Row& row = chunk_->rows.emplace_back();
    row.place = entry.place();
    row.payload = chunk_->put(entry.rows().bytes(2));
    if (!entry.rows().array(1, row.hash)) row.hash = {};
    if (head.place() == row.place) {
      row.head_hash.emplace();
      if (!head.rows().array(1, *row.head_hash)) *row.head_hash = {};
      if (auto moved = head.advance(); !moved) return moved;
    }
    if (sale.place() == row.place) {
      put_sale(*chunk_, row, sale.rows());
      if (auto moved = sale.advance(); !moved) return moved;
    }
    previous_place_ = row.place;
    previous_hash_ = row.hash;
    return {};
  }

  Exchange& exchange_;
  Walk& walk_;
  Chunk* chunk_ = nullptr;
  std::int64_t previous_place_ = -1;
  contract::Hash previous_hash_{};
};

}  // namespace

Result<Walk> walk_entries(Connection& database, std::string_view terminal, const contract::PublicKey& key) {
  auto sources = prepare_sources(database);
  if (!sources) return tl::unexpected(sources.error());
  const unsigned threads = std::clamp(std::thread::hardware_concurrency(), 2u, checkers_max + 1) - 1;
  Walk walk;
  Exchange exchange(threads * chunks_per_thread + 1);
  std::vector<ChunkChecker> checkers(threads, ChunkChecker(terminal, key));
  std::vector<std::thread> running;
  for (ChunkChecker& checker : checkers)
    running.emplace_back([&exchange, &checker] {
      while (Chunk* chunk = exchange.take_full()) {
        checker.check(*chunk);
        exchange.put_empty(chunk, checker.breaks().chain != INT64_MAX);
      }
    });
  WalkReader reader(exchange, walk);
  const auto read = reader.read(*sources);
  reader.flush();
  exchange.close();
  for (std::thread& thread : running) thread.join();
  if (!read) return tl::unexpected(read.error());
  for (const ChunkChecker& checker : checkers) {
    walk.breaks.add(checker.breaks());
    walk.reckoning.add(checker.reckoning());
  }
  return walk;
}

}  // namespace zhuangui::journal
