// What a printer sends back, cut into answers. The bytes come from a device, which may send anything in any pieces.
#include <algorithm>

#include "fuzz_target.h"
#include "printer/device_id.h"
#include "printer/status.h"

namespace zhuangui::fuzz {

// The examples of Epson's guide: DLE EOT, ASB, GS ( H, GS I, and two answers in one packet.
std::vector<std::string> seeds() {
  return {"\x12", "\x1A\x32\x72", std::string("\x18\x00\x0C\x00", 4), std::string("\x38\x00\x0F\x0F\x37\x22" "0042\x00", 11),
          std::string("\x5F" "TM-T88III\x00\x16", 12), std::string("\x00\x03\x0C\x11\x13\xFF", 6),
          std::string("\x00\x32", 2) + "MFG:EPSON;CMD:ESC/POS;MDL:TM-T20III;CLS:PRINTER;", "MANUFACTURER:Printer;MODEL:POS-80;COMMAND SET:EPSON,TSPL;1"};
}

}  // namespace zhuangui::fuzz

namespace {

using namespace zhuangui;

constexpr const char* all_shown =
    " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";

bool same(const printer::Answer& one, const printer::Answer& other) {
  if (one.index() != other.index()) return false;
  if (const auto* answer = std::get_if<printer::RealTimeAnswer>(&one))
    return answer->value == std::get<printer::RealTimeAnswer>(other).value;
  if (const auto* answer = std::get_if<printer::AutomaticStatus>(&one))
    return answer->bytes == std::get<printer::AutomaticStatus>(other).bytes;
  if (const auto* answer = std::get_if<printer::PaperAnswer>(&one))
    return answer->value == std::get<printer::PaperAnswer>(other).value;
  const auto& block = std::get<printer::Block>(one);
  return block.id == std::get<printer::Block>(other).id && block.data == std::get<printer::Block>(other).data;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = std::as_bytes(std::span{data, size});
  printer::AnswerParser at_once, in_pieces;
  const std::vector<printer::Answer> answers = at_once.feed(bytes);
  std::vector<printer::Answer> collected;
  for (const std::byte one : bytes)
    for (printer::Answer& answer : in_pieces.feed(std::span{&one, 1})) collected.push_back(std::move(answer));
  fuzz::require(answers.size() <= size, "an answer has a byte at least");
  fuzz::require(answers.size() == collected.size(), "it does not matter in which packets the bytes come");
  printer::Status status;
  for (std::size_t at = 0; at < answers.size(); ++at) {
    fuzz::require(same(answers[at], collected[at]), "it does not matter in which packets the bytes come");
    if (const auto* real_time = std::get_if<printer::RealTimeAnswer>(&answers[at]))
      for (int question = 0; question < 6; ++question) printer::apply_real_time(status, question, real_time->value);
    if (const auto* automatic = std::get_if<printer::AutomaticStatus>(&answers[at])) status = printer::from_automatic(automatic->bytes);
    if (const auto* paper = std::get_if<printer::PaperAnswer>(&answers[at])) printer::apply_paper(status, paper->value);
    if (const auto* block = std::get_if<printer::Block>(&answers[at]))
      fuzz::require(block->data.size() <= printer::AnswerParser::block_bytes_max, "a block is bounded");
  }
  for (std::size_t at = 0; at < size; ++at) status = printer::from_port(data[at]);
  const printer::DeviceId id = printer::parse_device_id(bytes);
  const auto is_shown = [](const std::string& text) {
    return text.size() <= 126 && text.find_first_not_of(all_shown) == std::string::npos;
  };
  fuzz::require(is_shown(id.maker) && is_shown(id.model) && is_shown(id.description), "what a printer calls itself can be shown anywhere");
  fuzz::require(id.languages.size() <= 16 && std::all_of(id.languages.begin(), id.languages.end(), is_shown), "as can its languages");
  fuzz::require(id.is_empty() || size > 4, "there is a key, a colon and a value at least");
  return 0;
}
