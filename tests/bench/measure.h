#pragma once
// Times and the one line a figure is printed as: name value unit floor ratio target ok|MISSED n p50 p99 spread.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

namespace zhuangui::bench {

using Clock = std::chrono::steady_clock;

inline double microseconds_since(Clock::time_point start) {
  return std::chrono::duration<double, std::micro>(Clock::now() - start).count();
}

/// The value below which `share` of all lie.
inline double quantile(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  return values[std::min(values.size() - 1, static_cast<std::size_t>(share * static_cast<double>(values.size())))];
}
inline double median(const std::vector<double>& values) { return quantile(values, 0.5); }

struct Figure {
  std::string name;
  double value = 0;
  std::string unit;
  double floor = 0;
  double ratio = 0;
  double target = 0;
  double judged = 0;  ///< what is compared with the target: the ratio or the value
  std::size_t n = 0;
  double p50 = 0, p99 = 0, spread = 0;
};

/// Prints the line; true when the target is met.
inline bool print(const Figure& figure) {
  const bool met = figure.judged <= figure.target;
  std::printf("%s %.4g %s %.4g %.3g %.3g %s %zu %.4g %.4g %.3g\n", figure.name.c_str(), figure.value,
              figure.unit.c_str(), figure.floor, figure.ratio, figure.target, met ? "ok" : "MISSED", figure.n,
              figure.p50, figure.p99, figure.spread);
  std::fflush(stdout);
  return met;
}

}  // namespace zhuangui::bench
