#include <iostream>

#include "barcode/code.h"
#include "contract/release.h"
#include "core/catalogue.h"
#include "ctl/commands.h"
#include "ctl/context.h"
#include "ctl/device_assets.h"
#include "printer/encode.h"
#include "receipt/layout.h"
#include "receipt/render.h"

namespace zhuangui::app {

namespace {

using core::Errc;
using core::Result;

/// What the paper says, and what was printed of it so far.
struct Found {
  receipt::ReceiptFacts facts;
  std::optional<journal::PrintJobRow> original;
  int copies = 0;  ///< reprints so far
};

Result<Found> find(journal::Reader& reader, const std::string& id) {
  journal::SaleRow row;
  auto sale = reader.sale(id, &row);
  if (!sale) return tl::unexpected(sale.error());
  if (!*sale) return core::fail(Errc::not_found, "there is no sale " + id + " in this journal", "see zhuanguictl sale list");
  const auto status = reader.status();
  if (!status) return tl::unexpected(status.error());
  const auto offset_ms = reader.clock_offset_at(row.epoch, row.seq);
  if (!offset_ms) return tl::unexpected(offset_ms.error());
  const auto counter = counter_of(reader);
  if (!counter) return tl::unexpected(counter.error());
  const auto entry = reader.entries(row.epoch, row.seq, 1, 1);
  if (!entry) return tl::unexpected(entry.error());
  if (entry->empty()) return core::fail(Errc::corrupt, "the entry of sale " + id + " is gone", "run zhuanguictl journal verify");

  Found found;
  found.facts.sale = std::move(**sale);
  found.facts.counter = *counter;
  found.facts.terminal = status->terminal;
  found.facts.training = status->training;
  found.facts.sold_at = {row.at + *offset_ms};
  found.facts.seq = row.seq;
  found.facts.hash_prefix_hex = contract::to_hex(entry->front().hash.data(), 8);
  found.facts.qr_text = barcode::receipt_code_text(found.facts.sale.id, row.seq, found.facts.hash_prefix_hex);
  for (int copy = 0;; ++copy) {
    auto job = reader.print_job(id, copy);
    if (!job) return tl::unexpected(job.error());
    if (!*job) break;
    if (copy == 0) found.original = std::move(**job);
    found.copies = copy;
  }
  return found;
}

Result<printer::Profile> profile_of(const std::string& name) {
  const auto assets = load_device_assets();
  if (!assets) return tl::unexpected(assets.error());
  return named_profile(*assets, name);
}

Result<std::string> encoded(const device::PrintJob& job, const printer::Profile& profile) {
  const auto font = receipt::Font::open();
  if (!font) return tl::unexpected(font.error());
  printer::Rasteriser rasteriser;
  rasteriser.qr = &receipt::draw_qr;
  rasteriser.line = [&font](const device::TextLine& line, int dots, int columns) { return (*font)->draw_line(line, dots, columns); };
  const auto bytes = printer::encode(job, profile, rasteriser);
  if (!bytes) return tl::unexpected(as_core_error(bytes.error()));
  return std::string(reinterpret_cast<const char*>(bytes->data()), bytes->size());
}

/// The bytes for the printer: of the original those that are kept, never others.
Result<std::string> escpos_bytes(const ReceiptAsked& asked, const Found& found, const device::PrintJob& job, const printer::Profile& profile) {
  if (asked.as != "original") return encoded(job, profile);
  if (found.original && !found.original->bytes.empty()) return found.original->bytes;
  return core::fail(Errc::not_found, "no receipt was sent to a printer for sale " + asked.sale, "take --as reprint to see what a copy would be");
}

Result<void> write_png(const std::string& file, const device::PrintJob& job, const receipt::Paper& paper) {
  const auto font = receipt::Font::open();
  if (!font) return tl::unexpected(font.error());
  const auto png = receipt::png_bytes((*font)->draw_job(job, paper));
  return write_file(file, {reinterpret_cast<const char*>(png.data()), png.size()});
}

Result<void> show(const Context& context, const ReceiptAsked& asked) {
  const auto reader = context.reader();
  if (!reader) return tl::unexpected(reader.error());
  auto found = find(**reader, asked.sale);
  if (!found) return tl::unexpected(found.error());
  const auto profile = profile_of(asked.profile);
  if (!profile) return tl::unexpected(profile.error());
  const receipt::Paper paper{profile->columns, profile->dots};
  if (asked.as == "gift") found->facts.kind = receipt::SlipKind::gift;
  if (asked.as == "delivery") found->facts.kind = receipt::SlipKind::delivery;
  if (asked.as == "reprint") found->facts.copy = found->copies + 1;
  const device::PrintJob job = receipt::lay_out(found->facts, paper, found->original ? found->original->number : 1);
  if (!asked.escpos_file.empty()) {
    const auto bytes = escpos_bytes(asked, *found, job, *profile);
    if (!bytes) return tl::unexpected(bytes.error());
    if (auto written = write_file(asked.escpos_file, *bytes); !written) return written;
  }
  if (!asked.png_file.empty())
    if (auto written = write_png(asked.png_file, job, paper); !written) return written;
  if (asked.text) std::cout << receipt::render_text(job, paper);
  return {};
}

}  // namespace

void run_receipt(Context& context, const ReceiptAsked& given) {
  ReceiptAsked asked = given;
  if (asked.escpos_file.empty() && asked.png_file.empty()) asked.text = true;
  const auto done = show(context, asked);
  if (done) return;
  const bool absent = done.error().code == Errc::not_found && done.error().cause.find(asked.sale) != std::string::npos;
  context.fail(done.error(), absent ? std::optional{exit_code::not_so} : std::nullopt);
}

}  // namespace zhuangui::app
