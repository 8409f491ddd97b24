// From a scanned text to its Code, over a mix of all that a counter scans; prints one line in the form of
// tests/bench/run.sh. The figure is the worst kind's median, so that no cheap kind hides a dear one.
#include <algorithm>
#include <chrono>
#include <iostream>
#include <string>
#include <vector>

#include "barcode/code.h"

namespace {

struct Scan {
  std::string text;
  const char* symbology;
};

const std::vector<Scan>& mix() {
  static const std::vector<Scan> scans{
      {"6901234567892", "E0"}, {"96385074", "E4"}, {"04252614", ""}, {"2101234005200", "E0"}, {"201234501280005205", "C0"},
      {"01069012345678921726123110A1\x1D" "3103000520", "d2"},
      {"00106141412345678908" "0206901234567892" "3712\x1D" "10LOT-2026-11-24\x1D" "11261101" "15270501", "C1"},
      {"https://id.gs1.org/01/06901234567892/22/2A/10/A1/21/S1?17=261231&3103=000520&s4t=x", "Q1"},
      {"https://zs.example.cn/q?id=P-HETAO&batch=A%2D1", "Q1"}, {"134567890123456789", "Q1"},
      {"hQVDUFYwMWEzTwegAAAAMwEBAVATVW5pb25QYXkgQ3JlZGl0VwxiFzMAAAABJwAAAA==", "Q1"},
      {"ZG1|T-0001-480000-1|5|0123456789abcdef", "Q1"}, {std::string(2048, 'x'), "Q1"}};
  return scans;
}

zhuangui::barcode::DecodeSettings shop() {
  zhuangui::barcode::DecodeSettings settings;
  settings.layouts.push_back({"20", "FFIIIIIEEEEEWWWWWC"});
  settings.trace_rules = {{"zs.example.cn", "/q", "id", "batch"}};
  return settings;
}

}  // namespace

int main() {
  using namespace zhuangui;
  constexpr std::size_t rounds = 20'000;
  constexpr double target_us = 20;
  const barcode::DecodeSettings settings = shop();
  std::vector<double> all;
  double worst_median = 0;
  std::size_t worst = 0;
  for (std::size_t kind = 0; kind < mix().size(); ++kind) {
    std::vector<double> took;
    for (std::size_t round = 0; round < rounds; ++round) {
      const auto start = std::chrono::steady_clock::now();
      const barcode::Code code = barcode::decode(mix()[kind].text, mix()[kind].symbology, settings, 2026);
      const std::chrono::duration<double, std::micro> microseconds = std::chrono::steady_clock::now() - start;
      if (code.valueless_by_exception()) return 1;
      took.push_back(microseconds.count());
    }
    std::sort(took.begin(), took.end());
    if (took[rounds / 2] > worst_median) worst_median = took[rounds / 2], worst = kind;
    all.insert(all.end(), took.begin(), took.end());
  }
  std::sort(all.begin(), all.end());
  const double p50 = all[all.size() / 2], p99 = all[all.size() * 99 / 100];
  const bool ok = worst_median <= target_us && p99 <= target_us;
  std::cout << "decode " << worst_median << " us - - " << target_us << " " << (ok ? "ok" : "MISSED") << " " << all.size() << " " << p50 << " "
            << p99 << " " << p99 / p50 << "  # dearest: " << mix()[worst].text.substr(0, 24) << "\n";
  return ok ? 0 : 1;
}
