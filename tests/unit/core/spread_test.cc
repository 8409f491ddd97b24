#include "core/spread.h"

#include <gtest/gtest.h>

namespace zhuangui::core {
namespace {

std::vector<std::int64_t> spread_fen(std::int64_t amount, const std::vector<std::pair<std::int64_t, std::int64_t>>& parts) {
  std::vector<SpreadPart> given;
  for (const auto& [weight, most] : parts) given.push_back({Money::fen(weight), Money::fen(most)});
  std::vector<std::int64_t> answer;
  for (const Money share : spread(Money::fen(amount), given)) answer.push_back(share.in_fen());
  return answer;
}

TEST(Spread, FollowsTheTableReckonedByHand) {
  struct Case {
    const char* note;
    std::int64_t amount;
    std::vector<std::pair<std::int64_t, std::int64_t>> parts;
    std::vector<std::int64_t> want;
  };
  for (const Case& c : {
           Case{"nothing", 0, {{100, 100}, {200, 200}}, {0, 0}},
           Case{"no parts", 100, {}, {}},
           Case{"even", 30, {{100, 100}, {200, 200}}, {10, 20}},
           Case{"424.865, 17.386, 65.798, 491.950: three fen left", 1000, {{7600, 7600}, {311, 311}, {1177, 1177}, {8800, 8800}}, {425, 17, 66, 492}},
           Case{"equal remainders: the earlier part", 100, {{1000, 1000}, {1000, 1000}, {1000, 1000}}, {34, 33, 33}},
           Case{"two fen over three", 2, {{500, 500}, {500, 500}, {500, 500}}, {1, 1, 0}},
           Case{"one is full: the other takes what is left", 100, {{1000, 20}, {1000, 1000}}, {20, 80}},
           Case{"filling one fills the next", 90, {{100, 10}, {100, 35}, {100, 100}}, {10, 35, 45}},
           Case{"all are full", 500, {{100, 30}, {100, 40}}, {30, 40}},
           Case{"full to the last fen", 70, {{100, 30}, {100, 40}}, {30, 40}},
           Case{"most is not more than the weight", 500, {{100, 900}, {50, 50}}, {100, 50}},
           Case{"a part of nothing", 10, {{0, 0}, {10, 10}}, {0, 10}},
           Case{"the dearest sale there is", 9'999'999'998, {{9'999'999'998, 9'999'999'998}, {1, 1}}, {9'999'999'997, 1}},
       })
    EXPECT_EQ(spread_fen(c.amount, c.parts), c.want) << c.note;
}

TEST(ShareOf, PartsAddUpToTheWhole) {
  struct Case { std::int64_t total, part, whole, want; };
  for (const Case& c : {Case{1000, 1, 3, 333}, Case{1000, 2, 3, 667}, Case{1000, 3, 3, 1000}, Case{5, 1, 2, 3}, Case{0, 1, 2, 0},
                        Case{1177, 500, 1015, 580}, Case{9'999'999'999, 999'998, 999'999, 9'999'989'999}})
    EXPECT_EQ(share_of(Money::fen(c.total), c.part, c.whole), Money::fen(c.want)) << c.total << " " << c.part << "/" << c.whole;
}

}  // namespace
}  // namespace zhuangui::core
