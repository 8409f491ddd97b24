#pragma once
#include <string>
#include <tl/expected.hpp>

namespace zhuangui::device {

/// UnifiedPOS result codes, with the numbers of the OPOS headers (E_ prefix dropped).
enum class Errc {
  closed = 101,      ///< open it first
  claimed = 102,     ///< another program or driver holds it
  not_claimed = 103,
  no_service = 104,  ///< set-up is wrong: permission, missing rule
  disabled = 105,
  illegal = 106,     ///< not allowed in this stage
  no_hardware = 107, ///< unplugged or off
  offline = 108,     ///< there, but cannot work: cover open, paper out
  failure = 111,
  timeout = 112,
  busy = 113
};

/// A device error a person can act on; cause and remedy without final dot.
struct DeviceError {
  Errc code = Errc::failure;
  std::string cause;
  std::string remedy;
};

template <class T>
using Result = tl::expected<T, DeviceError>;

}  // namespace zhuangui::device
