// A Chinese receipt of 20 lines from the sale to the printer's bytes, layout included; prints one line in the form of
// tests/bench/run.sh.
#include <algorithm>
#include <chrono>
#include <iostream>
#include <memory>
#include <vector>

#include "example_sale.h"
#include "printer/encode.h"
#include "receipt/render.h"

int main() {
  using namespace zhuangui;
  constexpr int rounds = 2'000;
  constexpr double target_us = 200;
  printer::Profile profile;
  profile.qr = printer::QrWay::gs_k;
  profile.fence = printer::Fence::gs_h;
  auto font = receipt::Font::open();
  if (!font) {
    std::cerr << font.error().cause << "; " << font.error().remedy << "\n";
    return 3;
  }
  const printer::Rasteriser rasteriser{
      [&](const device::TextLine& line, int dots, int columns) { return (*font)->draw_line(line, dots, columns); },
      receipt::draw_qr};
  const receipt::ReceiptFacts facts = test::long_facts(20);
  std::vector<double> microseconds;
  std::size_t bytes = 0;
  for (int round = -10; round < rounds; ++round) {
    const auto start = std::chrono::steady_clock::now();
    const auto encoded = printer::encode(receipt::lay_out(facts, receipt::paper_80_mm, round + 11), profile, rasteriser);
    const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - start;
    if (!encoded) return 1;
    bytes = encoded->size();
    if (round >= 0) microseconds.push_back(took.count());
  }
  std::sort(microseconds.begin(), microseconds.end());
  const double p50 = microseconds[rounds / 2];
  const double p99 = microseconds[rounds * 99 / 100];
  std::cout << "receipt " << p50 << " us - - " << target_us << " " << (p50 <= target_us ? "ok" : "MISSED") << " " << rounds
            << " " << p50 << " " << p99 << " " << microseconds.back() / microseconds.front() << "  # " << bytes << " bytes\n";
  return p50 <= target_us ? 0 : 1;
}
