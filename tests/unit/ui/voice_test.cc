#include "ui/voice.h"

#include <SDL.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <map>
#include <thread>

#include "example_views.h"
#include "temporary_folder.h"
#include "ui/sounder.h"

namespace zhuangui::ui {
namespace {

using core::Money;

// The words of assets/voice, so that the cases below read as what is heard.
std::map<std::string, std::string> words_of(const char* language) {
  std::ifstream file{std::string{ZHUANGUI_SOURCE_DIR} + "/assets/voice/" + language + ".txt"};
  std::map<std::string, std::string> words;
  for (std::string line; std::getline(file, line);)
    if (const auto space = line.find(' '); !line.empty() && line.front() != '#') words[line.substr(0, space)] = line.substr(space + 1);
  return words;
}

std::string heard(const Spoken& spoken, Language language) {
  static const auto chinese = words_of("zh-CN"), english = words_of("en");
  std::string text;
  for (const std::string& name : spoken) {
    const auto& words = language == Language::english ? english : chinese;
    if (language == Language::english && !text.empty()) text += ' ';
    text += words.contains(name) ? words.at(name) : "[" + name + "]";
  }
  return text;
}

TEST(Voice, AmountsAreSaidAsPeopleSayThem) {
  struct Case { std::int64_t fen; const char* chinese; const char* english; };
  const Case cases[] = {
      {0, "零元", "zero yuan"},
      {5, "五分", "five fen"},
      {50, "五角", "fifty fen"},
      {20, "两角", "twenty fen"},
      {105, "一元零五分", "one yuan five fen"},
      {200, "两元", "two yuan"},
      {1'000, "十元", "ten yuan"},
      {1'050, "十元五角", "ten yuan fifty fen"},
      {1'200, "十二元", "twelve yuan"},
      {9'088, "九十元八角八分", "ninety yuan eighty eight fen"},
      {10'000, "一百元", "one hundred yuan"},
      {10'100, "一百零一元", "one hundred one yuan"},
      {11'000, "一百一十元", "one hundred ten yuan"},
      {22'222, "二百二十二元两角二分", "two hundred twenty two yuan twenty two fen"},
      {110'942, "一千一百零九元四角二分", "one thousand one hundred nine yuan forty two fen"},
      {200'000, "两千元", "two thousand yuan"},
      {100'100, "一千零一元", "one thousand one yuan"},
      {101'000, "一千零一十元", "one thousand ten yuan"},
      {1'000'000, "一万元", "ten thousand yuan"},
      {1'000'100, "一万零一元", "ten thousand one yuan"},
      {1'010'000, "一万零一百元", "ten thousand one hundred yuan"},
      {1'100'000, "一万一千元", "eleven thousand yuan"},
      {2'001'000, "两万零一十元", "twenty thousand ten yuan"},
      {12'000'000, "十二万元", "one hundred twenty thousand yuan"},
      {1'000'000'000, "一千万元", "ten million yuan"},
      {9'999'999'999, "九千九百九十九万九千九百九十九元九角九分",
       "ninety nine million nine hundred ninety nine thousand nine hundred ninety nine yuan ninety nine fen"},
  };
  for (const Case& one : cases) {
    EXPECT_EQ(heard(spoken_money(Money::fen(one.fen), Language::chinese), Language::chinese), one.chinese);
    EXPECT_EQ(heard(spoken_money(Money::fen(one.fen), Language::english), Language::english), one.english);
  }
  EXPECT_TRUE(spoken_money(Money::fen(-1), Language::chinese).empty());
  EXPECT_TRUE(spoken_money(Money::fen(10'000'000'000), Language::chinese).empty());
}

struct Watching {
  std::string see(const char* name) {
    const auto all = test::example_screens();
    const test::Example& one = test::example(all, name);
    return heard(prompter.see(till::make_view(one.till, one.around), Language::chinese), Language::chinese);
  }
  Prompter prompter;
};

TEST(Voice, PaymentIsSaidWhenItBeginsAndTheChangeWhenItIsPaidAndEachOnce) {
  Watching counter;
  EXPECT_EQ(counter.see("idle"), "");
  EXPECT_EQ(counter.see("paying"), "一共九十元八角八分");
  EXPECT_EQ(counter.see("paying_enough"), "") << "the amount is the same";
  EXPECT_EQ(counter.see("committing"), "");
  EXPECT_EQ(counter.see("paid_waiting"), "找您九元一角二分");
  EXPECT_EQ(counter.see("paid_trouble"), "小票稍后再打") << "of the same sale: the change was said";
  EXPECT_EQ(counter.see("paid_held"), "");
}

TEST(Voice, ExactMoneyIsThankedForAndWhatMustBeReadIsPointedTo) {
  Watching counter;
  counter.see("paying");
  EXPECT_EQ(counter.see("paying_failed"), "请看屏幕");
  EXPECT_EQ(counter.see("paying_failed"), "");
  EXPECT_EQ(counter.see("paid_printed"), "收款正好，谢谢");
}

void write_wav(const std::string& file, int hertz, int channels, const std::vector<std::int16_t>& samples) {
  std::string bytes = "RIFF....WAVEfmt ";
  const auto put = [&bytes](std::uint32_t value, int count) {
    for (int i = 0; i < count; ++i) bytes += static_cast<char>(value >> (8 * i) & 0xFF);
  };
  put(16, 4), put(1, 2), put(static_cast<std::uint32_t>(channels), 2), put(static_cast<std::uint32_t>(hertz), 4);
  put(static_cast<std::uint32_t>(hertz * channels * 2), 4), put(static_cast<std::uint32_t>(channels * 2), 2), put(16, 2);
  bytes += "data";
  put(static_cast<std::uint32_t>(samples.size() * 2), 4);
  for (const std::int16_t one : samples) put(static_cast<std::uint16_t>(one), 2);
  std::ofstream{file, std::ios::binary} << bytes;
}

TEST(Voice, ClipsAreJoinedWithoutTheSilenceAroundThem) {
  const support::TemporaryFolder folder{"voice"};
  constexpr int rate = Sounder::samples_per_second;
  std::vector<std::int16_t> quiet(rate, 0);
  for (int i = 0; i < rate / 10; ++i) quiet[static_cast<std::size_t>(rate / 2 + i)] = 8'000;
  write_wav(folder.path() + "/yuan.wav", rate, 1, quiet);
  write_wav(folder.path() + "/total.wav", rate, 1, std::vector<std::int16_t>(rate / 5, 6'000));
  const Clips clips = Clips::load(folder.path());
  const auto both = clips.join({"total", "yuan"});
  EXPECT_NEAR(static_cast<double>(both.size()), rate * (0.2 + 0.03 + 0.1 + 0.03), rate * 0.03) << "0.9 s of silence are gone";
  EXPECT_EQ(std::count(both.begin(), both.end(), 6'000), rate / 5);
  EXPECT_EQ(std::count(both.begin(), both.end(), 8'000), rate / 10);
  EXPECT_TRUE(clips.join({"total", "n9", "yuan"}).empty()) << "half an amount is a wrong one";
}

// SDL's own driver that writes to a file what it would play.
struct Played {
  Played() {
    ::setenv("SDL_AUDIODRIVER", "disk", 1);
    ::setenv("SDL_DISKAUDIOFILE", file.c_str(), 1);
    ::setenv("SDL_DISKAUDIODELAY", "0", 1);
  }
  ~Played() {
    for (const char* name : {"SDL_AUDIODRIVER", "SDL_DISKAUDIOFILE", "SDL_DISKAUDIODELAY"}) ::unsetenv(name);
    SDL_QuitSubSystem(SDL_INIT_AUDIO);
  }
  std::vector<std::int16_t> samples() const {
    std::ifstream in{file, std::ios::binary};
    const std::string bytes{std::istreambuf_iterator<char>{in}, {}};
    std::vector<std::int16_t> all(bytes.size() / 2);
    std::memcpy(all.data(), bytes.data(), all.size() * 2);
    return all;
  }
  support::TemporaryFolder folder{"played"};
  std::string file = folder.path() + "/played.raw";
};

TEST(Voice, WhatIsSpokenIsPlayedAndSilenceFollows) {
  const Played played;
  {
    Sounder sounder;
    sounder.speak({});
    EXPECT_FALSE(std::ifstream{played.file}.good()) << "nothing to say opens nothing";
    sounder.speak(std::vector<std::int16_t>(2'000, 4'321));
    const auto heard = [&] {
      const auto all = played.samples();
      return std::count(all.begin(), all.end(), 4'321);
    };
    for (int i = 0; i < 2'000 && heard() < 2'000; ++i) std::this_thread::sleep_for(std::chrono::milliseconds{5});
    EXPECT_EQ(heard(), 2'000);
  }
}

TEST(Voice, RecordingsOfAnyRateAreTakenAndBadFilesLeftOut) {
  const support::TemporaryFolder folder{"voice"};
  write_wav(folder.path() + "/total.wav", 44'100, 2, std::vector<std::int16_t>(44'100 * 2, 5'000));
  write_wav(folder.path() + "/long.wav", Sounder::samples_per_second, 1, std::vector<std::int16_t>(Sounder::samples_per_second * 5, 5'000));
  std::ofstream{folder.path() + "/broken.wav"} << "RIFF";
  std::ofstream{folder.path() + "/notes.txt"} << "total";
  const Clips clips = Clips::load(folder.path());
  EXPECT_NEAR(static_cast<double>(clips.join({"total"}).size()), Sounder::samples_per_second * 1.03, Sounder::samples_per_second * 0.03);
  EXPECT_TRUE(clips.join({"long"}).empty());
  EXPECT_TRUE(clips.join({"broken"}).empty());
  EXPECT_TRUE(Clips::load(folder.path() + "/none").empty());
}

}  // namespace
}  // namespace zhuangui::ui
