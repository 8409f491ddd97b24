#include "transport/node_holder.h"

#include <gtest/gtest.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <filesystem>

namespace zhuangui::transport {
namespace {

/// Another process that has `path` open until it is let go.
class Holder {
 public:
  explicit Holder(const std::string& path) {
    std::array<int, 2> ready{};
    std::array<int, 2> end{};
    if (pipe(ready.data()) != 0 || pipe(end.data()) != 0) throw std::runtime_error("no pipe");
    child_ = fork();
    if (child_ == 0) {
      close(end[1]);
      const bool opened = open(path.c_str(), O_RDONLY) >= 0;
      char byte = opened ? 'y' : 'n';
      if (write(ready[1], &byte, 1) != 1) _exit(1);
      _exit(read(end[0], &byte, 1) == 0 ? 0 : 1);  // until our side is closed
    }
    close(ready[1]);
    close(end[0]);
    char byte = 'n';
    if (read(ready[0], &byte, 1) != 1 || byte != 'y') throw std::runtime_error("the other process does not start");
    close(ready[0]);
    end_ = end[1];
  }
  ~Holder() {
    close(end_);
    waitpid(child_, nullptr, 0);
  }
  Holder(const Holder&) = delete;
  Holder& operator=(const Holder&) = delete;

  [[nodiscard]] pid_t pid() const { return child_; }

 private:
  pid_t child_ = 0;
  int end_ = -1;
};

TEST(NodeHolder, NamesTheProgramThatHasTheNodeOpen) {
  const std::string path = std::filesystem::canonical(testing::TempDir()) / ("node_" + std::to_string(getpid()));
  close(open(path.c_str(), O_CREAT | O_RDWR, 0600));
  EXPECT_EQ(holder_of(path), "") << "nobody yet";
  const int own = open(path.c_str(), O_RDONLY);
  EXPECT_EQ(holder_of(path), "") << "this program itself does not count";
  {
    const Holder other{path};
    EXPECT_EQ(holder_of(path), "unit_transport (pid " + std::to_string(other.pid()) + ")");
  }
  EXPECT_EQ(holder_of(path), "") << "it was let go";
  close(own);
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace zhuangui::transport
