// From what a scanner sends to its frame, in each of the three modes; one line a mode in the form of tests/bench/run.sh.
// A figure is the decoder's whole work on one code: all its packets, from the first to the last. Of an hour at 20 codes a
// second; behind the figures: by how many allocations more is held after it than after its first half, which must be none.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <new>
#include <string>
#include <vector>

#include "scanner/keyboard_decoder.h"
#include "scanner/pos_decoder.h"
#include "scanner/serial_decoder.h"
#include "scanner_wires.h"

namespace {
std::int64_t held = 0;  // allocations that were not given back
}

void* operator new(std::size_t bytes) {
  ++held;
  if (void* memory = std::malloc(bytes)) return memory;
  throw std::bad_alloc{};
}
void operator delete(void* memory) noexcept {
  if (memory != nullptr) --held;
  std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept { operator delete(memory); }

namespace {

using namespace zhuangui;

constexpr const char* gs1_code = "01069012345678921726123110A1\x1D" "3103000520";

/// False when the target is missed.
bool measure(const char* name, scanner::ScanDecoder& decoder, const support::Packets& packets) {
  constexpr std::size_t rounds = 72'000;  // an hour
  constexpr double target_us = 20;
  std::vector<double> took;
  took.reserve(rounds);
  std::size_t codes = 0;
  std::int64_t held_before = 0;
  for (std::size_t round = 0; round < rounds; ++round) {
    if (round == rounds / 2) held_before = held;
    const auto at_us = static_cast<std::int64_t>(round) * 50'000;
    const auto start = std::chrono::steady_clock::now();
    for (const auto& packet : packets) codes += decoder.feed(packet, at_us).size();
    const std::chrono::duration<double, std::micro> microseconds = std::chrono::steady_clock::now() - start;
    took.push_back(microseconds.count());
  }
  const std::int64_t grown = held - held_before;
  std::sort(took.begin(), took.end());
  const double p50 = took[rounds / 2], p99 = took[rounds * 99 / 100];
  const bool ok = codes == rounds && p50 <= target_us && p99 <= target_us && grown == 0;
  std::cout << name << " " << p50 << " us - - " << target_us << " " << (ok ? "ok" : "MISSED") << " " << rounds << " " << p50 << " " << p99
            << " " << p99 / p50 << " held " << grown << "\n";
  return ok;
}

}  // namespace

int main() {
  scanner::KeyboardDecoder keyboard;
  scanner::PosDecoder pos;
  scanner::SerialDecoder serial;
  bool ok = measure("frame_keyboard", keyboard, support::keyboard_packets("d2", gs1_code));
  ok = measure("frame_pos", pos, support::pos_reports("d2", gs1_code)) && ok;
  ok = measure("frame_serial", serial, support::serial_packets("d2", gs1_code)) && ok;
  return ok ? 0 : 1;
}
