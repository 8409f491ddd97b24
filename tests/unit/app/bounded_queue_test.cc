#include "bounded_queue.h"

#include <atomic>
#include <gtest/gtest.h>
#include <thread>
#include <vector>

namespace zhuangui::app {
namespace {

TEST(BoundedQueue, NeverHoldsMoreThanItsCapacity) {
  BoundedQueue<int> queue{3};
  for (int item = 0; item < 3; ++item) EXPECT_TRUE(queue.try_push(item));
  EXPECT_FALSE(queue.try_push(3));
  EXPECT_EQ(queue.size(), 3u);
  EXPECT_EQ(queue.try_pop(), 0);
  EXPECT_TRUE(queue.try_push(3));
}

TEST(BoundedQueue, GivesEveryItemOfEveryThreadOnceAndInItsOrder) {
  constexpr int threads = 4, items = 5'000;
  BoundedQueue<std::pair<int, int>> queue{16};
  std::vector<std::thread> writers;
  for (int thread = 0; thread < threads; ++thread)
    writers.emplace_back([&queue, thread] {
      for (int item = 0; item < items; ++item) queue.push({thread, item});
    });
  std::vector<int> next(threads, 0);
  for (int count = 0; count < threads * items; ++count) {
    const auto got = queue.pop();
    ASSERT_TRUE(got.has_value());
    ASSERT_EQ(got->second, next[static_cast<std::size_t>(got->first)]++);
  }
  for (std::thread& writer : writers) writer.join();
  EXPECT_FALSE(queue.try_pop().has_value());
}

TEST(BoundedQueue, ClosingEndsEveryWaitAndKeepsWhatIsInIt) {
  BoundedQueue<int> full{1}, empty{1};
  ASSERT_TRUE(full.push(7));
  std::atomic<int> ended{0};
  std::thread writer{[&] { if (!full.push(8)) ++ended; }};
  std::thread reader{[&] { if (!empty.pop()) ++ended; }};
  full.close();
  empty.close();
  writer.join();
  reader.join();
  EXPECT_EQ(ended, 2);
  EXPECT_EQ(full.pop(), 7);
  EXPECT_FALSE(full.pop().has_value());
  EXPECT_FALSE(full.try_push(9));
}

}  // namespace
}  // namespace zhuangui::app
