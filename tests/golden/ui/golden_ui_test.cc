// Every screen as it looks, exactly. Pictures of 1280x720 in Chinese stand beside this file to be looked at; other
// sizes and English are held by SHA-256 in hashes.txt. `golden_ui --update` writes both anew: look at the pictures
// before committing them. A picture that differs is written to build/golden/ui/.
#include <gtest/gtest.h>
#include <stb/stb_image.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>

#include "screen_desk.h"
#include "sha256.h"

namespace zhuangui::test {
namespace {

bool updating = false;

const std::string& golden_folder() {
  static const std::string folder = std::string{ZHUANGUI_SOURCE_DIR} + "/tests/golden/ui";
  return folder;
}

std::string read_file(const std::string& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

void save_differing(const ui::Screen& screen, const std::string& name) {
  const std::string folder = std::string{ZHUANGUI_BINARY_DIR} + "/golden/ui";
  std::filesystem::create_directories(folder);
  const std::string path = folder + "/" + name + ".png";
  ASSERT_TRUE(screen.save_png(path));
  ADD_FAILURE() << name << " looks different: compare " << path << " with what stands in " << golden_folder();
}

bool equal_to_picture(const ui::Screen& screen, const std::string& path) {
  int width = 0, height = 0, channels = 0;
  unsigned char* bytes = stbi_load(path.c_str(), &width, &height, &channels, 3);
  bool equal = bytes != nullptr && width == screen.width() && height == screen.height();
  for (int i = 0; equal && i < width * height; ++i) {
    const std::uint32_t pixel = screen.pixels()[i];
    equal = bytes[3 * i] == (pixel >> 16 & 0xFF) && bytes[3 * i + 1] == (pixel >> 8 & 0xFF) && bytes[3 * i + 2] == (pixel & 0xFF);
  }
  stbi_image_free(bytes);
  return equal;
}

std::string hash_of(const ui::Screen& screen) {
  std::string bytes(static_cast<std::size_t>(screen.width() * screen.height()) * 4, '\0');
  std::memcpy(bytes.data(), screen.pixels(), bytes.size());
  return sha256_hex(bytes);
}

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
    const auto screen = open_screen({1280, 720});
    draw(*screen, one);
    const std::string path = golden_folder() + "/" + one.name + ".png";
    if (updating) {
      ASSERT_TRUE(screen->save_png(path));
    } else if (!equal_to_picture(*screen, path)) {
      save_differing(*screen, one.name);
    }
  }
}

TEST(GoldenUi, EveryOtherSizeLanguageAndLengthOfNamesLooksAsItDid) {
  struct Set { const char* name; Size size; ui::Language language; std::vector<Example> screens; };
  const std::vector<Set> sets{{"1920x1080-zh-CN", {1920, 1080}, ui::Language::chinese, example_screens()},
                              {"1280x720-en", {1280, 720}, ui::Language::english, example_screens()},
                              {"1024x600-zh-CN", {1024, 600}, ui::Language::chinese, long_screens()},
                              {"1280x720-zh-CN", {1280, 720}, ui::Language::chinese, notice_screens()}};
  const Hashes wanted = read_hashes();
  Hashes found;
  for (const Set& set : sets) {
    for (const Example& one : set.screens) {
      const auto screen = open_screen(set.size, set.language);
      draw(*screen, one);
      const std::string name = std::string{set.name} + "/" + one.name;
      found[name] = hash_of(*screen);
      const auto want = wanted.find(name);
      if (!updating && (want == wanted.end() || want->second != found[name])) save_differing(*screen, std::string{set.name} + "-" + one.name);
    }
  }
  if (updating) {
    std::ofstream file{golden_folder() + "/hashes.txt"};
    for (const auto& [name, hash] : found) file << name << " " << hash << "\n";
  }
  EXPECT_TRUE(updating || found.size() == wanted.size()) << "hashes.txt names screens that are gone";
}

}  // namespace
}  // namespace zhuangui::test

int main(int count, char** words) {
  testing::InitGoogleTest(&count, words);
  zhuangui::test::updating = count > 1 && std::strcmp(words[1], "--update") == 0;
  return RUN_ALL_TESTS();
}
