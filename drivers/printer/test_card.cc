#include "printer/test_card.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "device/settings.h"

namespace zhuangui::printer {
namespace {

using device::Align;
using device::TextLine;

// 1234567890… across the whole paper: the last digit must stand at its edge, on one line.
std::string ruler(int columns) {
  std::string text;
  for (int column = 1; column <= columns; ++column) text += static_cast<char>('0' + column % 10);
  return text;
}

}  // namespace

device::PrintJob test_card(const Profile& profile, std::int64_t job_number) {
  device::PrintJob job{job_number, {}};
  const auto add = [&](auto element) { job.elements.emplace_back(std::move(element)); };
  add(TextLine{"测试卡", Align::centre, true, 2, 2});
  add(TextLine{profile.name, Align::centre});
  add(TextLine{"1 巫溪专柜 ￥12.80"});
  add(TextLine{"2 堃喆镕"});
  add(TextLine{"3 䶮 €"});
  add(TextLine{"4 㛃 𠮷"});
  add(TextLine{"5 列宽"});
  add(TextLine{ruler(profile.columns)});
  add(TextLine{"6 宽A", Align::left, false, 2, 1});
  add(TextLine{"6 高A", Align::left, false, 1, 2});
  add(TextLine{"6 大A", Align::left, true, 2, 2});
  add(TextLine{"7 二维码"});
  add(device::QrCode{"ZHUANGUI TEST CARD", 5});
  add(TextLine{"8 条码"});
  add(device::Barcode{device::BarcodeKind::code128, "ZG-" + std::to_string(job_number % 10'000), 64, 2});
  add(TextLine{"9 切纸  10 钱箱"});
  add(device::Cut{});
  add(device::DrawerPulse{});
  return job;
}

Profile card_profile(Profile profile) {
  profile.charset = Charset::gb18030_4;
  return profile;
}

std::optional<std::set<CardItem>> parse_wrong_items(std::string_view text) {
  std::set<CardItem> wrong;
  while (true) {
    const auto first = text.find_first_not_of(" ,\t\r\n");
    if (first == std::string_view::npos) return wrong;
    text.remove_prefix(first);
    const auto length = std::min(text.find_first_of(" ,\t\r\n"), text.size());
    const std::string_view word = text.substr(0, length);
    text.remove_prefix(length);
    if (word == "ok" && wrong.empty() && text.find_first_not_of(" \t\r\n") == std::string_view::npos) return wrong;
    int number = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (error != std::errc{} || end != word.data() + word.size() || number < 1 || number > card_items) return std::nullopt;
    wrong.insert(static_cast<CardItem>(number));
  }
}

std::string card_answer_text(const CardAnswer& answer) {
  std::string wrong;
  for (const CardItem item : answer.wrong) wrong += (wrong.empty() ? "" : " ") + std::to_string(static_cast<int>(item));
  return "# what the operator saw on the test card: zhuanguictl devices print-test\nprofile = " + answer.profile +
         "\nwrong = " + (wrong.empty() ? "ok" : wrong) + "\n";
}

device::Result<CardAnswer> parse_card_answer(std::string_view text, const std::string& file) {
  const auto settings = device::read_settings(text, file);
  if (!settings) return tl::unexpected(settings.error());
  CardAnswer answer;
  bool has_wrong = false;
  for (const device::Setting& one : *settings) {
    const auto wrong = one.key == "wrong" ? parse_wrong_items(one.value) : std::nullopt;
    if (one.key == "profile") answer.profile = one.value;
    else if (wrong) answer.wrong = *wrong, has_wrong = true;
    else return tl::unexpected(device::wrong_setting(file, one.line, one.key + ": is no answer to a test card"));
  }
  if (answer.profile.empty() || !has_wrong)
    return tl::unexpected(device::wrong_setting(file, 0, "profile or wrong is missing"));
  return answer;
}

Profile corrected(Profile profile, const CardAnswer& answer) {
  if (profile.name != answer.profile) return profile;
  const auto is_wrong = [&](CardItem item) { return answer.wrong.contains(item); };
  profile.charset = is_wrong(CardItem::gb2312) || is_wrong(CardItem::gbk) ? Charset::gb2312
                    : is_wrong(CardItem::gb18030_2)                       ? Charset::gbk
                    : is_wrong(CardItem::gb18030_4)                       ? Charset::gb18030_2
                                                                          : Charset::gb18030_4;
  if (is_wrong(CardItem::sizes)) profile.chinese_size_apart = !profile.chinese_size_apart;
  if (is_wrong(CardItem::qr)) profile.qr = QrWay::raster;
  if (is_wrong(CardItem::barcode)) profile.barcode = BarcodeWay::raster;
  if (is_wrong(CardItem::cut)) {
    profile.cutter = Cutter::none;
    profile.feed_before_cut_dots = std::max(profile.feed_before_cut_dots, 120);  // up to the tear edge: 15 mm
  }
  if (is_wrong(CardItem::drawer) && profile.drawer != Drawer::none)
    profile.drawer = profile.drawer == Drawer::pin2 ? Drawer::pin5 : Drawer::pin2;
  return profile;
}

}  // namespace zhuangui::printer
