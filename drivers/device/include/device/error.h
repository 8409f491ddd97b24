#pragma once
#include <string>
#include <string_view>
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
  no_exist = 109,    ///< no such device, profile or file
  exists = 110,
  failure = 111,
  timeout = 112,
  busy = 113,
  extended = 114     ///< a code of the device's own kind: paper, cover, overweight
};

/// The name UnifiedPOS gives it: "E_CLAIMED".
constexpr std::string_view error_name(Errc code) {
  switch (code) {
    case Errc::closed: return "E_CLOSED";
    case Errc::claimed: return "E_CLAIMED";
    case Errc::not_claimed: return "E_NOTCLAIMED";
    case Errc::no_service: return "E_NOSERVICE";
    case Errc::disabled: return "E_DISABLED";
    case Errc::illegal: return "E_ILLEGAL";
    case Errc::no_hardware: return "E_NOHARDWARE";
    case Errc::offline: return "E_OFFLINE";
    case Errc::no_exist: return "E_NOEXIST";
    case Errc::exists: return "E_EXISTS";
    case Errc::failure: return "E_FAILURE";
    case Errc::timeout: return "E_TIMEOUT";
    case Errc::busy: return "E_BUSY";
    case Errc::extended: return "E_EXTENDED";
  }
  return "E_FAILURE";
}

/// A device error a person can act on; cause and remedy without final dot.
struct DeviceError {
  Errc code = Errc::failure;
  std::string cause;
  std::string remedy;
};

template <class T>
using Result = tl::expected<T, DeviceError>;

}  // namespace zhuangui::device
