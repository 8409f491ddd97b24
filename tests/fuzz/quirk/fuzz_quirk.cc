// Quirk files: data that people write by hand and hand around.
#include "device/choice.h"
#include "device/quirk.h"
#include "fuzz_target.h"

namespace zhuangui::fuzz {

std::vector<std::string> seeds() {
  return {"# seen on the bench\n[USB\\VID_0416&PID_5011]\r\nName = Zjiang ZJ-58\nDriver = escpos\nProfile = zjiang-58\n"
          "[USB\\VID_0416&PID_5011&REV_0200]\nDriver = escpos\nFlags = no-reattach\n",
          "[USB\\VID_0C2E&PID_0B8F]\nName = 扫码枪\nDriver = hid-pos\nFlags = honeywell-switch-on, code-id,text-gbk\n",
          "[USB\\VID_FFFF&PID_0035]\nDriver = card-reader\nFlags = no-leds,no-boot-protocol,alt-gbk\n; end\n", "", "\n\n\n"};
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
  // The same words as a setting of the counter.
  if (const auto choice = device::parse_choice(text, text, text); !choice)
    fuzz::require(!choice.error().cause.empty() && choice.error().cause.size() < 1024, "a refused choice says why");
  return 0;
}
