#include "pinyin.h"

#include <gtest/gtest.h>

namespace zhuangui::ingest {
namespace {

// Expected letters are from the readings of 现代汉语词典, by hand.
TEST(PinyinInitials, AreWhatPeopleType) {
  struct Case { const char* name; const char* initials; };
  for (const Case& c : {
           Case{"巫溪洋芋", "wxyy"},
           Case{"马铃薯", "mls"},
           Case{"大宁河鸡", "dnhj"},
           Case{"红池坝蜂蜜", "hcbfm"},
           Case{"板角山羊羊腿肉", "bjsyytr"},
           Case{"高山猕猴桃", "gsmht"},
           Case{"农家干豇豆", "njgjd"},
           Case{"养殖虹鳟", "yzhz"},
           Case{"大红袍花椒", "dhphj"},
           Case{"女儿红", "neh"},          // ü without its dots
           Case{"绿茶", "lc"},
           Case{"A级 500克 Tea", "aj500ktea"},
           Case{"㭎木耳", "gme"},           // a rare character, as in names of places
           Case{"脆李（巫溪）", "clwx"},
           Case{"", ""},
           Case{"……", ""},
       })
    EXPECT_EQ(pinyin_initials(c.name), c.initials) << c.name;
}

TEST(PinyinInitials, BytesThatAreNoTextDoNoHarm) {
  EXPECT_EQ(pinyin_initials("\xff\xfe" "a"), "a");
  EXPECT_EQ(pinyin_initials("\xe7\xbe"), "");
}

}  // namespace
}  // namespace zhuangui::ingest
