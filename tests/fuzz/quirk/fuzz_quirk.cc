// Quirk files and the profiles of customer displays: data that people write by hand and hand around.
#include "device/choice.h"
#include "device/quirk.h"
#include "display/render.h"
#include "fuzz_target.h"

namespace zhuangui::fuzz {

namespace {

void read_as_display(std::string_view text) {
  const auto profile = display::parse_profile("f", text, "f.ini");
  if (!profile) {
    require(profile.error().cause.starts_with("f.ini") && profile.error().cause.size() < 1024, "an error names the file");
    return require(!profile.error().remedy.empty(), "an error has a remedy");
  }
  display::Content content{.upper = {"巫溪核桃 500 g 特级", "1234567.90", "ITEM"}, .lower = {"TOTAL", "99", {}}, .lamp = display::Lamp::total};
  for (const std::int64_t fen : {std::int64_t{0}, std::int64_t{-12'34}, std::int64_t{9'999'999'999}}) {
    content.digits_fen = fen;
    const display::Rendered rendered = display::render(*profile, content);
    require(rendered.bytes.size() <= profile->show.size() * 64, "what is sent is bounded by the profile");
    require(rendered.replaced >= 0, "characters are counted");
  }
}

}  // namespace

std::vector<std::string> seeds() {
  return {"# seen on the bench\n[USB\\VID_0416&PID_5011]\r\nName = Zjiang ZJ-58\nDriver = escpos\nProfile = zjiang-58\n"
          "[USB\\VID_0416&PID_5011&REV_0200]\nDriver = escpos\nFlags = no-reattach\nSameCodePauseMs = 1500\n",
          "[USB\\VID_0C2E&PID_0B8F]\nName = 扫码枪\nDriver = hid-pos\nFlags = honeywell-switch-on, code-id,text-gbk\n",
          "[USB\\VID_FFFF&PID_0035]\nDriver = card-reader\nFlags = no-leds,no-boot-protocol,alt-gbk\n; end\n",
          "model = LED8N\nsource = S (unv)\nbaud = 2400\ncolumns = 8\ncharset = gbk\ninit = 1B 40\n"
          "show = 1B 73 lamp 1B 51 41 digits 0D upper lower\nlamp.off = 30\nlamp.total = 32\n",
          "", "\n\n\n"};
}

}  // namespace zhuangui::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace zhuangui;
  const std::string_view text = fuzz::text_of(data, size);
  device::QuirkTable table;
  const auto added = table.add(text, "counter.quirk");
  if (!added) {
    fuzz::require(added.error().cause.starts_with("counter.quirk:"), "an error names the file");
    fuzz::require(!added.error().remedy.empty() && added.error().cause.size() < 1024, "an error is a sentence with a remedy");
    fuzz::require(table.all().empty(), "a file with a fault changes nothing");
  }
  for (const device::Quirk& quirk : table.all()) {
    fuzz::require(!quirk.driver.empty(), "every model has its driver");
    device::DeviceInfo info;
    info.vendor_id = quirk.vendor_id;
    info.product_id = quirk.product_id;
    info.revision = quirk.revision.value_or(0);
    const device::Quirk* found = table.find(info);
    fuzz::require(found && found->vendor_id == quirk.vendor_id && found->product_id == quirk.product_id, "a model is found again");
    for (const std::string& flag : quirk.flags) fuzz::require(quirk.has(flag), "a model has its flags");
  }
  if (added) fuzz::require(!table.add(text, "again.quirk") || table.all().empty(), "a model stands in one file only");
  fuzz::read_as_display(text);
  // The same words as a setting of the counter.
  if (const auto choice = device::parse_choice(text, text, text); !choice)
    fuzz::require(!choice.error().cause.empty() && choice.error().cause.size() < 1024, "a refused choice says why");
  return 0;
}
