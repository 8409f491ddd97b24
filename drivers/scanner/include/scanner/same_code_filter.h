#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace zhuangui::scanner {

/// Takes out what a scanner in presentation mode sends again and again while the item lies before it: the same code of
/// the same symbology, as long as no pause of `pause_us` lies between two of them. Another code in between, or the pause,
/// makes it a new item. Nobody can tell two equal items passed quickly from one that lies there: hence off by default.
/// Of one device. Holds one code.
class SameCodeFilter {
 public:
  explicit SameCodeFilter(std::int64_t pause_us) : pause_us_{pause_us} {}  ///< 0: takes nothing out

  /// `at_us` is monotonic.
  bool is_again(std::string_view symbology, std::string_view text, std::int64_t at_us) {
    const bool again = pause_us_ > 0 && text == text_ && symbology == symbology_ && at_us - last_us_ < pause_us_;
    symbology_ = symbology;
    text_ = text;
    last_us_ = at_us;
    return again;
  }

 private:
  const std::int64_t pause_us_;
  std::string symbology_, text_;
  std::int64_t last_us_ = 0;
};

}  // namespace zhuangui::scanner
