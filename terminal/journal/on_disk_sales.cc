// Carts, sales and their receipts.
#include "on_disk.h"
#include "place.h"

namespace zhuangui::journal {
namespace {

tl::unexpected<core::Error> other_content(std::string_view id) {
  return core::fail(Errc::conflict, "commit " + std::string(id) + ": it is in the journal with other content",
                    "stop selling on this terminal and call the county office");
}

// An entry's body as it was given: without the mark that only the journal adds.
bool is_body(std::string_view stored, std::string_view given) {
  if (stored == given) return true;
  constexpr std::string_view mark = ",\"clock_doubtful\":true}";
  return stored.ends_with(mark) && given.ends_with('}') &&
         stored.substr(0, stored.size() - mark.size()) == given.substr(0, given.size() - 1);
}

Result<std::int64_t> first_integer(Rows rows) {
  const auto found = rows.next();
  if (!found) return tl::unexpected(found.error());
  const std::int64_t answer = *found ? rows.integer(0) : 0;
  while (true) {
    const auto more = rows.next();
    if (!more) return tl::unexpected(more.error());
    if (!*more) return answer;
  }
}

}  // namespace

Result<std::optional<Committed>> OnDisk::find_written(Statement& find, std::string_view id, contract::EntryFields* fields) {
  using Answer = std::optional<Committed>;
  const auto place = first_integer(find.rows(id));
  if (!place) return tl::unexpected(place.error());
  if (*place == 0) return Answer{};
  Rows rows = statements_.read_entry.rows(*place);
  const auto found = rows.next();
  if (!found) return tl::unexpected(found.error());
  Committed committed{.epoch = epoch_of(*place), .seq = seq_of(*place), .already_written = true};
  auto read = *found ? contract::decode_payload(rows.bytes(1)) : contract::decode_payload("");
  if (!read || !rows.array(0, committed.hash))
    return core::fail(Errc::corrupt, "read " + std::string(id) + ": its entry is gone or damaged",
                      "run zhuanguictl journal verify and call the county office");
  committed.business_day = read->business_day;
  if (fields) *fields = std::move(*read);
  return Answer{committed};
}

// A change of nothing is written all the same: its frames begin where those of the failed commit do, and without the
// first of them the others are not a commit any more.
Result<void> OnDisk::end_the_log() {
  if (!log_goes_on_) return {};
  return transact<void>([&]() -> Result<void> {
    static constexpr std::string_view nobody = "-";
    if (auto put = statements_.put_cart.run(nobody, ""); !put) return put;
    return statements_.drop_cart.run(nobody);
  });
}

// Opening anew moves what the log holds into the database and syncs that: what is found now is on the disk. What is not
// found must not come up later: people are told that it does not stand.
Result<Committed> OnDisk::look_again(Statement Statements::*find, std::string_view id, const core::Error& error) {
  auto found = ready().and_then([&] { return find_written(statements_.*find, id, nullptr); });
  if (found && !*found)
    if (const auto ended = end_the_log(); !ended) found = tl::unexpected(ended.error());
  doubtful_ = found ? std::string_view{} : id;
  if (found && *found) return **found;
  if (found) return tl::unexpected(error);
  if (found.error().code == Errc::corrupt) return tl::unexpected(found.error());
  return core::fail(Errc::unknown_outcome, error.cause + "; whether it is there all the same: " + found.error().cause,
                    "commit the very same again; if that goes on, stop selling and call the county office");
}

Result<Committed> OnDisk::write_once(Statement& find, std::string_view id, std::string_view kind, std::int64_t version,
                                     std::string body, const Moment& at, bool print) {
  contract::EntryFields stored;
  const auto earlier = find_written(find, id, &stored);
  if (!earlier) return tl::unexpected(earlier.error());
  if (*earlier) {
    if (!is_body(stored.body, body)) return other_content(id);
    return **earlier;
  }
  if (auto turned = turn_day(at); !turned) return tl::unexpected(turned.error());
  auto committed = append_entry(kind, version, std::move(body), at);
  if (!committed || !print) return committed;
  const auto job = first_integer(statements_.insert_print_job.rows(id, 0));
  if (!job) return tl::unexpected(job.error());
  committed->print_job = *job;
  return committed;
}

Result<Committed> OnDisk::commit_sale(const core::Sale& sale, const Moment& at, bool print) {
  const auto answer = transact<Committed>([&]() -> Result<Committed> {
    auto committed = write_once(statements_.find_sale, sale.id, core::kind::sale_completed, core::sale_version,
                                core::sale_body(sale), at, print);
    if (!committed || committed->already_written) return committed;
    // Another cart can only be one whose clearing failed on a bad disk, with nothing saved since: it must not come back.
    for (Statement* drop : {&statements_.drop_cart, &statements_.drop_other_carts, &statements_.drop_parked})
      if (auto dropped = drop->run(sale.id); !dropped) return tl::unexpected(dropped.error());
    return committed;
  });
  if (!answer && (in_doubt_ || doubtful_ == sale.id)) return look_again(&Statements::find_sale, sale.id, answer.error());
  return answer;
}

Result<void> OnDisk::must_be_unsold(std::string_view sale, const char* act) {
  const auto sold = first_integer(statements_.find_sale.rows(sale));
  if (!sold) return tl::unexpected(sold.error());
  if (*sold == 0) return {};
  return core::fail(Errc::conflict, std::string(act) + " cart " + std::string(sale) + ": it is sold already",
                    "begin a new cart");
}

Result<Committed> OnDisk::abandon_cart(const core::Cart& cart, std::string_view reason, const Moment& at) {
  return transact<Committed>([&]() -> Result<Committed> {
    if (auto open = must_be_unsold(cart.sale, "clear"); !open) return tl::unexpected(open.error());
    auto committed = append_entry(core::kind::cart_abandoned, 1, core::cart_abandoned_body(cart, reason), at);
    if (!committed) return committed;
    for (Statement* drop : {&statements_.drop_cart, &statements_.drop_parked})
      if (auto dropped = drop->run(cart.sale); !dropped) return tl::unexpected(dropped.error());
    return committed;
  });
}

Result<void> OnDisk::save_cart(const core::Cart& cart, std::int64_t next_sale_number) {
  return transact<void>([&]() -> Result<void> {
    Result<void> done = must_be_unsold(cart.sale, "keep");
    if (!done) return done;
    if (cart.lines.empty() && cart.removed.empty()) {
      done = statements_.drop_cart.run(cart.sale);
    } else {
      done = statements_.put_cart.run(cart.sale, core::cart_json(cart));
    }
    if (done) done = statements_.drop_other_carts.run(cart.sale);
    if (done) done = statements_.drop_parked.run(cart.sale);
    if (done && chain_.epoch != 0) done = statements_.put_number.run(chain_.epoch, next_sale_number);
    return done;
  });
}

Result<void> OnDisk::park_cart(const core::ParkedCart& parked, std::int64_t next_sale_number) {
  return transact<void>([&]() -> Result<void> {
    Result<void> done = must_be_unsold(parked.cart.sale, "park");
    if (!done) return done;
    auto put = database_.prepare(
        "INSERT INTO parked_carts VALUES (?1, ?2, ?3, ?4, ?5) "
        "ON CONFLICT DO UPDATE SET number = ?2, parked_at = ?3, reason = ?4, content = ?5");
    if (!put) return tl::unexpected(put.error());
    done = put->run(parked.cart.sale, parked.number, parked.parked_at.utc_ms,
                    std::string_view{core::park_reason_name(parked.reason)}, core::cart_json(parked.cart));
    if (done) done = statements_.drop_cart.run(parked.cart.sale);
    if (done && chain_.epoch != 0) done = statements_.put_number.run(chain_.epoch, next_sale_number);
    return done;
  });
}

Result<PrintJobRow> OnDisk::reprint(std::string_view sale, const Moment& at) {
  return transact<PrintJobRow>([&]() -> Result<PrintJobRow> {
    const auto place = first_integer(statements_.find_sale.rows(sale));
    if (!place) return tl::unexpected(place.error());
    if (*place == 0)
      return core::fail(Errc::not_found, "reprint " + std::string(sale) + ": there is no such sale",
                        "look for its number with zhuanguictl sale list");
    auto copies = database_.prepare("SELECT max(copy) FROM print_jobs WHERE sale = ?1");
    if (!copies) return tl::unexpected(copies.error());
    const auto latest = first_integer(copies->rows(sale));
    if (!latest) return tl::unexpected(latest.error());
    PrintJobRow row{.sale = std::string(sale), .copy = static_cast<int>(*latest + 1), .state = "queued"};
    const auto committed =
        append_entry(core::kind::receipt_reprinted, 1, core::receipt_reprinted_body(sale, row.copy), at);
    if (!committed) return tl::unexpected(committed.error());
    const auto number = first_integer(statements_.insert_print_job.rows(sale, row.copy));
    if (!number) return tl::unexpected(number.error());
    row.number = *number;
    return row;
  });
}

Result<void> OnDisk::update_print_job(const PrintJobRow& row) {
  return transact<void>([&]() -> Result<void> {
    auto update = database_.prepare(
        "UPDATE print_jobs SET state = ?2, bytes = ?3, bytes_sent = ?4, trouble = ?5 WHERE number = ?1 RETURNING "
        "number");
    if (!update) return tl::unexpected(update.error());
    const auto changed = first_integer(
        update->rows(row.number, row.state, Blob{row.bytes.data(), row.bytes.size()}, row.bytes_sent, row.trouble));
    if (!changed) return tl::unexpected(changed.error());
    if (*changed == 0)
      return core::fail(Errc::not_found, "keep print job " + std::to_string(row.number) + ": there is none",
                        "report this");
    // Each job pushes one other out; some more are looked at, for numbers whose end was never written.
    auto trim = database_.prepare(
        "UPDATE print_jobs SET bytes = x'' WHERE number BETWEEN ?1 - 50 AND ?1 AND length(bytes) > 0");
    if (!trim) return tl::unexpected(trim.error());
    return trim->run(row.number - print_bytes_kept);
  });
}

}  // namespace zhuangui::journal
