// From what a scanner sends to its frame, in each of the three modes; one line a mode in the form of tests/bench/run.sh.
// A figure is the decoder's whole work on one code: all its packets, from the first to the last.
#include <algorithm>
#include <chrono>
#include <iostream>
#include <string>
#include <vector>

#include "scanner/keyboard_decoder.h"
#include "scanner/pos_decoder.h"
#include "scanner/serial_decoder.h"
#include "scanner_wires.h"

namespace {

using namespace zhuangui;

constexpr const char* gs1_code = "01069012345678921726123110A1\x1D" "3103000520";

/// False when the target is missed.
bool measure(const char* name, scanner::ScanDecoder& decoder, const support::Packets& packets) {
  constexpr std::size_t rounds = 20'000;
  constexpr double target_us = 20;
  std::vector<double> took;
  std::size_t codes = 0;
  for (std::size_t round = 0; round < rounds; ++round) {
    const auto at_us = static_cast<std::int64_t>(round) * 50'000;
    const auto start = std::chrono::steady_clock::now();
    for (const auto& packet : packets) codes += decoder.feed(packet, at_us).size();
    const std::chrono::duration<double, std::micro> microseconds = std::chrono::steady_clock::now() - start;
    took.push_back(microseconds.count());
  }
  std::sort(took.begin(), took.end());
  const double p50 = took[rounds / 2], p99 = took[rounds * 99 / 100];
  const bool ok = codes == rounds && p50 <= target_us && p99 <= target_us;
  std::cout << name << " " << p50 << " us - - " << target_us << " " << (ok ? "ok" : "MISSED") << " " << rounds << " " << p50 << " " << p99
            << " " << p99 / p50 << "\n";
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
