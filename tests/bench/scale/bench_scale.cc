// From a scale's bytes to a reading and through Weighing, for each protocol of assets/scales: one simulated hour at ten
// frames a second, in the form of tests/bench/run.sh. Behind the figures: the allocations of the hour's second half,
// which must be none.
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <new>

#include "scale/decoder.h"
#include "scale/weighing.h"
#include "scale_dialects.h"

namespace {
std::size_t allocations = 0;
}

void* operator new(std::size_t bytes) {
  ++allocations;
  if (void* memory = std::malloc(bytes)) return memory;
  throw std::bad_alloc{};
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace {

using namespace zhuangui;

/// False when the target is missed.
bool measure(const scale_test::Dialect& dialect, const scale::Protocol& protocol) {
  constexpr std::size_t frames = 36'000;  // an hour
  constexpr double target_us = 20;
  const std::string weights[] = {dialect.write({scale::State::stable, 520}), dialect.write({scale::State::unstable, 780}),
                                 dialect.write({scale::State::zero, 0})};
  scale::ScaleDecoder decoder{protocol};
  scale::Weighing weighing;
  std::vector<scale::Reading> readings;
  readings.reserve(8);
  std::vector<double> took(frames);
  std::size_t read = 0, before = 0;
  for (std::size_t frame = 0; frame < frames; ++frame) {
    if (frame == frames / 2) before = allocations;
    const std::string& bytes = weights[frame / 40 % 3];  // four seconds each
    const auto at_us = static_cast<std::int64_t>(frame) * 100'000;
    const auto start = std::chrono::steady_clock::now();
    readings.clear();
    decoder.feed(std::as_bytes(std::span{bytes}), at_us, readings);
    for (const scale::Reading& reading : readings) weighing.feed(reading);
    (void)weighing.take(at_us);
    took[frame] = std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start).count();
    read += readings.size();
  }
  const std::size_t grown = allocations - before;
  std::sort(took.begin(), took.end());
  const double p50 = took[frames / 2], p99 = took[frames * 99 / 100];
  // A frame that ends where the next begins, and the first line without a line before it, are one short.
  const bool ok = read + 2 >= frames && p99 <= target_us && grown == 0;
  std::cout << "weight_" << dialect.profile << " " << p50 << " us - - " << target_us << " " << (ok ? "ok" : "MISSED") << " " << frames << " "
            << p50 << " " << p99 << " " << p99 / p50 << " allocations " << grown << "\n";
  return ok;
}

}  // namespace

int main() {
  const auto protocols = scale::load_protocols(ZHUANGUI_SOURCE_DIR "/assets/scales");
  if (!protocols) {
    std::cerr << protocols.error().cause << "\n";
    return 3;
  }
  bool ok = true;
  for (const auto& dialect : scale_test::dialects()) ok = measure(dialect, *scale::find_protocol(*protocols, dialect.profile)) && ok;
  return ok ? 0 : 1;
}
