// A script: read whole before anything of it runs.
#include "fuzz_target.h"
#include "script/parse.h"

namespace zhuangui::fuzz {

std::vector<std::string> seeds() {
  return {"# a sale\nscan 6999000100107\ntap @checkout\nexpect-total 38.00\ntap @pad.ok\nexpect-state paid\n",
          "scan kbd aim=]E0 {GS}01\\x41\nscan-burst 3 20 a b\ntype 12.5\nkey Enter\nexpect-no text\n",
          "expect-notice x\nexpect-printed 核桃 # why\nexpect-no-print\nexpect-drawer 1\nexpect-unsent 0\n",
          "wait 扫码枪正常 10\nwait a\nsync-wait 30\nprinter after 3 nak 5\nscanner unplugged\nnetwork drop-reply 2\n",
          "disk write-error 3\nclock +8h\nclock set 2026-11-24T09:00:00\ncrash on-frame paid\nrestart\nsay hello\n",
          "screenshot a.png\r\ndump b\r\nreceipt c\r\ncrash after-print-bytes 7\r\n"};
}

}  // namespace zhuangui::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace zhuangui;
  const app::ScriptRules rules;
  const auto commands = app::parse_script(fuzz::text_of(data, size), "s", rules);
  if (!commands) {
    fuzz::require_sentence(commands.error(), false);
    fuzz::require(commands.error().cause.starts_with("s:"), "an error names the script and the line");
    return 0;
  }
  std::string again;
  int line = 0;
  for (const app::Command& command : *commands) {
    fuzz::require(command.line > line, "commands stand in the order of their lines");
    for (++line; line < command.line; ++line) again += '\n';
    again += command.text + '\n';
  }
  const auto back = app::parse_script(again, "s", rules);
  fuzz::require(back && back->size() == commands->size(), "a script of the lines that were read is read again");
  for (std::size_t i = 0; i < back->size(); ++i)
    fuzz::require((*back)[i].text == (*commands)[i].text && (*back)[i].line == (*commands)[i].line &&
                      (*back)[i].action.index() == (*commands)[i].action.index(),
                  "and means the same");
  return 0;
}
