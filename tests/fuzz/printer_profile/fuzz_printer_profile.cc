// A printer profile: a file that people write by hand for a model nobody has seen before.
#include "fuzz_target.h"
#include "printer/encode.h"
#include "printer/profile.h"

namespace zhuangui::fuzz {

std::vector<std::string> seeds() {
  const std::string good =
      "# a comment\nmodel = X\nsource = Y\ndots = 384\ncolumns = 32\ncharset = gb2312\nchinese_mode = fs\n"
      "chinese_size = gs_fs\ncutter = none\nfeed_before_cut_dots = 120\npicture_rows_max = 24\nqr = raster\n"
      "barcode = gs_k\nstatus = eot\nport_status = no\nfence = gs_r\nclearing = none\ndrawer = pin5\n";
  return {"", good, good + "usb = 0416:5011 6868:0200\n", good + "dots = 384\n", "dots = 99999999999999999999\n"};
}

}  // namespace zhuangui::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace zhuangui;
  const auto profile = printer::parse_profile("odd", fuzz::text_of(data, size), "odd.ini");
  if (!profile) {
    fuzz::require(!profile.error().cause.empty() && !profile.error().remedy.empty(), "a refusal says what is wrong and what to do");
    fuzz::require(profile.error().cause.find("odd.ini") != std::string::npos, "an error names the file");
    fuzz::require(profile.error().cause.size() < 4096, "an error's cause is a sentence and not the input");
    return 0;
  }
  fuzz::require(profile->dots >= profile->columns * 8, "a character has room");
  // Whatever a file says, what is made under it is bounded and begins as a job begins.
  printer::Rasteriser rasteriser;
  rasteriser.line = [](const device::TextLine&, int dots, int) {
    return device::Picture{dots, 1, std::vector<std::uint8_t>(static_cast<std::size_t>(dots + 7) / 8)};
  };
  rasteriser.qr = [](const device::QrCode&) { return device::Picture{8, 1, {0xFF}}; };
  const device::PrintJob job{7, {device::TextLine{"￥㛃", device::Align::centre, true, 2, 2}, device::QrCode{"ZG1", 5},
                                 device::Barcode{device::BarcodeKind::code128, "1604", 80, 2},
                                 device::Picture{9, 300, std::vector<std::uint8_t>(600, 0x10)}, device::Cut{}, device::DrawerPulse{}}};
  const auto bytes = printer::encode(job, *profile, rasteriser);
  fuzz::require(bytes.has_value(), "a job of every kind goes out under every profile");
  fuzz::require(bytes->size() > 600 && bytes->size() < 8'192, "it is neither cut short nor without bound");
  return 0;
}
