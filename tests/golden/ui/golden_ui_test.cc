// Every screen as it looks, exactly. Pictures of 1280x720 in Chinese stand beside this file to be looked at; other
// sizes and English are held by SHA-256 in hashes.txt. `golden_ui --update` writes both anew, `--update PART…` only
// those whose name holds one of the parts: look at the pictures
// before committing them. A picture that differs is written to build/golden/ui/, and beside it NAME.compare.png: what it
// was, what it is, and where they differ. `golden_ui --compare OLD.png NEW.png OUT.png` makes the same of any two;
// `golden_ui --same ONE OTHER OUT.png` does so only where they differ, and then ends with 1.
#include <gtest/gtest.h>
#include <stb/stb_image.h>
#include <stb/stb_image_write.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>

#include "screen_desk.h"
#include "sha256.h"
#include "ui/customer_screen.h"

namespace zhuangui::test {
namespace {

bool updating = false;
std::vector<std::string> parts_to_update;  // none: all

bool is_looked_at(const std::string& name) {
  const auto holds = [&](const std::string& part) { return name.find(part) != std::string::npos; };
  return parts_to_update.empty() || std::any_of(parts_to_update.begin(), parts_to_update.end(), holds);
}

const std::string& golden_folder() {
  static const std::string folder = std::string{ZHUANGUI_SOURCE_DIR} + "/tests/golden/ui";
  return folder;
}

std::string read_file(const std::string& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

struct Picture {
  std::vector<std::uint32_t> pixels;  // 0xFFRRGGBB
  int width = 0;
  int height = 0;
  friend bool operator==(const Picture&, const Picture&) = default;
};

/// No pixels when there is no such picture.
Picture load(const std::string& path) {
  Picture made;
  int channels = 0;
  unsigned char* bytes = stbi_load(path.c_str(), &made.width, &made.height, &channels, 3);
  if (bytes == nullptr) return {};
  for (int i = 0; i < made.width * made.height; ++i) {
    made.pixels.push_back(0xFF000000U | static_cast<std::uint32_t>(bytes[3 * i] << 16 | bytes[3 * i + 1] << 8 | bytes[3 * i + 2]));
  }
  stbi_image_free(bytes);
  return made;
}

/// Old, new, and the new one pale with what differs in red, beside each other. False: it cannot be written.
bool save_comparison(const Picture& before, const Picture& now, const std::string& path) {
  const int width = std::max(before.width, now.width);
  const int height = std::max(before.height, now.height);
  std::vector<unsigned char> bytes;
  for (int y = 0; y < height; ++y) {
    for (int part = 0; part < 3; ++part) {
      for (int x = 0; x < width; ++x) {
        const auto pixel = [&](const Picture& from) {
          return x < from.width && y < from.height ? from.pixels[static_cast<std::size_t>(y * from.width + x)] : 0U;
        };
        std::uint32_t shown = part == 0 ? pixel(before) : pixel(now);
        if (part == 2) shown = pixel(before) != pixel(now) ? 0xFFE00000U : 0xFFC0C0C0U | (shown & 0x3F3F3FU);
        for (const int shift : {16, 8, 0}) bytes.push_back(static_cast<unsigned char>(shown >> shift));
      }
    }
  }
  return stbi_write_png(path.c_str(), 3 * width, height, 3, bytes.data(), 9 * width) != 0;
}

bool equal_to_picture(const Picture& shown, const std::string& path) { return shown == load(path); }

Picture picture_of(const ui::CustomerScreen& screen) {
  return {{screen.pixels(), screen.pixels() + screen.width() * screen.height()}, screen.width(), screen.height()};
}

Picture picture_of(const ui::Screen& screen) { return {picture(screen), screen.width(), screen.height()}; }

template <class AnyScreen>
void save_differing(const AnyScreen& screen, const std::string& name) {
  const std::string folder = std::string{ZHUANGUI_BINARY_DIR} + "/golden/ui";
  std::filesystem::create_directories(folder);
  const std::string path = folder + "/" + name + ".png";
  ASSERT_TRUE(screen.save_png(path));
  const Picture before = load(golden_folder() + "/" + name + ".png");
  if (!before.pixels.empty()) {
    EXPECT_TRUE(save_comparison(before, picture_of(screen), folder + "/" + name + ".compare.png"));
  }
  ADD_FAILURE() << name << " looks different: compare " << path << " with what stands in " << golden_folder();
}

std::string hash_of(const std::vector<std::uint32_t>& pixels) {
  return sha256_hex({reinterpret_cast<const char*>(pixels.data()), pixels.size() * sizeof pixels[0]});
}

std::string hash_of(const ui::Screen& screen) { return hash_of(picture(screen)); }

using Hashes = std::map<std::string, std::string>;

Hashes read_hashes() {
  Hashes made;
  std::ifstream file{golden_folder() + "/hashes.txt"};
  std::string name, hash;
  while (file >> name >> hash) made[name] = hash;
  return made;
}

TEST(GoldenUi, TheHashIsSha256) {
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

// The pictures hold for these very font files (Debian 12, fonts-noto-cjk 1:20220127+repack1-1).
TEST(GoldenUi, TheFontsAreThoseThePicturesWereMadeWith) {
  const std::string folder = "/usr/share/fonts/opentype/noto/";
  EXPECT_EQ(sha256_hex(read_file(folder + "NotoSansCJK-Regular.ttc")), "b76b0433203017ca80401b2ee0dd69350349871c4b19d504c34dbdd80541690a")
      << "font differs: every picture will too";
  EXPECT_EQ(sha256_hex(read_file(folder + "NotoSansCJK-Bold.ttc")), "faa5f3656a78b2e2d450d27fe8382c778bc2b6bb5ea29c986664a6a435056ceb")
      << "font differs: every picture will too";
}

TEST(GoldenUi, EveryScreenInChineseLooksAsItsPicture) {
  for (const Example& one : example_screens()) {
    if (!is_looked_at(one.name)) continue;
    const auto screen = open_screen({1280, 720});
    draw(*screen, one);
    const std::string path = golden_folder() + "/" + one.name + ".png";
    if (updating) {
      ASSERT_TRUE(screen->save_png(path));
    } else if (!equal_to_picture(picture_of(*screen), path)) {
      save_differing(*screen, one.name);
    }
  }
}

/// The customer's display, and what of the till's examples it shows.
constexpr std::array customer_screens{std::pair{"customer_idle", "idle"}, std::pair{"customer_cart", "selling"}, std::pair{"customer_long_cart", "selling_many"},
                                      std::pair{"customer_due", "paying"}, std::pair{"customer_paid", "paid_waiting"}, std::pair{"customer_paid_exactly", "paid_printed"}};

std::unique_ptr<ui::CustomerScreen> open_customer(ui::Language language) {
  ui::Options options;
  options.strings_folder = strings_folder();
  options.access.language = language;
  auto screen = ui::CustomerScreen::create(options);
  if (!screen) throw std::runtime_error{screen.error().cause};
  return std::move(*screen);
}

TEST(GoldenUi, TheCustomersDisplayLooksAsItsPictures) {
  for (const auto& [name, shown] : customer_screens) {
    const auto screen = open_customer(ui::Language::chinese);
    const Example one = example(example_screens(), shown);
    screen->draw(till::make_view(one.till, one.around), 1024, 600);
    const std::string path = golden_folder() + "/" + name + ".png";
    if (updating) {
      ASSERT_TRUE(screen->save_png(path));
    } else if (!equal_to_picture(picture_of(*screen), path)) {
      save_differing(*screen, name);
    }
  }
}

struct Set {
  const char* name;
  Size size;
  ui::Access access;
  std::vector<Example> screens;
};

ui::Access in_english() {
  ui::Access made;
  made.language = ui::Language::english;
  return made;
}

/// Every size, language and way to look that the pictures do not show.
std::vector<Set> sets() {
  ui::Access large, contrast, low, left, all;
  large.large_type = contrast.high_contrast = low.low_reach = left.left_hand = true;
  all.large_type = all.high_contrast = all.low_reach = all.left_hand = true;
  all.language = ui::Language::english;
  return {{"1920x1080-zh-CN", {1920, 1080}, {}, example_screens()},
          {"1280x720-en", {1280, 720}, in_english(), example_screens()},
          {"1024x600-zh-CN", {1024, 600}, {}, long_screens()},
          {"1280x720-zh-CN", {1280, 720}, {}, notice_screens()},
          {"1080x1920-zh-CN", {1080, 1920}, {}, example_screens()},
          {"1280x720-large", {1280, 720}, large, example_screens()},
          {"1280x720-contrast", {1280, 720}, contrast, example_screens()},
          {"1280x720-low", {1280, 720}, low, example_screens()},
          {"1280x720-left", {1280, 720}, left, example_screens()},
          {"1024x600-all-en", {1024, 600}, all, example_screens()},
          {"720x1280-all-en", {720, 1280}, all, long_screens()},
          {"1024x768-zh-CN", {1024, 768}, {}, example_screens()},
          {"3840x2160-zh-CN", {3840, 2160}, {}, {example(example_screens(), "selling")}}};
}

TEST(GoldenUi, EveryOtherSizeLanguageThemeAndReachLooksAsItDid) {
  const Hashes wanted = read_hashes();
  Hashes found = parts_to_update.empty() ? Hashes{} : wanted;
  for (const Set& set : sets()) {
    const auto screen = open_screen(set.size, set.access);
    for (const Example& one : set.screens) {
      if (!is_looked_at(one.name)) continue;
      screen->set_access(set.access);  // a session ends where an idle screen follows a sale
      draw(*screen, one);
      const std::string name = std::string{set.name} + "/" + one.name;
      found[name] = hash_of(*screen);
      const auto want = wanted.find(name);
      if (!updating && (want == wanted.end() || want->second != found[name])) save_differing(*screen, std::string{set.name} + "-" + one.name);
    }
  }
  for (const auto& [set, size, language] : {std::tuple{"customer-1920x1080-en", Size{1920, 1080}, ui::Language::english},
                                            std::tuple{"customer-1080x1920-zh-CN", Size{1080, 1920}, ui::Language::chinese}}) {
    const auto screen = open_customer(language);
    for (const auto& [name, shown] : customer_screens) {
      const Example one = example(example_screens(), shown);
      screen->draw(till::make_view(one.till, one.around), size.width, size.height);
      const std::string full = std::string{set} + "/" + name;
      found[full] = hash_of(picture_of(*screen).pixels);
      const auto want = wanted.find(full);
      if (!updating && (want == wanted.end() || want->second != found[full])) save_differing(*screen, std::string{set} + "-" + name);
    }
  }
  if (updating) {
    std::ofstream file{golden_folder() + "/hashes.txt"};
    for (const auto& [name, hash] : found) file << name << " " << hash << "\n";
  }
  EXPECT_TRUE(updating || found.size() == wanted.size()) << "hashes.txt names screens that are gone";
}

// The control of both: a picture that differs in the lowest bit of one pixel is another one.
TEST(GoldenUi, OnePixelThatDiffersByOneStepIsCaught) {
  const auto screen = open_screen({1280, 720});
  draw(*screen, example(example_screens(), "selling"));
  std::vector<std::uint32_t> pixels = picture(*screen);
  const std::string hash = hash_of(pixels);
  const std::string path = testing::TempDir() + "zhuangui_golden_control.png";
  ASSERT_TRUE(screen->save_png(path));
  EXPECT_TRUE(equal_to_picture({pixels, 1280, 720}, path));
  for (const std::size_t at : {std::size_t{0}, pixels.size() / 2, pixels.size() - 1}) {
    pixels[at] ^= 1U;
    EXPECT_NE(hash_of(pixels), hash) << at;
    EXPECT_FALSE(equal_to_picture({pixels, 1280, 720}, path)) << at;
    pixels[at] ^= 1U;
  }
}

}  // namespace
}  // namespace zhuangui::test

int main(int count, char** words) {
  testing::InitGoogleTest(&count, words);
  if (count == 5 && std::strcmp(words[1], "--compare") == 0) {
    using namespace zhuangui::test;
    return save_comparison(load(words[2]), load(words[3]), words[4]) ? 0 : 1;
  }
  if (count == 5 && std::strcmp(words[1], "--same") == 0) {
    using namespace zhuangui::test;
    const Picture one = load(words[2]);
    const Picture other = load(words[3]);
    if (!one.pixels.empty() && one == other) return 0;
    return save_comparison(one, other, words[4]) ? 1 : 2;
  }
  zhuangui::test::updating = count > 1 && std::strcmp(words[1], "--update") == 0;
  for (int word = 2; zhuangui::test::updating && word < count; ++word) zhuangui::test::parts_to_update.emplace_back(words[word]);
  return RUN_ALL_TESTS();
}
