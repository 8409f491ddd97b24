#include "script/parse.h"

#include <gtest/gtest.h>

#include "script/driven_terminal.h"

namespace zhuangui::app {
namespace {

ScriptRules rules() {
  return {.simulated = true, .is_key = [](std::string_view name) { return name == "Enter" || name == "+"; }};
}

/// A line as the request it becomes, or the error.
std::string told(std::string_view line) {
  const auto commands = parse_script(line, "s", rules());
  if (!commands) return commands.error().cause;
  if (commands->size() != 1) return std::to_string(commands->size()) + " commands";
  const auto* tell = std::get_if<action::Tell>(&commands->front().action);
  if (tell == nullptr) return "no request";
  return request_line(1, tell->request);
}

TEST(ScriptParser, LinesForTheTerminalBecomeRequestsOfTheControlChannel) {
  struct Case { const char* line; const char* want; };
  for (const Case& c : {
           Case{"scan 6901234567892", R"({"id":1,"do":"scan","aim":"","text":"6901234567892"})"},
           Case{"  scan kbd aim=]C1 01{GS}x  ", R"({"id":1,"do":"scan","aim":"C1","text":"01\u001dx"})"},
           Case{"scan pos aim=]E0 6901234567892", R"({"id":1,"do":"scan","mode":"pos","aim":"E0","text":"6901234567892"})"},
           Case{"scan serial 01{GS}x", R"({"id":1,"do":"scan","mode":"serial","aim":"","text":"01\u001dx"})"},
           Case{"card 161,45763", R"({"id":1,"do":"card","text":"161,45763"})"},
           Case{"scan-burst 3 20 11 22", R"({"id":1,"do":"scan_burst","interval_ms":20,"texts":["11","22","11"]})"},
           Case{"tap 去付款#2", R"({"id":1,"do":"tap","target":"去付款#2"})"},
           Case{"tap @line.0.plus # the first", R"({"id":1,"do":"tap","target":"@line.0.plus"})"},
           Case{"type 12.50", R"({"id":1,"do":"type","text":"12.50"})"},
           Case{"type http://127.0.0.1:8800/a-b", R"({"id":1,"do":"type","text":"http://127.0.0.1:8800/a-b"})"},
           Case{"key Enter", R"({"id":1,"do":"key","name":"Enter"})"},
           Case{"printer paper-out", R"({"id":1,"do":"printer","words":["paper-out"]})"},
           Case{"printer late 400", R"({"id":1,"do":"printer","words":["late","400"]})"},
           Case{"printer after 300 power-off", R"({"id":1,"do":"printer","words":["after","300","power-off"]})"},
           Case{"printer drawer-high", R"({"id":1,"do":"printer","words":["drawer-high"]})"},
           Case{"printer after 40 short 7", R"({"id":1,"do":"printer","words":["after","40","short","7"]})"},
           Case{"scanner plugged", R"({"id":1,"do":"scanner","words":["plugged"]})"},
           Case{"scanner serial broken", R"({"id":1,"do":"scanner","words":["serial","broken"]})"},
           Case{"weigh 250 moving", R"({"id":1,"do":"weigh","words":["250","moving"]})"},
           Case{"scale over", R"({"id":1,"do":"scale","words":["over"]})"},
           Case{"card-reader unplugged", R"({"id":1,"do":"card-reader","words":["unplugged"]})"},
           Case{"network drop-reply 2", R"({"id":1,"do":"network","words":["drop-reply","2"]})"},
           Case{"disk write-error 3", R"({"id":1,"do":"disk","words":["write-error","3"]})"},
           Case{"clock +8h", R"({"id":1,"do":"clock","words":["+8h"]})"},
           Case{"clock set 2026-11-24T09:00:00", R"({"id":1,"do":"clock","words":["set","2026-11-24T09:00:00"]})"},
       })
    EXPECT_EQ(told(c.line), std::string{c.want} + "\n") << c.line;
}

TEST(ScriptParser, AWrongLineIsNamedWithItsCause) {
  struct Case { const char* line; const char* part; };
  for (const Case& c : {
           Case{"buy 3", "there is no command 'buy'"},
           Case{"Scan 1", "there is no command 'Scan'"},
           Case{"scan", "write: scan [kbd|pos|serial]"},
           Case{"scan 1 2", "write: scan [kbd|pos|serial]"},
           Case{"scan usb 123", "write: scan [kbd|pos|serial]"},
           Case{"scanner pos", "write: scanner"},
           Case{"scanner usb broken", "write: scanner"},
           Case{"scan aim=C1 123", "AIM identifier"},
           Case{"scan a\\q", "two hex digits"},
           Case{"scan \\xff", "\\x01 to \\x7f"},
           Case{"scan-burst 0 20 1", "write: scan-burst"},
           Case{"scan-burst 10001 20 1", "write: scan-burst"},
           Case{"scan-burst 3 20", "write: scan-burst"},
           Case{"scan-burst 20 6999000100107 6999000100206", "write: scan-burst"},
           Case{"weigh", "write: weigh GRAMS"},
           Case{"weigh 250 still", "write: weigh GRAMS"},
           Case{"scale broken", "write: scale unplugged"},
           Case{"card", "write: card CODE"},
           Case{"card 12 34", "write: card CODE"},
           Case{"card ZG1|T-0001", "write: card CODE"},
           Case{"card-reader joined", "write: card-reader"},
           Case{"tap", "write: tap"},
           Case{"type 12A", "write: type"},
           Case{"key Entre", "there is no key 'Entre'"},
           Case{"expect", "write: expect TEXT"},
           Case{"expect-total 12.345", "write: expect-total"},
           Case{"expect-total ¥12", "write: expect-total"},
           Case{"expect-state", "write: expect-state"},
           Case{"expect-state a b", "write: expect-state"},
           Case{"expect-no-print x", "write: expect-no-print"},
           Case{"expect-drawer one", "write: expect-drawer N"},
           Case{"expect-unsent -1", "write: expect-unsent N"},
           Case{"wait", "write: wait"},
           Case{"sync-wait soon", "write: sync-wait"},
           Case{"printer on-fire", "write: printer"},
           Case{"printer after 5", "write: printer"},
           Case{"printer after 5 on-fire", "write: printer"},
           Case{"printer nak", "write: printer"},
           Case{"printer late", "write: printer"},
           Case{"scanner", "write: scanner"},
           Case{"network sideways", "write: network"},
           Case{"disk write-error", "write: disk"},
           Case{"clock 8h", "write: clock"},
           Case{"clock set tomorrow", "write: clock"},
           Case{"crash before", "write: crash"},
           Case{"crash on-frame", "write: crash"},
           Case{"crash now then", "write: crash"},
           Case{"restart now", "write: restart"},
           Case{"screenshot", "write: screenshot FILE"},
           Case{"say \xff", "not clean UTF-8"},
       }) {
    const auto commands = parse_script(std::string{"say one\n\n"} + c.line + "\n", "day.script", rules());
    ASSERT_FALSE(commands.has_value()) << c.line;
    EXPECT_TRUE(commands.error().cause.starts_with("day.script:3: ")) << commands.error().cause;
    EXPECT_NE(commands.error().cause.find(c.part), std::string::npos) << c.line << " gave " << commands.error().cause;
  }
}

TEST(ScriptParser, CommentsAndEmptyLinesCountAsLinesAndDoNothing) {
  const auto commands = parse_script("# a story\r\n\r\n#! sales 1\r\n  say 第 #1 位 # aside\r\nrestart # \r\nsay #", "s", rules());
  ASSERT_TRUE(commands.has_value()) << commands.error().cause;
  ASSERT_EQ(commands->size(), 3u);
  EXPECT_EQ((*commands)[0].line, 4);
  EXPECT_EQ(std::get<action::Say>((*commands)[0].action).text, "第 #1 位");
  EXPECT_EQ((*commands)[0].text, "say 第 #1 位");
  EXPECT_EQ((*commands)[1].line, 5);
  EXPECT_EQ(std::get<action::Say>((*commands)[2].action).text, "");
}

TEST(ScriptParser, WaitTakesALastNumberAsSecondsAndNothingElse) {
  struct Case { const char* line; const char* text; std::int64_t limit_ms; };
  for (const Case& c : {Case{"wait 谢谢 惠顾 5", "谢谢 惠顾", 5'000}, Case{"wait 谢谢", "谢谢", 30'000},
                        Case{"wait 12", "12", 30'000}, Case{"wait 12.50 8", "12.50", 8'000},
                        Case{"wait a 1.5", "a 1.5", 30'000}}) {
    const auto commands = parse_script(c.line, "s", rules());
    ASSERT_TRUE(commands.has_value()) << c.line;
    const auto& wait = std::get<action::Wait>(commands->front().action);
    EXPECT_EQ(wait.text, c.text) << c.line;
    EXPECT_EQ(wait.limit_ms, c.limit_ms) << c.line;
  }
}

TEST(ScriptParser, CrashNowIsTheSameAsCrash) {
  const auto commands = parse_script("crash\ncrash now\ncrash after-print-bytes 120\ncrash on-frame paid", "s", rules());
  ASSERT_TRUE(commands.has_value());
  EXPECT_TRUE(std::get<action::Crash>((*commands)[0].action).words.empty());
  EXPECT_TRUE(std::get<action::Crash>((*commands)[1].action).words.empty());
  EXPECT_EQ(std::get<action::Crash>((*commands)[2].action).words, (std::vector<std::string>{"after-print-bytes", "120"}));
  EXPECT_EQ(std::get<action::Crash>((*commands)[3].action).words, (std::vector<std::string>{"on-frame", "paid"}));
}

TEST(ScriptParser, LinesOnSimulatedDevicesAreWrongOnRealOnes) {
  for (const char* line : {"scan 1", "scan-burst 1 1 1", "printer ok", "scanner plugged", "network up", "disk ok",
                           "expect-printed x", "expect-no-print", "receipt r"}) {
    const auto commands = parse_script(line, "s", {.simulated = false, .is_key = {}});
    ASSERT_FALSE(commands.has_value()) << line;
    EXPECT_NE(commands.error().cause.find("--simulate"), std::string::npos) << commands.error().cause;
  }
  EXPECT_TRUE(parse_script("tap @start\nexpect 专柜\nexpect-drawer 0\nkey AnyKey", "s", {.simulated = false, .is_key = {}}).has_value());
}

TEST(ScriptParser, AScriptIsBoundedInBytesAndLines) {
  EXPECT_TRUE(parse_script(std::string(script_lines_max, '\n'), "s", rules()).has_value());
  const auto lines = parse_script(std::string(script_lines_max + 1, '\n'), "s", rules());
  ASSERT_FALSE(lines.has_value());
  EXPECT_EQ(lines.error().cause, "s:100001: a script may have 100000 lines");
  EXPECT_FALSE(parse_script(std::string(script_bytes_max + 1, ' '), "s", rules()).has_value());
  EXPECT_TRUE(parse_script(std::string(script_bytes_max, ' '), "s", rules()).has_value());
}

}  // namespace
}  // namespace zhuangui::app
