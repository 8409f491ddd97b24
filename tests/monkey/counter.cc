#include "counter.h"

#include <chrono>
#include <filesystem>

#include "counter_folder.h"
#include "journal/simulated_disk.h"
#include "sales_desk.h"
#include "startup.h"

namespace zhuangui::monkey {
namespace {

/// The shelf's prices once more, for a second reckoning: fen a piece or a kilogram.
struct OwnPrice { const char* product; bool weighed; std::int64_t fen; };
constexpr OwnPrice own_prices[] = {{"P-YANGYU", true, 598}, {"P-HETAO", false, 3800}, {"P-DONGTAO", true, 1160}, {"P-JI", false, 8800}};

std::int64_t own_line_fen(const core::CartLine& line) {
  for (const OwnPrice& price : own_prices) {
    if (line.product != price.product) continue;
    if (!price.weighed) return std::get<core::Pieces>(line.quantity).count * price.fen;
    const std::int64_t thousandths = std::get<core::Grams>(line.quantity).grams * price.fen;
    return thousandths / 1000 + (thousandths % 1000 >= 500 ? 1 : 0);
  }
  throw Trouble{"the product " + line.product + " was sold, which has no price"};
}

template <class T>
T need(core::Result<T> result) {
  if (!result) throw Trouble{result.error().cause + "; " + result.error().remedy};
  return std::move(*result);
}

}  // namespace

struct Counter::Running {
  Running(ui::Screen& screen, app::Clock& clock, std::unique_ptr<journal::Journal> opened)
      : found{opened->found()},
        shell{screen, clock, events, activity},
        journal{{std::move(opened), clock, events, activity, [this](till::Event event) { shell.happened(std::move(event)); },
                 [this] { if (sync) sync->wake(); }, [] {
                   constexpr std::uint64_t plenty = std::uint64_t{64} << 30;
                   return app::FreeSpace{journal::SimulatedDisk::instance().is_full() ? 0 : plenty, plenty};
                 }}} {}
  // The journal's thread talks to the shell until it ends, and its last sale may still be told to the agent.
  ~Running() {
    shell.stop();
    if (thread.joinable()) thread.join();
    if (sync) sync->stop();
  }

  journal::Found found;
  journal::Enrolment enrolment;
  std::optional<contract::KeyPair> key;
  app::EventLog events;
  app::Activity activity;
  std::unique_ptr<app::SyncWorker> sync;
  app::Shell shell;
  std::unique_ptr<journal::Reader> reader;
  app::JournalWorker journal;
  std::unique_ptr<app::SalesDesk> sales;
  app::ScreenLock lock{journal, [this](till::Event event) { shell.happened(std::move(event)); }};
  std::thread thread;
};

Counter::Counter(int width, int height, till::Mode mode) : mode_{mode}, clock_{true, core::WallTime{support::counter_folder_made_at_ms}} {
  if (const std::string error = support::make_counter_folder(folder_.path()); !error.empty()) throw Trouble{error};
  ui::Options options;
  options.width = width;
  options.height = height;
  options.strings_folder = std::string{ZHUANGUI_SOURCE_DIR} + "/assets/strings";
  screen_ = need(ui::Screen::create(options));
}

Counter::~Counter() = default;

void Counter::start(const std::function<void(app::Shell&)>& early) {
  journal::SimulatedDisk::instance().ok();
  journal::Enrolment enrolment = need(journal::load_enrolment(folder()));
  contract::KeyPair key = need(contract::load_key(journal::key_path(folder())));
  auto opened = need(journal::Journal::open(folder(), enrolment, contract::KeyPair::from_seed(key.seed()),
                                            {.vfs = journal::SimulatedDisk::vfs_name}));
  running_ = std::make_unique<Running>(*screen_, clock_, std::move(opened));
  Running& now = *running_;
  now.enrolment = std::move(enrolment);
  now.key.emplace(std::move(key));
  now.reader = need(journal::Reader::open(folder()));
  now.events.listen([this](const app::EventLog::Event& event) { happened(event); });
  now.sales = std::make_unique<app::SalesDesk>(need(journal::Reader::open(folder())), now.journal, clock_,
                                               [&now](till::Event event) { now.shell.happened(std::move(event)); });
  now.shell.set_hands(hands());
  now.sync = need(app::SyncWorker::create({folder(), now.enrolment, *now.key, now.journal, clock_, now.events, now.activity, 60'000, 30'000,
                                           [](const agent::Status&, std::int64_t) {}, [](const journal::KeptRelease&) {}}));
  now.thread = std::thread{[&now] { now.shell.run(); }};
  in_screen(early);
  const auto begun = app::begin({folder(), {now.enrolment, contract::KeyPair::from_seed(now.key->seed())}}, now.found, now.journal, *now.reader, now.sync.get(), mode_, {}, now.lock, now.shell);
  if (!begun) throw Trouble{"the terminal does not start: " + begun.error().cause};
  now.sync->start();
  happened_to_till(till::ScaleSetUp{{.own = till::RegisteredScale{"A-1", {2999, 1, 1}}, .tares_g = {120}, .second = {{"B-1", {2999, 1, 1}}},
                                     .may_enter_by_hand = true}});
  rest();
}

void Counter::crash() {
  in_screen([this](app::Shell& shell) {
    const till::Till& till = shell.till();
    const std::scoped_lock lock{mutex_};
    if (till.state == till::State::paying && till.committing) in_doubt_.insert(till.committing->id);
  });
  running_.reset();
}

app::Hands Counter::hands() {
  app::Hands hands;
  app::JournalWorker& journal = running_->journal;
  hands.save_cart = [&journal](till::SaveCart effect) { journal.save_cart(std::move(effect)); };
  hands.park_cart = [&journal](till::ParkCart effect) { journal.park_cart(std::move(effect)); };
  hands.call_help = [&journal](till::CallHelp effect) { journal.call_help(std::move(effect), [] {}); };
  hands.end_help = [&journal](till::EndHelp effect) { journal.end_help(std::move(effect)); };
  hands.commit_sale = [&journal](till::CommitSale effect) { journal.commit(std::move(effect)); };
  hands.abandon_cart = [&journal](till::AbandonCart effect) { journal.abandon(std::move(effect)); };
  hands.open_drawer = [this](const std::string& sale) {
    const std::scoped_lock lock{mutex_};
    if (!committed_.contains(sale) && !given_back_.contains(sale)) complain("the drawer opened for sale " + sale + ", which was not committed");
    if (!drawer_opened_.insert(sale).second) complain("the drawer opened twice for sale " + sale);
  };
  hands.print_receipt = [this, &journal](const till::Completed& sale, const core::CounterInfo&, int copy) {
    if (copy > 0) journal.reprint(sale.sale.id, [](const core::Result<journal::PrintJobRow>&) {});
    const std::scoped_lock lock{mutex_};
    // One in doubt at a crash is found in the journal at the start, or is not shown.
    if (!committed_.contains(sale.sale.id) && !in_doubt_.contains(sale.sale.id)) complain("a receipt of sale " + sale.sale.id + " was printed, which was not committed");
    paper_.push_back({sale.sale.id, copy});
  };
  hands.list_sales = [this] { running_->sales->list(); };
  hands.find_sale = [this](till::FindSale effect) { running_->sales->find(std::move(effect)); };
  hands.ask_returns = [this](till::AskReturns effect) { running_->shell.happened(till::ReturnsNotAnswered{effect.sale}); };
  hands.reserve_quota = [this](till::ReserveQuota effect) { running_->shell.happened(till::QuotaReserved{effect.reservation, "no_county", 0}); };
  hands.commit_refund = [this, &journal](till::CommitRefund effect) {
    {
      const std::scoped_lock lock{mutex_};
      given_back_.insert(effect.refund.id);
    }
    journal.give_back(std::move(effect));
  };
  hands.print_refund = [this](const till::GivenBack& back, const core::CounterInfo&) {
    const std::scoped_lock lock{mutex_};
    paper_.push_back({back.refund.id, 0});
    if (!handed_out_.emplace(back.refund.id, back.refund.total.in_fen()).second) complain("return " + back.refund.id + " was shown as new twice");
  };
  // Settings go with the program: one large type would stay for the whole run. And no secret is kept: the monkey would
  // not know its own any more.
  hands.keep_secret = [this](const till::KeepSecret&) {
    running_->shell.happened(till::SecretNotKept{{core::Errc::disk_full, "", ""}});
  };
  hands.pan = [this] { return pan_.pan(); };
  hands.take_weight = [this] {
    const till::WeightTaken given = pan_.take();
    const std::scoped_lock lock{mutex_};
    if (pan_.times_sold() > 1) complain("what lies on the scale was sold twice");
    return given;
  };
  hands.ask_shifts = [&journal](till::AskShifts effect) { journal.ask_shifts(std::move(effect)); };
  hands.record = [&journal](till::Record effect) { journal.record(std::move(effect)); };
  hands.sound = [](bool) {};
  return hands;
}

void Counter::happened(const app::EventLog::Event& event) {
  if (event.event != "sale.committed" && event.event != "sale.shown") return;
  const std::string sale{event.sale};
  const std::scoped_lock lock{mutex_};
  if (event.event == "sale.committed") {
    committed_.insert(sale);
    return;
  }
  std::int64_t total_fen = 0;  // this event comes in the screen's thread
  const core::Sale& last = running_->shell.till().last->sale;
  for (const core::SaleLine& line : last.lines) total_fen += own_line_fen(line.facts);
  if (total_fen != last.total.in_fen())
    complain("sale " + sale + " is shown with " + std::to_string(last.total.in_fen()) + " fen, its lines are " + std::to_string(total_fen));
  if (last.id != sale) complain("sale " + sale + " is said to be shown, and " + last.id + " is");
  if (!shown_.emplace(sale, Shown{event.seq, total_fen}).second) complain("sale " + sale + " was shown as new twice");
}

void Counter::complain(std::string sentence) {
  if (trouble_.empty()) trouble_ = std::move(sentence);
}

void Counter::in_screen(const std::function<void(app::Shell&)>& task) {
  app::Shell& shell = running_->shell;
  if (!shell.post_and_wait([&] { task(shell); })) throw Trouble{"the screen's thread has ended"};
  const std::scoped_lock lock{mutex_};
  if (!trouble_.empty()) throw Trouble{trouble_};
}

void Counter::happened_to_till(till::Event event) { running_->shell.happened(std::move(event)); }

void Counter::rest() {
  using namespace std::chrono;
  const auto until = steady_clock::now() + seconds{30};
  for (int quiet = 0; quiet < 2;) {
    bool ready = false;
    in_screen([&](app::Shell& shell) { ready = shell.till().state != till::State::starting; });
    if (ready && running_->activity.at_rest()) {
      ++quiet;
      continue;
    }
    quiet = 0;
    if (steady_clock::now() > until) throw Trouble{"the terminal does not come to rest within 30 s"};
    std::this_thread::yield();
  }
}

void Counter::time_passes(std::int64_t ms) {
  clock_.advance(ms);
  running_->sync->wake();
  in_screen([](app::Shell& shell) { shell.feed(till::Ticked{}); });
}

std::vector<Counter::Paper> Counter::take_asked_paper() {
  const std::scoped_lock lock{mutex_};
  return std::exchange(paper_, {});
}

std::map<std::string, Shown> Counter::shown() {
  const std::scoped_lock lock{mutex_};
  return shown_;
}

std::set<std::string> Counter::in_doubt() {
  const std::scoped_lock lock{mutex_};
  return in_doubt_;
}

std::set<std::string> Counter::given_back() {
  const std::scoped_lock lock{mutex_};
  return given_back_;
}

std::map<std::string, std::int64_t> Counter::handed_out() {
  const std::scoped_lock lock{mutex_};
  return handed_out_;
}

std::set<std::string> Counter::committed() {
  const std::scoped_lock lock{mutex_};
  return committed_;
}

}  // namespace zhuangui::monkey
