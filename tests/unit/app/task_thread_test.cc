#include "task_thread.h"

#include <gtest/gtest.h>

namespace zhuangui::app {
namespace {

TEST(TaskThread, RunsEveryTaskInOrderAndFinishesWhatIsQueued) {
  Activity activity;
  std::vector<int> order;
  {
    TaskThread thread{activity};
    for (int task = 0; task < 500; ++task) ASSERT_TRUE(thread.post([&order, task] { order.push_back(task); }));
  }
  ASSERT_EQ(order.size(), 500u);
  for (int task = 0; task < 500; ++task) EXPECT_EQ(order[static_cast<std::size_t>(task)], task);
  EXPECT_TRUE(activity.at_rest());
}

TEST(TaskThread, IsNotAtRestWhileATaskOrWhatItSetGoingIsUnderWay) {
  Activity activity;
  TaskThread second{activity};
  std::atomic<bool> let_go{false}, done{false};
  TaskThread first{activity};
  ASSERT_TRUE(first.post([&] {
    while (!let_go) std::this_thread::yield();
    second.post([&] { done = true; });
  }));
  EXPECT_FALSE(activity.at_rest());
  let_go = true;
  while (!activity.at_rest()) std::this_thread::yield();
  EXPECT_TRUE(done);
}

TEST(TaskThread, RefusesTasksWhenItHasFinished) {
  Activity activity;
  TaskThread thread{activity};
  thread.finish();
  EXPECT_FALSE(thread.post([] {}));
  EXPECT_TRUE(activity.at_rest());
}

}  // namespace
}  // namespace zhuangui::app
