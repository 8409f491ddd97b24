#include "check_words.h"

#include <string_view>

namespace zhuangui::contract {
namespace {

// Sixteen qualities and sixteen things, chosen so that no two sound alike in Mandarin or in the local speech.
constexpr std::string_view qualities[16] = {"红", "大", "小", "高", "老", "新", "白", "黑", "金", "青", "东", "南", "远", "早", "长", "好"};
constexpr std::string_view things[16] = {"山", "桥", "马", "鱼", "花", "米", "门", "水", "树", "云", "月", "茶", "田", "瓜", "鸡", "灯"};

}  // namespace

std::string check_word(std::uint8_t index) {
  return std::string(qualities[index >> 4]) + std::string(things[index & 15]);
}

}  // namespace zhuangui::contract
