#pragma once
#include <cstddef>
#include <cstdint>

namespace zhuangui::sim {

/// All chance of a run: splitmix64 from the run's seed, the same on every machine. Each part of the simulation draws
/// from a stream of its own, so that one more draw in one part does not change the others.
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : state_{seed} {}

  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
  }
  /// From..to, both possible.
  std::int64_t between(std::int64_t from, std::int64_t to) {
    return from + static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(to - from + 1));
  }
  /// True `permille` times in a thousand.
  bool happens(std::int64_t permille) { return between(0, 999) < permille; }
  [[nodiscard]] Chance stream(std::uint64_t name) { return Chance{next() ^ (name * 0xd1342543de82ef95u)}; }

 private:
  std::uint64_t state_;
};

}  // namespace zhuangui::sim
