#pragma once
// Private to till: the pieces of step(), by what the person is doing.
#include "till/till.h"

namespace zhuangui::till {

inline constexpr std::int64_t notice_ms = 6'000;        ///< how long a passing notice stays
inline constexpr std::int64_t paid_screen_ms = 15'000;  ///< thank-you screen, receipt printed
inline constexpr std::int64_t paid_trouble_ms = 30'000; ///< thank-you screen while the receipt has not come out
inline constexpr std::size_t entered_digits_max = 9;

/// The step under construction: handlers change `till` and add effects.
struct Working {
  Till till;
  const Now& now;
  std::vector<Effect> effects;

  void go(State state) {
    till.state = state;
    ++till.screen;
    till.entered.clear();
    till.entered_by_shortcut = false;
    till.confirm_clear = false;
    till.help_open = false;
  }
  void say(std::string code, std::vector<std::string> arguments, Weight weight = Weight::pending);
  void unsay(std::string_view code);
  void sound(bool accepted) { effects.push_back(Sound{accepted}); }
  void save_cart() { effects.push_back(SaveCart{till.cart, till.next_sale_number}); }
};

// goods.cc: scanning and the lines of the cart.
void scanned(Working& work, const barcode::Code& code);
void open_cart(Working& work);
void change_line(Working& work, std::size_t index, std::int64_t by);
void remove_line(Working& work, std::size_t index);
void undo_remove(Working& work);
void clear_cart(Working& work);

// paying.cc: number pad, tender, commit, thank-you.
void press_pad(Working& work, char key);
void quick_cash_pressed(Working& work, core::Money amount);
void confirm_tender(Working& work);
void committed(Working& work, const SaleCommitted& event);
void commit_failed(Working& work, const CommitFailed& event);
void receipt_changed(Working& work, const ReceiptChanged& event);
void finish(Working& work);

}  // namespace zhuangui::till
