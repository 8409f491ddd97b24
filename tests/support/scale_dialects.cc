#include "scale_dialects.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace zhuangui::scale_test {

namespace {

using scale::State;
using namespace std::string_literals;

std::string digits(std::int64_t number, std::size_t width) {
  const std::string text = std::to_string(std::llabs(number));
  return std::string(width - std::min(width, text.size()), '0') + text;
}

std::string format(const char* form, long long first, long long second) {
  char text[64];
  std::snprintf(text, sizeof text, form, first, second);
  return text;
}

/// "00.520": whole kilograms and grams of the amount.
std::string kg(const char* form, std::int64_t grams) { return format(form, std::llabs(grams) / 1000, std::llabs(grams) % 1000); }

char folded(const std::string& bytes) {
  char all = 0;
  for (const char c : bytes) all = static_cast<char>(all ^ c);
  return all;
}

std::string toledo_8217(const Said& said) {
  if (said.state == State::unstable) return "\x02?\x01\r";
  if (said.state == State::over) return "\x02?\x02\r";
  if (said.state == State::under_zero) return "\x02?\x04\r";
  return "\x02" + kg(" %lld.%03lld", said.grams) + "\r";
}

std::string toledo_frame(const Said& said) {
  int status = 0x30;  // kilograms
  if (said.grams < 0) status |= 0x02;
  if (said.state == State::over) status |= 0x04;
  if (said.state == State::unstable) status |= 0x08;
  const std::string number = said.state == State::over ? "      " : digits(std::llabs(said.grams), 6);
  return "\x02\x2D"s + static_cast<char>(status) + "\x20" + number + "000000\r";
}

std::string toledo_checked(const Said& said) {
  const std::string frame = toledo_frame(said);
  unsigned sum = 0;
  for (const char c : frame) sum += static_cast<unsigned char>(c);
  return frame + static_cast<char>((~sum + 1) & 0x7F);
}

std::string cas(const Said& said) {
  const char status = said.state == State::over ? 'F' : said.state == State::unstable ? 'U' : 'S';
  const std::string body = std::string(1, status) + (said.grams < 0 ? "-" : " ") + kg("%02lld.%03lld", said.grams) + "kg";
  return "\x01\x02" + body + folded(body) + "\x03\x04";
}

std::string cas_long(const Said& said) {
  const char status = said.state == State::over ? 'F' : said.state == State::unstable ? 'U' : 'S';
  return "\x81\x02"s + status + (said.grams < 0 ? "-" : " ") + kg("%03lld.%03lld", said.grams) + "kg*\x03";
}

const char* st_word(State state) {
  return state == State::over ? "OL" : state == State::under_zero ? "UL" : state == State::unstable ? "US" : "ST";
}

std::string st_gs(const Said& said) {
  if (said.state == State::over || said.state == State::under_zero) return st_word(said.state) + ",GS,+ ------kg\r\n"s;
  return st_word(said.state) + ",GS,"s + (said.grams < 0 ? '-' : '+') + kg(" %lld.%03lld", said.grams) + "kg\r\n";
}

std::string cas_nt(const Said& said) {
  const std::string number = said.state == State::over ? "        " : (said.grams < 0 ? "-" : " ") + kg("%03lld.%03lld", said.grams);
  return st_word(said.state) + ",GS,\x31\xC0,"s + number + " kg\r\n";
}

std::string reversed(const Said& said) {
  const std::string number = kg("%02lld.%03lld", said.grams);
  return "=" + std::string(number.rbegin(), number.rend()) + (said.grams < 0 ? "-" : "");
}

std::string xk3190(const Said& said) {
  const std::string body = (said.grams < 0 ? "-" : "+") + digits(std::llabs(said.grams), 6) + "3";
  char check[3];
  std::snprintf(check, sizeof check, "%02X", static_cast<unsigned>(static_cast<unsigned char>(folded(body))));
  return "\x02" + body + check + "\x03";
}

std::string acs(const Said& said) { return "\r " + digits(said.grams, 4) + "\n"; }

std::string line(const Said& said) { return (said.grams < 0 ? "-" : " ") + kg("%lld.%03lld", said.grams) + " kg\r\n"; }

std::string sma(const Said& said) {
  const char status = said.state == State::over ? 'O' : said.state == State::under_zero ? 'U' : said.state == State::zero ? 'Z' : ' ';
  const bool blank = said.state == State::over || said.state == State::under_zero;
  char number[16];
  std::snprintf(number, sizeof number, "%10s", blank ? "" : ((said.grams < 0 ? "-" : "") + kg("%lld.%03lld", said.grams)).c_str());
  return "\n"s + status + "1G" + (said.state == State::unstable ? 'M' : ' ') + " " + number + "kg \r";
}

std::string ff(const Said& said) {
  int flags = 0x04;  // three digits behind the point
  if (said.grams < 0) flags |= 0x20;
  if (said.state != State::unstable) flags |= 0x40;
  if (said.state == State::over) flags |= 0x80;
  std::string frame{"\xFF"s + static_cast<char>(flags)};
  const auto pair = [](std::int64_t two) { return static_cast<char>(two / 10 * 16 + two % 10); };
  const std::int64_t grams = std::llabs(said.grams);
  return frame + pair(grams % 100) + pair(grams / 100 % 100) + pair(grams / 10000 % 100);
}

}  // namespace

const std::vector<Dialect>& dialects() {
  static const std::vector<Dialect> all{
      {.profile = "aclas-os2", .write = &cas},
      {.profile = "acs-p215", .write = &acs, .tells_motion = true, .tells_over = false, .tells_negative = false},
      {.profile = "bs3000", .write = &line, .before = "\n", .tells_motion = false, .tells_over = false},
      {.profile = "cas", .write = &cas},
      {.profile = "cas-long", .write = &cas_long},
      {.profile = "cas-nt", .write = &cas_nt},
      {.profile = "escp", .write = &line, .before = "\n", .tells_motion = false, .tells_over = false},
      {.profile = "ff-bcd", .write = &ff},
      {.profile = "sma", .write = &sma, .tells_under = true},
      {.profile = "st-gs", .write = &st_gs, .tells_under = true},
      {.profile = "toledo-8217", .write = &toledo_8217, .tells_under = true, .tells_negative = false, .tells_moving_weight = false},
      {.profile = "toledo-continuous", .write = &toledo_frame},
      {.profile = "toledo-continuous-check", .write = &toledo_checked},
      {.profile = "xk3190-d2", .write = &xk3190, .tells_motion = false, .tells_over = false},
      {.profile = "xk3190-reversed", .write = &reversed, .after = "=", .tells_motion = false, .tells_over = false},
  };
  return all;
}

}  // namespace zhuangui::scale_test
