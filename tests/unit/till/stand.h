#pragma once
// A till with goods before it: feeds events, keeps what it asked for.
#include <algorithm>

#include "shelf.h"
#include "till/till.h"
#include "till/view.h"

namespace zhuangui::till::support {

class Stand {
 public:
  Stand() {
    feed(CatalogueReplaced{zhuangui::support::shelf()});
    feed(Ready{"T-0001", 471'000, 1, {}, {}});
  }
  void feed(const Event& event) {
    Step result = step(std::move(till), event, now);
    till = std::move(result.till);
    last_effects = result.effects;
    effects.insert(effects.end(), result.effects.begin(), result.effects.end());
  }
  void ask(Intent intent) { feed(Asked{std::move(intent), till.screen}); }
  void scan(const char* text, const char* symbology = "") { feed(Scanned{barcode::decode(text, symbology)}); }
  void key_in(const char* keys) {
    for (; *keys; ++keys) ask(PadKey{*keys});
  }
  /// The commit the till has asked for succeeds.
  void commit_succeeds(std::int64_t seq = 5) {
    feed(SaleCommitted{till.committing->id, seq, "00112233445566aa", now.wall});
  }
  void wait(std::int64_t ms) {
    now.monotonic_ms += ms;
    now.wall.utc_ms += ms;
    feed(Ticked{});
  }
  template <class E>
  std::size_t count() const {
    return static_cast<std::size_t>(std::count_if(effects.begin(), effects.end(),
                                                  [](const Effect& e) { return std::holds_alternative<E>(e); }));
  }
  bool says(std::string_view code) const {
    return std::any_of(till.notices.begin(), till.notices.end(), [&](const Notice& n) { return n.code == code; });
  }
  core::Money total() const { return core::price_cart(till.cart)->total; }

  Till till;
  Now now{core::WallTime{1'795'482'000'000}, 1'000};
  std::vector<Effect> effects, last_effects;
};

/// A terminal before which buyers stand alone.
struct Alone : Stand {
  Alone() { feed(ModeRead{Mode::self_service}); }
  /// The last one of its kind it asked for.
  template <class E>
  E last() const {
    for (auto one = effects.rbegin(); one != effects.rend(); ++one)
      if (const auto* found = std::get_if<E>(&*one)) return *found;
    return {};
  }
};

inline constexpr std::int64_t untouched_for_ms = 180'001;
inline constexpr const char* walnuts = "6901234567892";
inline constexpr const char* chicken = "6901234567908";
inline constexpr const char* potatoes_520_g = "2101234005200";

}  // namespace zhuangui::till::support
