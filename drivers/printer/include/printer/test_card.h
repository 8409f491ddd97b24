#pragma once
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "device/print_job.h"
#include "printer/profile.h"

namespace zhuangui::printer {

/// What a test card (测试卡) shows, each under its number on the paper, by which the operator answers.
enum class CardItem { gb2312 = 1, gbk, gb18030_2, gb18030_4, columns, sizes, qr, barcode, cut, drawer };
inline constexpr int card_items = 10;

/// The card for this printer. Its characters go out as text even where the profile says the printer lacks them, since
/// that is the question: encode it under card_profile(). ￥ is U+FFE5; the bytes of ¥ U+00A5 no ROM can be trusted with.
device::PrintJob test_card(const Profile& profile, std::int64_t job_number);
Profile card_profile(Profile profile);

/// What the operator saw: the numbers of what came out wrong.
struct CardAnswer {
  std::string profile;  ///< the profile the card was printed under
  std::set<CardItem> wrong;
  friend bool operator==(const CardAnswer&, const CardAnswer&) = default;
};

/// "" or "ok": all is right; else numbers from 1 to 10 with blanks or commas between. nullopt: something else.
std::optional<std::set<CardItem>> parse_wrong_items(std::string_view text);

/// The answer as a file of `key = value` lines, and read again. Error: no_service, naming the file and what is wrong.
std::string card_answer_text(const CardAnswer& answer);
device::Result<CardAnswer> parse_card_answer(std::string_view text, const std::string& file);

/// The profile as this very printer has shown itself: what it prints wrong is drawn or left out, and what it prints
/// right is sent as text. Unchanged when the answer is about another profile. What a setting cannot mend (1, and 5: a
/// profile of another width is needed) stays as it is.
Profile corrected(Profile profile, const CardAnswer& answer);

}  // namespace zhuangui::printer
