#include "ai_table.h"

#include <algorithm>

#include "digits.h"

namespace zhuangui::barcode {

namespace {

struct CheckWord {
  std::string_view word;
  Check check;
};
constexpr CheckWord check_words[] = {
    {"mod10", check_mod10},       {"pair", check_pair_mod1021}, {"prefix", company_prefix}, {"yymmd0", date_day0},
    {"yymmdd", date_day},         {"yyyymmdd", date_long},      {"hhmi", hour_minute},      {"hh", hour},
    {"mi", minute_or_second},     {"country", country},         {"country999", country_or_999}, {"letters", country_two},
    {"currency", currency},       {"percent", percent},         {"nonzero", not_zero},      {"zero", zero_only},
    {"nolead", no_leading_zero},  {"yesno", zero_or_one},       {"winding", winding},       {"importer", importer},
    {"media", media_type},        {"piece", piece_of_total},    {"slash", digit_slash_digit}, {"hyphens", hyphens},
    {"latitude", latitude},       {"longitude", longitude},     {"iban", iban},             {"nondigit", not_digits_only},
    {"sex", biological_sex},      {"package", package_type},
};

consteval std::uint32_t checks_of(std::string_view words) {
  std::uint32_t checks = 0;
  while (!words.empty()) {
    const std::size_t comma = words.find(',');
    const std::string_view word = words.substr(0, comma);
    bool known = false;
    for (const CheckWord& one : check_words)
      if (one.word == word) checks |= one.check, known = true;
    if (!known) throw "an unknown check";
    words = comma == std::string_view::npos ? std::string_view{} : words.substr(comma + 1);
  }
  return checks;
}

/// "N6,yymmdd" "[X..17]": set, length or ..longest, checks; brackets: may be absent.
consteval Component component_of(std::string_view text) {
  Component answer;
  answer.optional = text.front() == '[';
  if (answer.optional) text = text.substr(1, text.size() - 2);
  switch (text.front()) {
    case 'N': answer.set = CharacterSet::digits; break;
    case 'X': answer.set = CharacterSet::set_82; break;
    case 'Y': answer.set = CharacterSet::set_39; break;
    case 'Z': answer.set = CharacterSet::set_64; break;
    default: throw "an unknown character set";
  }
  const std::size_t comma = text.find(',');
  std::string_view length = text.substr(1, comma == std::string_view::npos ? comma : comma - 1);
  const bool varies = length.starts_with("..");
  if (varies) length.remove_prefix(2);
  int most = 0;
  for (const char c : length) most = most * 10 + (c - '0');
  answer.most = static_cast<std::uint8_t>(most);
  answer.least = varies ? std::uint8_t{1} : answer.most;
  if (comma != std::string_view::npos) answer.checks = checks_of(text.substr(comma + 1));
  return answer;
}

struct Pairing {
  std::string_view requires_groups = {}, excludes = {}, link_key = {};
  InLink in_link = InLink::anywhere;
};

consteval AiRow row(std::string_view first, std::string_view last, int decimals_max, std::string_view format,
                    Pairing pairing = {}) {
  AiRow answer{first, last, decimals_max, {}, 0, pairing.requires_groups, pairing.excludes, pairing.link_key, pairing.in_link};
  while (!format.empty()) {
    const std::size_t space = format.find(' ');
    answer.components[answer.component_count++] = component_of(format.substr(0, space));
    format = space == std::string_view::npos ? std::string_view{} : format.substr(space + 1);
  }
  return answer;
}
consteval AiRow row(std::string_view ai, std::string_view format, Pairing pairing = {}) {
  return row(ai, ai, -1, format, pairing);
}

constexpr std::string_view goods = "01|02|03|8006|8026";
constexpr std::string_view packed_goods = "01|02";
constexpr std::string_view shipped = "00|01";
constexpr std::string_view measure = "30|31nn|32nn|35nn|36nn";
constexpr auto path_only = InLink::path_only;

/// GS1 General Specifications, release 26 (January 2026), figure 3.2-1 and section 4.13 (pairs); each row held against
/// the GS1 Barcode Syntax Dictionary of 2026-07-27. In order. AIs of one row have the same format and the same pairs.
constexpr AiRow rows[] = {
    row("00", "N18,mod10", {.link_key = "-"}),
    row("01", "N14,mod10", {.excludes = "255,37", .link_key = "22,10,21|235"}),
    row("02", "N14,mod10", {.requires_groups = "37", .excludes = "01,03"}),
    row("03", "N14,mod10", {.excludes = "01,02,37,235", .in_link = path_only}),
    row("10", "X..20", {.requires_groups = goods}),
    row("11", "N6,yymmd0", {.requires_groups = goods}),
    row("12", "N6,yymmd0", {.requires_groups = "8020"}),
    row("13", "N6,yymmd0", {.requires_groups = goods}),
    row("15", "16", -1, "N6,yymmd0", {.requires_groups = goods}),
    row("17", "N6,yymmd0", {.requires_groups = "01|02|03|255|8006|8026"}),
    row("20", "N2", {.requires_groups = goods}),
    row("21", "X..20", {.requires_groups = "01|03|8006", .excludes = "235", .in_link = path_only}),
    row("22", "X..20", {.requires_groups = "01", .in_link = path_only}),
    row("235", "X..28", {.requires_groups = "01", .in_link = path_only}),
    row("240", "241", -1, "X..30", {.requires_groups = goods}),
    row("242", "N..6", {.requires_groups = "01|02|8006|8026"}),
    row("243", "X..20", {.requires_groups = "01|03"}),
    row("250", "X..30", {.requires_groups = "01+21|03+21|8006+21"}),
    row("251", "X..30", {.requires_groups = "01|03|8006"}),
    row("253", "N13,mod10 [X..17]", {.link_key = "-"}),
    row("254", "X..20", {.requires_groups = "414", .in_link = path_only}),
    row("255", "N13,mod10 [N..12]", {.excludes = "01,02,415,8006,8020,8026", .link_key = "-"}),
    row("30", "N..8", {.requires_groups = packed_goods}),
    row("310", "316", 5, "N6", {.requires_groups = packed_goods}),
    row("320", "329", 5, "N6", {.requires_groups = packed_goods}),
    row("330", "336", 5, "N6", {.requires_groups = shipped}),
    row("337", "337", 5, "N6", {.requires_groups = "01"}),
    row("340", "349", 5, "N6", {.requires_groups = shipped}),
    row("350", "352", 5, "N6", {.requires_groups = packed_goods}),
    row("353", "355", 5, "N6", {.requires_groups = shipped}),
    row("356", "357", 5, "N6", {.requires_groups = packed_goods}),
    row("360", "361", 5, "N6", {.requires_groups = packed_goods}),
    row("362", "363", 5, "N6", {.requires_groups = shipped}),
    row("364", "366", 5, "N6", {.requires_groups = packed_goods}),
    row("367", "369", 5, "N6", {.requires_groups = shipped}),
    row("37", "N..8", {.requires_groups = "00+02|00+8026"}),
    row("390", "390", 9, "N..15", {.requires_groups = "255|8020", .excludes = "391n,394n,8111"}),
    row("391", "391", 9, "N3,currency N..15", {.requires_groups = "8020"}),
    row("392", "392", 9, "N..15", {.requires_groups = "01+30|01+31nn|01+32nn|01+35nn|01+36nn", .excludes = "393n"}),
    row("393", "393", 9, "N3,currency N..15", {.requires_groups = measure}),
    row("394", "394", 3, "N4", {.requires_groups = "255", .excludes = "8111"}),
    row("395", "395", 5, "N6", {.requires_groups = measure, .excludes = "392n,393n,8005"}),
    row("400", "X..30"),
    row("401", "X..30,prefix", {.link_key = "-"}),
    row("402", "N17,mod10", {.link_key = "-"}),
    row("403", "X..30", {.requires_groups = "00"}),
    row("410", "413", -1, "N13,mod10"),
    row("414", "N13,mod10", {.link_key = "254|7040"}),
    row("415", "N13,mod10", {.requires_groups = "8020", .link_key = "8020"}),
    row("416", "N13,mod10"),
    row("417", "N13,mod10", {.link_key = "7040"}),
    row("420", "X..20", {.excludes = "421"}),
    row("421", "N3,country X..9", {.excludes = "4307"}),
    row("422", "N3,country", {.requires_groups = goods, .excludes = "426"}),
    row("423", "N3,country [N3,country] [N3,country] [N3,country] [N3,country]", {.requires_groups = "01|02|03", .excludes = "426"}),
    row("424", "N3,country", {.requires_groups = "01|02|03", .excludes = "426"}),
    row("425", "N3,country [N3,country] [N3,country] [N3,country] [N3,country]", {.requires_groups = "01|02|03", .excludes = "426"}),
    row("426", "N3,country", {.requires_groups = "01|02|03"}),
    row("427", "X..3", {.requires_groups = "01+422|02+422|03+422"}),
    row("4300", "4301", -1, "X..35,percent", {.requires_groups = "00"}),
    row("4302", "X..70,percent", {.requires_groups = "00"}),
    row("4303", "X..70,percent", {.requires_groups = "4302"}),
    row("4304", "4306", -1, "X..70,percent", {.requires_groups = "00"}),
    row("4307", "X2,letters", {.requires_groups = "00"}),
    row("4308", "X..30", {.requires_groups = "00"}),
    row("4309", "N10,latitude N10,longitude", {.requires_groups = "00"}),
    row("4310", "4311", -1, "X..35,percent", {.requires_groups = "00"}),
    row("4312", "X..70,percent", {.requires_groups = "00"}),
    row("4313", "X..70,percent", {.requires_groups = "4312"}),
    row("4314", "4316", -1, "X..70,percent", {.requires_groups = "00"}),
    row("4317", "X2,letters", {.requires_groups = "00"}),
    row("4318", "X..20", {.requires_groups = "00"}),
    row("4319", "X..30", {.requires_groups = "00"}),
    row("4320", "X..35,percent", {.requires_groups = "00"}),
    row("4321", "4323", -1, "N1,yesno", {.requires_groups = "00"}),
    row("4324", "4325", -1, "N6,yymmd0 N4,hhmi", {.requires_groups = "00"}),
    row("4326", "N6,yymmdd", {.requires_groups = "00"}),
    row("4330", "N6 [X1,hyphens]", {.requires_groups = "00", .excludes = "4331"}),
    row("4331", "N6 [X1,hyphens]", {.requires_groups = "00", .excludes = "4330"}),
    row("4332", "N6 [X1,hyphens]", {.requires_groups = "00", .excludes = "4333"}),
    row("4333", "N6 [X1,hyphens]", {.requires_groups = "00", .excludes = "4332"}),
    row("7001", "N13", {.requires_groups = "01|02|8006|8026"}),
    row("7002", "X..30", {.requires_groups = packed_goods}),
    row("7003", "N6,yymmdd N4,hhmi", {.requires_groups = "01|02|03"}),
    row("7004", "N..4", {.requires_groups = "01+10|03+10"}),
    row("7005", "X..12", {.requires_groups = packed_goods}),
    row("7006", "N6,yymmdd", {.requires_groups = packed_goods}),
    row("7007", "N6,yymmdd [N6,yymmdd]", {.requires_groups = packed_goods}),
    row("7008", "X..3", {.requires_groups = packed_goods}),
    row("7009", "X..10", {.requires_groups = packed_goods}),
    row("7010", "X..2", {.requires_groups = "01|02|03"}),
    row("7011", "N6,yymmdd [N4,hhmi]", {.requires_groups = "01|02|03"}),
    row("7020", "X..20", {.requires_groups = "01+416|03+416|8006+416"}),
    row("7021", "X..20", {.requires_groups = "01|03|8006"}),
    row("7022", "X..20", {.requires_groups = "01+7021|03+7021|8006+7021"}),
    row("7023", "X..30,prefix"),
    row("7030", "7039", -1, "N3,country999 X..27", {.requires_groups = packed_goods}),
    row("7040", "N1 X1 X1 X1,importer", {.in_link = path_only}),
    row("7041", "X..4,package", {.requires_groups = "00", .in_link = path_only}),
    row("710", "717", -1, "X..20", {.requires_groups = "01"}),
    row("7230", "7239", -1, "X2 X..28", {.requires_groups = "01|8004"}),
    row("7240", "X..20", {.requires_groups = "01|8006", .excludes = "03"}),
    row("7241", "N2,media", {.requires_groups = "8017|8018"}),
    row("7242", "X..25", {.requires_groups = "8017|8018"}),
    row("7250", "N8,yyyymmdd", {.requires_groups = "8018", .excludes = "7251"}),
    row("7251", "N8,yyyymmdd N4,hhmi", {.requires_groups = "8018", .excludes = "7250"}),
    row("7252", "N1,sex", {.requires_groups = "8018"}),
    row("7253", "7254", -1, "X..40,percent", {.requires_groups = "8017|8018", .excludes = "7256,7259"}),
    row("7255", "X..10", {.requires_groups = "8017|8018", .excludes = "7256,7259"}),
    row("7256", "X..90,percent", {.requires_groups = "8017|8018"}),
    row("7257", "X..70,percent", {.requires_groups = "8018"}),
    row("7258", "X3,slash", {.requires_groups = "8018+7259"}),
    row("7259", "X..40,percent", {.requires_groups = "8018", .excludes = "7256"}),
    row("8001", "N4,nonzero N5,nonzero N3,nonzero N1,winding N1", {.requires_groups = "01"}),
    row("8002", "X..20"),
    row("8003", "N1,zero N13,mod10 [X..16]", {.link_key = "-"}),
    row("8004", "X..30,prefix", {.link_key = "7040"}),
    row("8005", "N6", {.requires_groups = packed_goods}),
    row("8006", "N14,mod10 N4,piece", {.excludes = "01,03,37", .link_key = "22,10,21"}),
    row("8007", "X..34,iban", {.requires_groups = "415"}),
    row("8008", "N6,yymmdd N2,hh [N2,mi] [N2,mi]", {.requires_groups = "01|02|03"}),
    row("8009", "X..50", {.requires_groups = "00|01|03"}),
    row("8010", "Y..30,prefix", {.link_key = "8011"}),
    row("8011", "N..12,nolead", {.requires_groups = "8010", .in_link = path_only}),
    row("8012", "X..20", {.requires_groups = "01|03|8006"}),
    row("8013", "X..25,pair,prefix", {.link_key = "-"}),
    row("8014", "X..25,pair,prefix,nondigit", {.requires_groups = "01", .in_link = path_only}),
    row("8017", "N18,mod10", {.excludes = "8018", .link_key = "8019"}),
    row("8018", "N18,mod10", {.excludes = "8017", .link_key = "8019"}),
    row("8019", "N..10", {.requires_groups = "8017|8018", .in_link = path_only}),
    row("8020", "X..25", {.requires_groups = "415", .in_link = path_only}),
    row("8026", "N14,mod10 N4,piece", {.requires_groups = "37", .excludes = "02,03,8006"}),
    row("8030", "Z..90", {.requires_groups = "00|01+21|03+21|253|255|8003|8004|8006+21|8010+8011|8017|8018"}),
    row("8040", "N15", {.requires_groups = "01+21", .in_link = path_only}),
    row("8041", "N15", {.requires_groups = "01+21+8040", .in_link = path_only}),
    row("8042", "N32", {.requires_groups = "01+21+8040", .in_link = path_only}),
    row("8043", "N18 [N..2]", {.requires_groups = "01+21+8040", .in_link = path_only}),
    row("8110", "X..70"),  // coupon of North America: its inner form is not held here
    row("8111", "N4", {.requires_groups = "255"}),
    row("8112", "X..70"),
    row("8200", "X..70", {.requires_groups = "01", .in_link = path_only}),
    row("90", "X..30"),
    row("91", "99", -1, "X..90"),
};

/// By the first two digits: digits of the AI, and length of AI and data together where it is predefined (figure 7.8.5-2;
/// it holds for 04 14 18 19 and others that are not assigned too).
struct Group {
  std::string_view first, last;
  std::size_t ai, predefined;
};
constexpr Group groups[] = {
    {"00", "00", 2, 20}, {"01", "03", 2, 16}, {"04", "04", 2, 18}, {"10", "10", 2, 0}, {"11", "19", 2, 8},
    {"20", "20", 2, 4},  {"21", "22", 2, 0},  {"23", "25", 3, 0},  {"30", "30", 2, 0}, {"31", "36", 4, 10},
    {"37", "37", 2, 0},  {"39", "39", 4, 0},  {"40", "40", 3, 0},  {"41", "41", 3, 16}, {"42", "42", 3, 0},
    {"43", "43", 4, 0},  {"70", "70", 4, 0},  {"71", "71", 3, 0},  {"72", "72", 4, 0},  {"80", "82", 4, 0},
    {"90", "99", 2, 0},
};

const Group* group_of(std::string_view first_two) {
  for (const Group& group : groups)
    if (first_two >= group.first && first_two <= group.last) return &group;
  return nullptr;
}

}  // namespace

std::span<const AiRow> ai_rows() { return rows; }

const AiRow* find_ai(std::string_view ai) {
  if (!all_digits(ai)) return nullptr;
  // Rows are in the order of their first AI, and their AIs do not overlap.
  const auto after = std::upper_bound(std::begin(rows), std::end(rows), ai,
                                      [](std::string_view wanted, const AiRow& one) { return wanted < one.first; });
  if (after == std::begin(rows)) return nullptr;
  const AiRow& found = *(after - 1);
  const bool decimals = found.decimals_max >= 0;
  if (ai.size() != found.first.size() + (decimals ? 1 : 0)) return nullptr;
  if (ai.substr(0, found.last.size()) > found.last) return nullptr;
  return decimals && ai.back() - '0' > found.decimals_max ? nullptr : &found;
}

std::size_t ai_length(std::string_view first_two) {
  const Group* group = group_of(first_two);
  return group ? group->ai : 0;
}

std::size_t predefined_length(std::string_view first_two) {
  const Group* group = group_of(first_two);
  return group ? group->predefined : 0;
}

}  // namespace zhuangui::barcode
