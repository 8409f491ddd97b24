#include "startup.h"

#include "contract/release.h"
#include "left_receipts.h"
#include "ui/pictures.h"

namespace zhuangui::app {
namespace {

till::ReceiptState state_of(const journal::PrintJobRow& row) {
  if (row.state == "confirmed") return till::ReceiptState::printed;
  if (row.state == "failed") return till::ReceiptState::trouble;
  return till::ReceiptState::unconfirmed;
}

std::optional<till::Completed> last_sale(journal::Reader& reader, std::int64_t offset_ms) {
  const auto row = reader.last_sale();
  if (!row || !*row) return std::nullopt;
  journal::SaleRow facts;
  const auto sale = reader.sale((*row)->sale, &facts);
  const auto entry = reader.entries((*row)->epoch, (*row)->seq, 1, 1);
  if (!sale || !*sale || !entry || entry->empty()) return std::nullopt;
  till::Completed last;
  last.sale = **sale;
  last.seq = (*row)->seq;
  last.hash_prefix_hex = contract::to_hex(entry->front().hash.data(), 8);
  last.at = core::WallTime{(*row)->at + offset_ms};
  last.receipt = till::ReceiptState::unconfirmed;
  for (int copy = 0;; ++copy) {
    const auto job = reader.print_job((*row)->sale, copy);
    if (!job || !*job) break;
    last.copies = copy;
    last.receipt = state_of(**job);
    last.receipt_trouble = (*job)->trouble;
  }
  return last;
}

core::Settings settings_in_force(journal::Reader& reader, const core::Settings& usual) {
  const auto kept = reader.kept_value(kept_settings);
  if (!kept || kept->empty()) return usual;
  return core::parse_settings(*kept, usual).value_or(usual);
}

core::Result<core::PriceRules> read_promotions(std::string_view section, const core::Catalogue& catalogue) {
  if (section.empty()) return core::PriceRules::fitting({}, catalogue);
  auto promotions = core::parse_promotions_section(section);
  if (!promotions) return tl::unexpected(promotions.error());
  return core::PriceRules::fitting(std::move(*promotions), catalogue);
}

// A list that is there, in `into`; where the release has none, null.
template <class List>
core::Result<void> read_list(const journal::KeptRelease& release, std::string_view name, core::Result<List> (*parse)(std::string_view),
                             std::shared_ptr<const List>& into) {
  for (const auto& [section, bytes] : release.sections) {
    if (section != name) continue;
    auto read = parse(bytes);
    if (!read) return tl::unexpected(read.error());
    into = std::make_shared<const List>(std::move(*read));
  }
  return {};
}

// Money is no matter of guessing: one that cannot be read keeps the whole release back.
core::Result<till::PaymentLists> read_payment_lists(const journal::KeptRelease& release) {
  till::PaymentLists lists;
  std::shared_ptr<const core::CounterSettings> settings;
  if (auto done = read_list(release, "settings", &core::parse_settings_section, settings); !done) return tl::unexpected(done.error());
  if (auto done = read_list(release, "holders", &core::parse_holders_section, lists.holders); !done) return tl::unexpected(done.error());
  if (auto done = read_list(release, "quotas", &core::parse_quotas_section, lists.quotas); !done) return tl::unexpected(done.error());
  if (auto done = read_list(release, "orders", &core::parse_orders_section, lists.orders); !done) return tl::unexpected(done.error());
  if (auto done = read_list(release, "pickups", &core::parse_pickups_section, lists.pickups); !done) return tl::unexpected(done.error());
  if (settings) lists.settings = *settings;
  return lists;
}

}  // namespace

core::Result<Identity> load_identity(const std::string& directory) {
  auto enrolment = journal::load_enrolment(directory);
  if (!enrolment) return tl::unexpected(enrolment.error());
  auto key = contract::load_key(journal::key_path(directory));
  if (!key) return tl::unexpected(key.error());
  if (key->public_key() != enrolment->terminal_key)
    return core::fail(core::Errc::conflict, "open " + directory + ": the key file " + journal::key_path(directory) + " is of another terminal",
                      "bring back the key file of terminal " + enrolment->terminal + ", or enrol this terminal anew");
  return Identity{std::move(*enrolment), std::move(*key)};
}

core::Result<Goods> read_goods(const journal::KeptRelease& release) {
  const auto manifest = contract::parse_manifest(release.manifest.text);
  if (!manifest) return tl::unexpected(manifest.error());
  std::string_view products, prices, counter, pictures, promotions;
  for (const auto& [name, bytes] : release.sections) {
    if (name == "products") products = bytes;
    if (name == "prices") prices = bytes;
    if (name == "counter") counter = bytes;
    if (name == "pictures") pictures = bytes;
    if (name == "promotions") promotions = bytes;
  }
  auto info = core::parse_counter_section(counter);
  if (!info) return tl::unexpected(info.error());
  std::shared_ptr<const core::StaffList> staff;  // who may what is no matter of guessing: the lists before stay in force
  if (auto done = read_list(release, "staff", &core::parse_staff_section, staff); !done) return tl::unexpected(done.error());
  auto catalogue = core::Catalogue::from_sections(manifest->version, products, prices, info->id);
  if (!catalogue) return tl::unexpected(catalogue.error());
  auto rules = read_promotions(promotions, *catalogue);
  if (!rules) return tl::unexpected(rules.error());
  auto payment = read_payment_lists(release);
  if (!payment) return tl::unexpected(payment.error());
  // Goods are sold without pictures too: one that is damaged keeps no list back.
  auto book = core::PictureBook::parse(std::string{pictures});
  return Goods{.catalogue = std::make_shared<const core::Catalogue>(std::move(*catalogue)),
               .rules = std::make_shared<const core::PriceRules>(std::move(*rules)),
               .counter = std::move(*info),
               .staff = std::move(staff),
               .payment = std::move(*payment),
               .pictures = std::make_shared<const core::PictureBook>(book ? std::move(*book) : core::PictureBook{})};
}

void show_goods(Shell& shell, Goods goods) {
  shell.post([&shell, goods = std::move(goods)] {
    shell.surroundings().counter = goods.counter;
    if (const auto& shelf = shell.screen().pictures()) shelf->replace(goods.pictures);  // a screen may be without one
    shell.feed(till::CatalogueReplaced{goods.catalogue, goods.rules});
    shell.feed(till::PaymentListsReplaced{goods.payment});
    shell.feed(till::StaffReplaced{goods.staff});
  });
}

core::Result<void> begin(const Beginning& beginning, const journal::Found& found, JournalWorker& journal,
                         journal::Reader& reader, SyncWorker* sync, till::Mode mode, const core::Settings& usual, ScreenLock& lock, Shell& shell) {
  const std::int64_t offset_ms = beginning.training ? beginning.clock_offset_ms : found.clock_offset_ms;
  journal.set_clock_offset(offset_ms, false);
  shell.surroundings_changed([offset = offset_ms](till::Surroundings& around) { around.clock_offset_ms = offset; });
  shell.happened(till::SettingsRead{settings_in_force(reader, usual), usual});
  shell.happened(till::ModeRead{mode});
  shell.happened(lock.read(reader));
  const auto spent = reader.drawn_on_documents();
  if (!spent) return tl::unexpected(spent.error());
  shell.happened(till::SpentRead{*spent});
  if (const auto status = reader.status(); status && status->list_confirmed_at > 0)
    shell.post([&shell, at = status->list_confirmed_at + offset_ms] { shell.list_confirmed(core::WallTime{at}); });
  std::string release_in_force = "0";
  const auto release = reader.release();
  if (release && *release) {
    if (auto goods = read_goods(**release)) {
      release_in_force = std::to_string(goods->catalogue->release());
      show_goods(shell, std::move(*goods));
    }
  }
  till::Ready ready;
  ready.terminal = beginning.identity.enrolment.terminal;
  ready.training = beginning.training;
  ready.epoch = found.epoch;
  ready.next_sale_number = found.next_sale_number;
  if (found.cart) ready.cart = *found.cart;
  ready.parked = found.parked;
  if (!found.orderly_stop) ready.last = last_sale(reader, found.clock_offset_ms);
  if (!found.orderly_stop) ready.last = last_sale(reader, offset_ms);
  settle_receipts(reader, journal);
  const std::string_view cause = found.epoch == 0 ? "enrolled" : "unclean_stop";
  const bool new_epoch = found.epoch == 0 || (!found.orderly_stop && sync != nullptr && sync->must_start_epoch(found));
  const auto started = journal.run([&](journal::Journal& open) -> core::Result<void> {
    if (new_epoch) {
      const auto epoch = open.start_epoch(cause, journal.moment());
      if (!epoch) return tl::unexpected(epoch.error());
      ready.epoch = epoch->epoch;
      ready.next_sale_number = 1;
    }
    const auto entry = open.append(core::kind::terminal_started, 1,
                                   core::terminal_started_body("zhuangui-terminal", release_in_force), journal.moment());
    if (!entry) return tl::unexpected(entry.error());
    return {};
  });
  if (!started) return started;
  shell.happened(std::move(ready));
  return {};
}

}  // namespace zhuangui::app
