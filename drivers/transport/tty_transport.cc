#include "tty_transport.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <optional>
#include <thread>

#include "device/line_coding.h"
#include "transport/node_holder.h"

namespace zhuangui::transport {

using device::DeviceError;
using device::DeviceInfo;
using device::Errc;
using device::Transferred;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

namespace {

DeviceError line_open_error(int code, const std::string& node) {
  switch (code) {
    case EACCES:
    case EPERM:
      return {Errc::no_service, "no permission to use the serial line " + node,
              "put this user into the group that owns it: sudo usermod -aG dialout $USER, then log in anew"};
    case EBUSY: {
      const std::string holder = holder_of(node);
      return {Errc::claimed, "the serial line " + node + " is held by " + (holder.empty() ? "another program" : holder),
              "close that program; sudo fuser -v " + node + " names it"};
    }
    case ENOENT:
    case ENXIO:
    case ENODEV:
    case EIO: return {Errc::no_hardware, "the serial line " + node + " is not there", "plug its adapter in"};
    case ENOTTY: return {Errc::no_service, node + " is no serial line", "name a tty, such as /dev/ttyS0"};
    default: return {Errc::failure, "opening the serial line " + node + ": " + std::strerror(code), "plug its adapter in anew"};
  }
}

std::optional<speed_t> speed_of(std::uint32_t baud) {
  struct Rate {
    std::uint32_t baud;
    speed_t speed;
  };
  static constexpr std::array<Rate, 12> rates{{{300, B300}, {600, B600}, {1200, B1200}, {1800, B1800}, {2400, B2400},
                                               {4800, B4800}, {9600, B9600}, {19200, B19200}, {38400, B38400},
                                               {57600, B57600}, {115200, B115200}, {230400, B230400}}};
  for (const Rate& rate : rates)
    if (rate.baud == baud) return rate.speed;
  return std::nullopt;
}

// Bytes as they are: no echo, no line editing, no flow control by XON or XOFF, and no waiting for a carrier.
void make_raw(termios& settings) {
  cfmakeraw(&settings);
  settings.c_cflag |= CLOCAL | CREAD;
  settings.c_cflag &= ~static_cast<tcflag_t>(CRTSCTS);
  settings.c_iflag &= ~static_cast<tcflag_t>(IXOFF | IXANY);
  settings.c_cc[VMIN] = 0;
  settings.c_cc[VTIME] = 0;
}

}  // namespace

OwnedFile::~OwnedFile() {
  if (file_ >= 0) ::close(file_);
}

device::Result<std::unique_ptr<device::Transport>> TtyTransport::open(const DeviceInfo& info, const std::string& node) {
  const auto refuse = [&](int code) { return tl::unexpected(line_open_error(code, node)); };
  OwnedFile tty{::open(node.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)};
  if (tty.get() < 0) return refuse(errno);
  termios former{};
  if (::tcgetattr(tty.get(), &former) != 0) return refuse(errno);
  // TIOCEXCL keeps others from opening it from now on (not root); the lock tells who has it open already and asks.
  if (::flock(tty.get(), LOCK_EX | LOCK_NB) != 0) return refuse(errno == EWOULDBLOCK ? EBUSY : errno);
  if (::ioctl(tty.get(), TIOCEXCL) != 0) return refuse(errno);
  termios settings = former;
  make_raw(settings);
  if (::tcsetattr(tty.get(), TCSAFLUSH, &settings) != 0) return refuse(errno);
  OwnedFile cancelled{::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)};
  if (cancelled.get() < 0) return refuse(errno);
  return std::unique_ptr<device::Transport>(new TtyTransport(info, node, std::move(tty), std::move(cancelled), former));
}

TtyTransport::TtyTransport(DeviceInfo info, std::string node, OwnedFile tty, OwnedFile cancelled, const termios& former)
    : info_{std::move(info)}, node_{std::move(node)}, tty_{std::move(tty)}, cancelled_{std::move(cancelled)}, former_{former} {}

TtyTransport::~TtyTransport() {
  // What was written last still goes out; but closing would wait half a minute for bytes that nobody takes.
  constexpr int tries_max = 50;
  int waiting = 0;
  for (int tries = 0; tries < tries_max && ::ioctl(tty_.get(), TIOCOUTQ, &waiting) == 0 && waiting > 0; ++tries)
    std::this_thread::sleep_for(milliseconds{5});
  ::tcflush(tty_.get(), waiting > 0 ? TCIOFLUSH : TCIFLUSH);
  ::tcsetattr(tty_.get(), TCSANOW, &former_);
  ::ioctl(tty_.get(), TIOCNXCL);
}

TtyTransport::Wake TtyTransport::wait(short events, steady_clock::time_point until) {
  std::array<pollfd, 2> waited{{{tty_.get(), events, 0}, {cancelled_.get(), POLLIN, 0}}};
  while (true) {
    const auto left = std::chrono::ceil<milliseconds>(until - steady_clock::now());
    const int answered = ::poll(waited.data(), waited.size(), static_cast<int>(std::max<std::int64_t>(left.count(), 0)));
    if (answered < 0 && errno == EINTR) continue;
    if (answered < 0) return Wake::gone;
    if (waited[1].revents != 0) {
      std::uint64_t count = 0;
      [[maybe_unused]] const auto drained = ::read(cancelled_.get(), &count, sizeof count);
      return Wake::timed_out;
    }
    // What came in before the plug was pulled is still to be read; a writer has nothing to wait for any more.
    if ((waited[0].revents & events) != 0 && !((waited[0].revents & POLLHUP) != 0 && events == POLLOUT)) return Wake::ready;
    if (waited[0].revents != 0) return Wake::gone;
    return Wake::timed_out;
  }
}

device::Result<Transferred> TtyTransport::read(std::span<std::byte> into, milliseconds timeout) {
  const auto until = steady_clock::now() + timeout;
  while (true) {
    const Wake wake = wait(POLLIN, until);
    if (wake == Wake::timed_out) return Transferred{0, true};
    if (wake == Wake::gone) return tl::unexpected(gone());
    const ssize_t bytes = ::read(tty_.get(), into.data(), into.size());
    if (bytes > 0) return Transferred{static_cast<std::size_t>(bytes), false};
    if (bytes == 0) return tl::unexpected(gone());  // hung up
    if (errno != EAGAIN && errno != EINTR) return tl::unexpected(failed("reading from", errno));
  }
}

device::Result<Transferred> TtyTransport::write(std::span<const std::byte> bytes, milliseconds timeout) {
  const auto until = steady_clock::now() + timeout;
  std::size_t done = 0;
  while (done < bytes.size()) {
    const Wake wake = wait(POLLOUT, until);
    if (wake == Wake::timed_out) return Transferred{done, true};
    if (wake == Wake::gone) {
      if (done > 0) return Transferred{done, false};
      return tl::unexpected(gone());
    }
    const ssize_t taken = ::write(tty_.get(), bytes.data() + done, bytes.size() - done);
    if (taken > 0) done += static_cast<std::size_t>(taken);
    else if (taken < 0 && errno != EAGAIN && errno != EINTR) {
      if (done > 0) return Transferred{done, false};
      return tl::unexpected(failed("writing to", errno));
    }
  }
  return Transferred{done, false};
}

device::Result<std::size_t> TtyTransport::control(std::uint8_t request_type, std::uint8_t request, std::uint16_t value,
                                                  std::uint16_t, std::span<std::byte> data, milliseconds) {
  constexpr std::uint8_t to_interface = 0x21;
  if (request_type == to_interface && request == device::set_line_coding_request) return set_line_coding(data);
  if (request_type == to_interface && request == device::set_control_line_state_request) return set_line_state(value);
  return tl::unexpected(DeviceError{Errc::failure, "a serial line answers no such request", "take a driver for serial lines"});
}

// The structure of CDC PSTN 1.2, table 17: rate (4 bytes, little end first), stop bits, parity, data bits.
device::Result<std::size_t> TtyTransport::set_line_coding(std::span<const std::byte> structure) {
  const auto at = [&](std::size_t place) { return std::to_integer<std::uint32_t>(structure[place]); };
  const auto refuse = [&](const std::string& what) {
    return tl::unexpected(DeviceError{Errc::failure, "the serial line " + node_ + " cannot do " + what,
                                      "choose the rate and format the device is set to"});
  };
  if (structure.size() != 7) return refuse("a line coding of another length than 7");
  const std::uint32_t baud = at(0) | at(1) << 8 | at(2) << 16 | at(3) << 24;
  const auto speed = speed_of(baud);
  if (!speed) return refuse(std::to_string(baud) + " baud");
  const std::uint32_t stop = at(4), parity = at(5), bits = at(6);
  if ((stop != 0 && stop != 2) || parity > 2 || (bits != 7 && bits != 8)) return refuse("this format");
  termios settings{};
  if (::tcgetattr(tty_.get(), &settings) != 0) return tl::unexpected(failed("setting up", errno));
  make_raw(settings);
  ::cfsetspeed(&settings, *speed);
  settings.c_cflag &= ~static_cast<tcflag_t>(CSIZE | CSTOPB | PARENB | PARODD);
  settings.c_cflag |= (bits == 7 ? CS7 : CS8) | (stop == 2 ? CSTOPB : 0u) | (parity != 0 ? PARENB : 0u) | (parity == 1 ? PARODD : 0u);
  if (::tcsetattr(tty_.get(), TCSAFLUSH, &settings) != 0) return tl::unexpected(failed("setting up", errno));
  // tcsetattr is content when any of it was done: the rate is what an adapter may not have.
  termios now{};
  if (::tcgetattr(tty_.get(), &now) != 0) return tl::unexpected(failed("setting up", errno));
  if (::cfgetospeed(&now) != *speed) return refuse(std::to_string(baud) + " baud");
  return structure.size();
}

device::Result<std::size_t> TtyTransport::set_line_state(std::uint16_t value) {
  int lines = ((value & 1) != 0 ? TIOCM_DTR : 0) | ((value & 2) != 0 ? TIOCM_RTS : 0);
  // A line without modem wires (a pseudo-terminal, some adapters) has nothing to raise, and works all the same.
  if (::ioctl(tty_.get(), TIOCMSET, &lines) != 0 && errno != ENOTTY && errno != EINVAL)
    return tl::unexpected(failed("setting up", errno));
  return 0;
}

void TtyTransport::cancel() {
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto written = ::write(cancelled_.get(), &one, sizeof one);
}

DeviceError TtyTransport::gone() const {
  return {Errc::no_hardware, "the serial line " + node_ + " is gone", "plug its adapter in again"};
}

DeviceError TtyTransport::failed(const std::string& action, int code) const {
  if (code == EIO || code == ENXIO || code == ENODEV) return gone();
  return {Errc::failure, action + " the serial line " + node_ + ": " + std::strerror(code), "plug its adapter in anew"};
}

}  // namespace zhuangui::transport
