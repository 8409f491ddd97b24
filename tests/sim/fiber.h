#pragma once
// Blocking code on virtual time: the agent's real runner waits for an answer in the middle of a call, while the one
// thread of the simulation goes on with other events. A fiber is a stack of its own that is switched to and from.
#include <functional>
#include <memory>

namespace zhuangui::sim {

/// One fiber. All fibers run in the thread that made them. It must have ended before it goes.
class Fiber {
 public:
  explicit Fiber(std::function<void()> work);
  Fiber(const Fiber&) = delete;
  Fiber& operator=(const Fiber&) = delete;
  ~Fiber();

  /// Runs it until it pauses or ends. Not from inside a fiber.
  void resume();
  /// Gives the thread back to whoever resumed. Only from inside this fiber.
  void pause();
  [[nodiscard]] bool ended() const;

 private:
  struct Stack;
  std::unique_ptr<Stack> stack_;
};

}  // namespace zhuangui::sim
