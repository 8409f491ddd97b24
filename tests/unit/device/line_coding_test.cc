#include "device/line_coding.h"

#include <gtest/gtest.h>

#include <vector>

namespace zhuangui::device {
namespace {

struct Request {
  int type, request, value, index;
  std::vector<int> data;
  friend bool operator==(const Request&, const Request&) = default;
};

/// A line that keeps what it is asked, and refuses the request numbered `refused`.
class Line final : public Transport {
 public:
  [[nodiscard]] const DeviceInfo& info() const override { return info_; }
  Result<Transferred> read(std::span<std::byte>, std::chrono::milliseconds) override { return Transferred{}; }
  Result<Transferred> write(std::span<const std::byte>, std::chrono::milliseconds) override { return Transferred{}; }
  Result<std::size_t> control(std::uint8_t type, std::uint8_t request, std::uint16_t value, std::uint16_t index,
                              std::span<std::byte> data, std::chrono::milliseconds) override {
    asked.push_back({type, request, value, index, {}});
    for (const std::byte b : data) asked.back().data.push_back(std::to_integer<int>(b));
    if (asked.size() == refused) return tl::unexpected(DeviceError{Errc::failure, "the request was stalled", "none"});
    return data.size();
  }
  void cancel() override {}

  std::vector<Request> asked;
  std::size_t refused = 0;

 private:
  DeviceInfo info_;
};

TEST(LineCoding, IsSentAsTheCdcStandardWritesItAndTheLinesAreRaised) {
  Line line;
  ASSERT_TRUE(set_up_line(line, {.baud = 2400, .data_bits = 7, .parity = Parity::even}, 3));
  EXPECT_EQ(line.asked, (std::vector<Request>{{0x21, 0x20, 0, 3, {0x60, 0x09, 0, 0, 0, 2, 7}}, {0x21, 0x22, 3, 3, {}}}));
}

TEST(LineCoding, RatesAreLittleEndianAndTwoStopBitsAreTwo) {
  Line line;
  ASSERT_TRUE(set_up_line(line, {.baud = 115200, .two_stop_bits = true}));
  EXPECT_EQ(line.asked.front().data, (std::vector<int>{0x00, 0xC2, 0x01, 0x00, 2, 0, 8}));
}

TEST(LineCoding, ARefusalOfEitherRequestIsTold) {
  for (const std::size_t refused : {std::size_t{1}, std::size_t{2}}) {
    Line line;
    line.refused = refused;
    const auto set = set_up_line(line, {});
    ASSERT_FALSE(set) << refused;
    EXPECT_EQ(set.error().code, Errc::failure);
    EXPECT_EQ(line.asked.size(), refused);
  }
}

}  // namespace
}  // namespace zhuangui::device
