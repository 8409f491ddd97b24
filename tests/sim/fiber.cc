#include "fiber.h"

#include <sys/mman.h>
#include <ucontext.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <vector>

namespace zhuangui::sim {
namespace {

constexpr std::size_t stack_bytes = 1u << 20;  // touched pages only are taken

// Mapping a stack costs more than switching to it: ended fibers leave theirs here.
std::vector<void*>& idle_stacks() {
  static std::vector<void*> stacks;
  return stacks;
}

void* take_stack() {
  auto& idle = idle_stacks();
  if (!idle.empty()) {
    void* stack = idle.back();
    idle.pop_back();
    return stack;
  }
  void* stack = ::mmap(nullptr, stack_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (stack == MAP_FAILED) std::abort();
  ::mprotect(stack, 4096, PROT_NONE);  // running over the end stops at once
  return stack;
}

}  // namespace

struct Fiber::Stack {
  std::function<void()> work;
  ucontext_t inside{}, outside{};
  void* memory = nullptr;
  bool ended = false;

  // makecontext passes ints only: a pointer goes in two halves.
  static void enter(unsigned low, unsigned high) {
    auto* stack = reinterpret_cast<Stack*>((static_cast<std::uintptr_t>(high) << 32) | low);
    try {
      stack->work();
    } catch (const std::exception& fault) {
      std::fprintf(stderr, "sim: a fiber ended by an exception: %s\n", fault.what());
      std::abort();
    }
    stack->ended = true;
    ::swapcontext(&stack->inside, &stack->outside);
  }
};

Fiber::Fiber(std::function<void()> work) : stack_{std::make_unique<Stack>()} {
  stack_->work = std::move(work);
  stack_->memory = take_stack();
  ::getcontext(&stack_->inside);
  stack_->inside.uc_stack.ss_sp = stack_->memory;
  stack_->inside.uc_stack.ss_size = stack_bytes;
  const auto address = reinterpret_cast<std::uintptr_t>(stack_.get());
  ::makecontext(&stack_->inside, reinterpret_cast<void (*)()>(&Stack::enter), 2, static_cast<unsigned>(address),
                static_cast<unsigned>(address >> 32));
}

Fiber::~Fiber() { idle_stacks().push_back(stack_->memory); }

void Fiber::resume() { ::swapcontext(&stack_->outside, &stack_->inside); }
void Fiber::pause() { ::swapcontext(&stack_->inside, &stack_->outside); }
bool Fiber::ended() const { return stack_->ended; }

}  // namespace zhuangui::sim
