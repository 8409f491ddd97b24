#pragma once
#include <array>
#include <optional>

#include "till/till.h"

namespace zhuangui::till {

enum class PrinterState { absent, ready, near_end, paper_out, cover_open, trouble };
/// none: the counter has not set one up. silent: it is there and says nothing we understand.
enum class ScaleState { none, ready, absent, silent };
enum class DisplayState { none, ready, absent };  ///< of the customer
enum class Link { none, unknown, up, down };  ///< none: while training nothing is sent at all

/// How the journal's way to the county stands. Times are corrected; utc_ms 0: never, none or not known.
struct SyncHealth {
  std::int64_t county_epoch = 0, county_seq = 0;  ///< newest entry the county has acknowledged; 0: none yet
  core::WallTime reached_at;                      ///< the county answered last, since the start
  core::WallTime unsent_since;                    ///< the oldest entry that is not there
  core::WallTime next_try;                        ///< none while one is under way
  std::string trouble, release_trouble;           ///< codes of agent::Trouble; empty: none
  std::int64_t unsent_most = 0;                   ///< since there were none: what is being worked off
};

/// What has been sold on one day, by the hours of the clock in Wuxi, and what was given back on it.
struct DaySales {
  struct Hour { std::int64_t sales = 0; core::Money sum; };
  core::Date day;
  std::array<Hour, 24> hours;
  core::Money back;
};

/// How a screen rests that nobody needs: only while the till is idle and untouched.
struct Rest {
  bool blank = false;            ///< black; a touch or a key wakes it and does nothing else
  int brightness_percent = 100;
  int shift_x = 0, shift_y = 0;  ///< pixels the picture is moved by, so that nothing burns in
  friend bool operator==(const Rest&, const Rest&) = default;
};

/// A square code as modules, row by row, without the quiet zone round it. No side: there is none.
struct SquareCode {
  int side = 0;
  std::vector<bool> dark;
  [[nodiscard]] bool is_dark(int row, int column) const { return dark[static_cast<std::size_t>(row * side + column)]; }
};

/// What the shell knows beside the till: shown in the top bar, never decides anything.
struct Surroundings {
  core::CounterInfo counter;
  core::WallTime now;            ///< corrected time for the clock on screen
  PrinterState printer = PrinterState::absent;
  bool scanner_present = false;
  ScaleState scale = ScaleState::none;
  std::optional<RegisteredScale> registered_scale;  ///< the counter's own
  DisplayState display = DisplayState::none;
  Link county = Link::unknown;
  std::int64_t unsent = 0;
  std::int64_t list_age_s = -1;  ///< since the county last said that the release in force is the newest; -1: never
  std::int64_t clock_offset_ms = 0;
  SyncHealth sync;
  SquareCode receipt_code;       ///< what the receipt of the sale on the thank-you screen carries
  std::optional<DaySales> today; ///< as the journal said when it was looked at; none: not yet, or it could not be read
  bool has_voice = false;        ///< there are clips the counter can speak with
  bool simulated = false;        ///< devices are simulated: said in the bar
  Rest rest;
};

/// Everything one frame is drawn from. Priced is that of the open cart; offers is what else the promotions say of it.
struct View {
  const Till& till;
  core::PricedCart priced;
  std::optional<core::Money> entered;
  std::optional<core::Money> change;   ///< when enough was entered
  std::vector<core::Money> shortcuts;
  std::vector<const core::Product*> in_season;  ///< for the idle screen, by the month of `now`
  const Surroundings& surroundings;

  core::PaymentPlan plan;   ///< while paying
  core::Money due;          ///< still to be paid, in cash: what the buyer is told; the whole sum before anything is taken
  TendersHere tenders;
  const core::Holder* holder = nullptr;        ///< whose card is under way
  std::vector<const core::PurchaseOrder*> orders;  ///< that may be delivered on today
  std::vector<QuotaOffer> quotas;                  ///< of the card under way

  /// One of the goods that can be found, with the price in force, if there is one.
  struct Found { const core::Product* product; std::optional<core::UnitPrice> price; };
  /// On the quick keys: their goods. While searching: what was typed may be one of these, best first; or the goods of the category that was chosen, those
  /// in season first. At most found_max.
  std::vector<Found> found;
  /// The legal categories of what is for sale, and how many goods each has; the most first.
  struct Category { std::string name; std::size_t goods = 0; const core::Product* example = nullptr; };
  std::vector<Category> categories;  ///< while searching, as long as nothing is typed or chosen
  std::optional<Found> traced;       ///< while tracing
  std::vector<const core::ParkedCart*> parked;  ///< which whoever stands there may take up

  /// What is being weighed, what it comes to, and what is to be done next.
  struct Weighed {
    const core::Product* product = nullptr;
    std::optional<core::UnitPrice> price;
    WeighStep step = WeighStep::absent;
    std::optional<std::int64_t> net_g;     ///< also while it moves
    std::optional<core::Money> amount;     ///< of that weight, where it is one
    const RegisteredScale* by = nullptr;   ///< the scale it is weighed with
    bool may_enter = false;                ///< grams of a second scale may be typed now
  };
  std::optional<Weighed> weighed;    ///< while weighing
  /// 还差, gifts to be taken, and 原价 and 截止 of each line; its own sums are moved into `priced`.
  core::Promoted offers;
  /// While pieces are typed: of which line, and what it then comes to.
  struct Counted { const core::CartLine* line = nullptr; std::optional<std::int64_t> pieces; std::optional<core::Money> amount; };
  std::optional<Counted> counted;
  /// While a price is set by hand: what the line then comes to, and the reference prices, if there are any.
  struct HandPriced {
    const core::CartLine* line = nullptr;
    core::UnitPrice list_price;
    std::optional<core::UnitPrice> price;
    std::optional<core::Money> amount;
    const core::PriceBand* band = nullptr;
  };
  std::optional<HandPriced> hand_priced;
};
inline constexpr std::size_t found_max = 200;
/// Pure; the view points into both arguments.
View make_view(const Till& till, const Surroundings& surroundings);

}  // namespace zhuangui::till
