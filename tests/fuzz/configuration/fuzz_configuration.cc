// The settings of a counter: a file that people write by hand.
#include "configuration.h"
#include "fuzz_target.h"

namespace zhuangui::fuzz {

std::vector<std::string> seeds() {
  return {"", "# a counter\n[printer]\nprofile = \"generic-58\"\n[screen]\nlanguage = \"en\"\n",
          "[scale]\nprofile = \"st-gs\"\nport = \"/dev/ttyUSB0\"\nbaud = 2400\ndivision_g = 2\n",
          "[scanner]\nusb = \"0c2e:0b81 1eab:0103\"\nport = \"1-1.2\"\nbaud = 9600\n[card_reader]\nserial = \"A1\"\n",
          "[sync]\nrelease_interval_s = 60\nheartbeat_interval_s = 3600\n", "[printer]\nprofile = '''\nlong'''\n",
          "[barcode]\nlabels = [\"20 FFIIIIIEEEEEWWWWWC\"]\ncheck18 = \"left\"\ncard_form = \"W26\"\n"
          "trace = [\".example.cn /q product=id lot=b\"]\n",
          "printer.profile = \"a\\u0041\"\nsync = {release_interval_s = 0x20}\n"};
}

}  // namespace zhuangui::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace zhuangui;
  const auto read = app::parse_configuration(fuzz::text_of(data, size), "counter.toml");
  if (!read) {
    fuzz::require_sentence(read.error());
    fuzz::require(read.error().cause.starts_with("counter.toml:"), "an error names the file and the line");
    return 0;
  }
  fuzz::require(read->screen.language == "zh-CN" || read->screen.language == "en", "a language is one we have");
  fuzz::require(read->scale_division_g >= 1 && read->scale_division_g <= 50, "a division is some grams");
  fuzz::require(!read->scale_baud || (*read->scale_baud >= 300 && *read->scale_baud <= 921'600), "a rate is one a line can have");
  fuzz::require(read->release_interval_ms >= 5'000 && read->release_interval_ms <= 3'600'000,
                "releases are asked for now and then");
  fuzz::require(read->heartbeat_interval_ms >= 10'000 && read->heartbeat_interval_ms <= 3'600'000,
                "the county is told now and then");
  for (const barcode::LabelLayout& layout : read->barcode.layouts)
    fuzz::require(barcode::label_layout_fault(layout).empty() && !barcode::layout_is_payments(layout), "a label's layout can be read");
  return 0;
}
