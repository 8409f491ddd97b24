#include "sabotage.h"

#include "contract/answer.h"
#include "contract/batch.h"

namespace zhuangui::sim {
namespace {

constexpr const char* some_sale = "place = (SELECT max(place) FROM entries WHERE payload LIKE '%sale.completed%')";

void at_county(Run& run, const std::string& sql) {
  if (run.county.up()) run.county.book().book.rows(sql);
}

void at_first_terminal(Run& run, const std::string& sql) {
  if (run.terminals.front()->up()) run.terminals.front()->book().book.rows(sql);
}

/// Whatever is pushed is answered as if the county had stored it; the county never hears of it.
std::optional<agent::HttpAnswer> forged_acknowledgement(const agent::HttpRequest& request) {
  if (request.method != "POST" || request.path.find("/v1/journals/") != 0) return std::nullopt;
  const auto text = contract::unpack(request.body, contract::batch_bytes_max);
  const auto batch = text ? contract::decode_batch(*text) : tl::unexpected(text.error());
  if (!batch) return std::nullopt;
  const contract::Entry& last = batch->entries.back();
  return agent::HttpAnswer{200, {}, contract::push_answer_json({"stored", "the county has them", contract::CountyHead{batch->epoch, last.seq, last.hash}, std::nullopt})};
}

/// The disk says that it synced, and the power goes.
void lying_county(Run& run) {
  run.county.disk().lie_about_syncs();
  for (std::int64_t minute = 20; minute < 24 * 60; minute += 7)
    run.world.at(minute * 60'000, [&run] {
      run.county.crash(true);
      run.county.start();
    });
}

/// As soon as something is sold, and before it is sent; between two carts, since a lost cart is another check's matter.
void lying_terminal(Run& run) {
  TerminalHost& host = *run.terminals.front();
  host.disk().lie_about_syncs();
  for (std::int64_t second = 1; second < 3'600; ++second)
    run.world.at(second * 1'000, [&run, &host] {
      if (!host.up()) return;
      if (host.book().release().first > 0) run.network.set_down(host.machine(), true);
      if (!host.memory().saved.lines.empty() || !host.memory().doubtful.empty()) return;
      if (run.model.sales().empty() || run.model.sales().back().machine != host.machine()) return;
      host.crash(true);
      host.boot_in(1'000);
    });
}

void half_a_release(Run& run) {
  at_first_terminal(run, "UPDATE sections SET bytes = replace(bytes, '第', '半第') WHERE hash = (SELECT hash FROM release_sections WHERE name = 'products')");
}

Tampering start(std::function<void(Run&)> what) { return {std::move(what), {}, {}}; }
Tampering end(std::function<void(Run&)> what) { return {{}, {}, std::move(what)}; }

}  // namespace

const std::vector<Sabotage>& sabotages() {
  static const std::vector<Sabotage> table{
      {"the network forges an acknowledged head", "nothing is marked sent that the county lacks",
       start([](Run& run) { run.network.forge = forged_acknowledgement; })},
      {"the county's disk lies about syncs and loses power", "nothing is marked sent that the county lacks", start(lying_county)},
      {"the terminal's disk lies about syncs and loses power", "each confirmed sale is in the county exactly once", start(lying_terminal)},
      {"the county loses one sale's row", "each confirmed sale is in the county exactly once",
       end([](Run& run) { at_county(run, std::string{"DELETE FROM entries WHERE "} + some_sale); })},
      {"the county counts one sale twice", "each confirmed sale is in the county exactly once",
       end([](Run& run) {
         at_county(run, std::string{"INSERT INTO entries (terminal, epoch, seq, hash, payload, received_at) SELECT terminal, epoch, seq + 100000, hash, payload, received_at FROM entries WHERE "} + some_sale);
       })},
      {"a figure of the report is one fen too high", "totals agree to the fen and the gram",
       end([](Run& run) { at_county(run, "UPDATE rollups SET gross_fen = gross_fen + 1, net_fen = net_fen + 1 WHERE product = (SELECT min(product) FROM rollups)"); })},
      {"a figure of the report is one gram too low", "totals agree to the fen and the gram",
       end([](Run& run) { at_county(run, "UPDATE rollups SET weight_g = weight_g - 1 WHERE weight_g > 0"); })},
      {"a sale counts for another day", "each confirmed sale is in the county exactly once",
       end([](Run& run) {
         at_county(run, std::string{"UPDATE entries SET payload = replace(payload, '\"business_day\":\"2026', '\"business_day\":\"2027') WHERE "} + some_sale);
       })},
      {"the county loses a return's row", "each return that was handed out is in the county, and no other",
       end([](Run& run) { at_county(run, "DELETE FROM entries WHERE place = (SELECT max(place) FROM entries WHERE payload LIKE '%\"kind\":\"return.completed%')"); })},
      {"the county loses a reprint's row", "each reprint is in the county, and no other",
       end([](Run& run) { at_county(run, "DELETE FROM entries WHERE place = (SELECT max(place) FROM entries WHERE payload LIKE '%receipt.reprinted%')"); })},
      {"a byte of an entry changes at the county", "chains verify on both sides",
       end([](Run& run) {
         at_county(run, "UPDATE entries SET payload = replace(payload, 'terminal.started', 'terminal.startes') WHERE place = (SELECT max(place) FROM entries WHERE payload LIKE '%terminal.started%')");
       })},
      {"a byte of an entry changes at the terminal", "chains verify on both sides",
       end([](Run& run) {
         at_first_terminal(run, "UPDATE entries SET payload = replace(payload, 'terminal.started', 'terminal.startes') WHERE place = (SELECT max(place) FROM entries WHERE payload LIKE '%terminal.started%')");
       })},
      {"a release is applied by halves", "a release is applied whole",
       {{}, [](Run& run) {
          run.terminals.front()->boot();
          half_a_release(run);
          run.terminals.front()->count_change();
        }, {}}},
      {"a batch is larger than it may be", "queues and batches stay within bounds", start([](Run& run) { run.batch_entries_bound = 0; })},
      {"a cable is never put back", "everything drains when the faults stop",
       start([](Run& run) { run.network.forge = [](const agent::HttpRequest&) { return agent::HttpAnswer{503, {}, ""}; }; })},
      {"entries are set aside though nobody copied a disk", "alarms tell of copied disks",
       end([](Run& run) {
         at_county(run, "INSERT INTO alarms (kind, terminal, epoch, seq, sentence, raised_at, times) VALUES ('fork', 'T-0001', 1, 1, 'made up', 1, 1)");
       })},
  };
  return table;
}

std::string reported_by(const Sabotage& sabotage, std::uint64_t seed, const std::string& base) {
  const Outcome outcome = simulate(seed, base, nullptr, sabotage.tampering);
  return outcome.violation ? outcome.violation->check : "nobody";
}

}  // namespace zhuangui::sim
