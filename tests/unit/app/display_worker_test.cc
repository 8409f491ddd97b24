#include "cash_sale.h"
#include "display_worker.h"

#include <gtest/gtest.h>

#include <memory>

#include "pseudo_terminal.h"
#include "shelf.h"
#include "shell.h"
#include "temporary_folder.h"
#include "transport/serial_bus.h"

namespace zhuangui::app {
namespace {

using support::PseudoTerminal;

ui::Strings strings(ui::Language language) { return ui::Strings::load(ZHUANGUI_SOURCE_DIR "/assets/strings", language).value(); }

display::Profile profile(const char* name) {
  return *display::find_profile(display::load_profiles(ZHUANGUI_SOURCE_DIR "/assets/displays").value(), name);
}

std::unique_ptr<ui::Screen> small_screen() {
  ui::Options options{.width = 640, .height = 480};
  options.strings_folder = ZHUANGUI_SOURCE_DIR "/assets/strings";
  return std::move(ui::Screen::create(options).value());
}

/// The till behind its real shell in this thread, and a real display worker on the line `path`.
class Counter {
 public:
  explicit Counter(const std::string& path) : bus_{{.paths = {path}, .usb = false}} {
    display_ = std::make_unique<DisplayWorker>(bus_, display::DisplayOptions{profile("cd5220"), {.ports = {path}}, {}},
                                               strings(ui::Language::chinese), strings(ui::Language::english));
    Hands hands;
    hands.save_cart = [](const till::SaveCart&) {};
    hands.commit_sale = [this](const till::CommitSale& effect) { sale_ = effect.sale.id; };
    hands.park_cart = [](const till::ParkCart&) {};
    hands.abandon_cart = [](const till::AbandonCart&) {};
    hands.open_drawer = [](const std::string&) {};
    hands.print_receipt = [](const till::Completed&, const core::CounterInfo&, int) {};
    hands.sound = [](bool) {};
    hands.show_customer = [this](const till::View& view) { display_->show(view); };
    shell_.set_hands(std::move(hands));
    shell_.surroundings().counter.name = "县人民医院 1 号柜";
    shell_.feed(till::CatalogueReplaced{support::shelf()});
    feed(till::Ready{"T-0001", 471'000, 1, {}, {}});
  }
  void feed(const till::Event& event) {
    shell_.feed(event);
    shell_.redraw();
  }
  void scan(const char* text) { feed(till::Scanned{barcode::decode(text, "")}); }
  void ask(till::Intent intent) { feed(till::Asked{std::move(intent), shell_.till().screen}); }
  void pay(const char* keys) {
    for (; *keys; ++keys) ask(till::PadKey{*keys});
    ask(till::ConfirmTender{});
  }
  void commit() { feed(till::SaleCommitted{sale_, 5, "00112233445566aa", core::WallTime{1'795'482'000'000}}); }
  [[nodiscard]] till::State state() const { return shell_.till().state; }
  void end_display() { display_.reset(); }

 private:
  Clock clock_{true, core::WallTime{1'795'482'000'000}};
  EventLog events_;
  Activity activity_;
  std::unique_ptr<ui::Screen> screen_ = small_screen();
  Shell shell_{*screen_, clock_, events_, activity_};
  std::string sale_;
  transport::SerialBus bus_;
  std::unique_ptr<DisplayWorker> display_;
};

constexpr const char* walnuts = "6901234567892";         // 38.00 a bag
constexpr const char* potatoes_520_g = "2101234005200";  // 5.98 a kilogram: 3.1096, so 3.11

// CD5220: ESC @ FF begins and clears; ESC Q A … CR is the upper line, ESC Q B … CR the lower one, 20 columns each.
const std::string begun = "\x1B@\x0C";
//                                              12345678901234567890            12345678901234567890
const std::string greeting =           "\x1BQA" "WELCOME             " "\r\x1BQB" "                    " "\r";
const std::string one_bag =            "\x1BQA" "ITEM           38.00" "\r\x1BQB" "TOTAL          38.00" "\r";
const std::string potatoes_too =       "\x1BQA" "ITEM            3.11" "\r\x1BQB" "TOTAL          41.11" "\r";
const std::string two_bags =           "\x1BQA" "ITEM           76.00" "\r\x1BQB" "TOTAL          79.11" "\r";
const std::string total_due =          "\x1BQA" "TOTAL DUE      79.11" "\r\x1BQB" "                    " "\r";
const std::string change_of_a_hundred = "\x1BQA" "RECEIVED      100.00" "\r\x1BQB" "CHANGE         20.89" "\r";

TEST(CustomerDisplay, TheCustomerSeesEachScanTheTotalDueAndTheChange) {
  PseudoTerminal wire;
  Counter counter{wire.path()};
  const auto shown = [&](const std::string& want) { return wire.receive(want.size()); };
  EXPECT_EQ(shown(begun), begun);
  EXPECT_EQ(shown(greeting), greeting);
  counter.scan(walnuts);
  EXPECT_EQ(shown(one_bag), one_bag);
  counter.scan(potatoes_520_g);
  EXPECT_EQ(shown(potatoes_too), potatoes_too);
  counter.scan("6901234567915");  // goods without a price: refused, and nothing new to show
  counter.scan(walnuts);          // joins its line, which is then the last
  EXPECT_EQ(shown(two_bags), two_bags);
  counter.ask(till::Checkout{});
  EXPECT_EQ(shown(total_due), total_due);
  counter.pay("100");
  EXPECT_EQ(counter.state(), till::State::committing) << "what is keyed in shows nothing new to the customer";
  counter.commit();
  EXPECT_EQ(shown(change_of_a_hundred), change_of_a_hundred);
  counter.ask(till::Finish{});
  EXPECT_EQ(shown(greeting), greeting);
  counter.end_display();
  EXPECT_EQ(shown(begun), begun) << "cleared at the end";
}

TEST(CustomerDisplay, AnAbsentOneDisturbsNoSaleAndShowsTheNewestWhenItComes) {
  const support::TemporaryFolder folder{"zhuangui-display"};
  const std::string path = folder.path() + "/line";
  Counter counter{path};
  counter.scan(walnuts);
  counter.scan(potatoes_520_g);
  counter.scan(walnuts);
  counter.ask(till::Checkout{});
  counter.pay("100");
  counter.commit();
  EXPECT_EQ(counter.state(), till::State::paid);
  PseudoTerminal wire;
  std::filesystem::create_symlink(wire.path(), path);
  const std::string want = begun + change_of_a_hundred;
  EXPECT_EQ(wire.receive(want.size()), want);
}

TEST(CustomerDisplay, ChineseWhereItIsShownAndDigitsWhereThereIsNothingElse) {
  till::Till till;
  till.catalogue = support::shelf();
  till.state = till::State::selling;
  till::Surroundings around;
  const ui::Strings words = strings(ui::Language::chinese), plain = strings(ui::Language::english);
  const auto bytes = [&](const char* name) {
    return display::render(profile(name), customer_content(till::make_view(till, around), words, plain)).bytes;
  };
  EXPECT_EQ(bytes("led8n"), "\x1Bs0\x1BQA     0.00\r") << "an empty cart";
  till.cart.lines.push_back(core::freeze_line(*till.catalogue, *till.catalogue->find("P-HETAO"), core::Pieces{2}, walnuts, {}).value());
  // GBK: 巫 CED7 溪 CFAA 核 BACB 桃 CCD2, 合 BACF 计 BCC6
  EXPECT_EQ(bytes("escpos-gbk"), "\x1F$\x01\x01\xCE\xD7\xCF\xAA\xBA\xCB\xCC\xD2       76.00\x1F$\x01\x02\xBA\xCF\xBC\xC6           76.00");
  EXPECT_EQ(bytes("led8n"), "\x1Bs2\x1BQA    76.00\r");
  till.state = till::State::paying;
  EXPECT_EQ(bytes("led8n"), "\x1Bs2\x1BQA    76.00\r");
  till.last = till::Completed{.sale = support::cash_sale(till.cart, core::Money::fen(8000), 3).value()};
  till.cart = {};
  till.state = till::State::paid;
  EXPECT_EQ(bytes("led8n"), "\x1Bs4\x1BQA     4.00\r");
  till.state = till::State::idle;
  EXPECT_EQ(bytes("led8n"), "\x1Bs0\x1BQA     0.00\r");
}

TEST(CustomerDisplay, ThePlainWordsAreAsciiAndLeaveRoomForAnAmount) {
  const ui::Strings plain = strings(ui::Language::english);
  int words = 0;
  for (const auto& [key, text] : plain.all()) {
    if (!key.starts_with("customer.")) continue;
    ++words;
    EXPECT_LE(text.size(), 10u) << key << ": 99999.99 and a blank stand beside it in 20 columns";
    for (const char c : text) EXPECT_TRUE(c >= 0x20 && c < 0x7F) << key;
  }
  EXPECT_EQ(words, 7);
}

}  // namespace
}  // namespace zhuangui::app
