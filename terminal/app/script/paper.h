#pragma once
// Private to the script: what came out of the simulated printer since a mark.
#include <string>
#include <string_view>

#include "core/result.h"

namespace zhuangui::app {

/// Follows DIR/simulated/printer.prn, to which the terminal appends every byte that got onto paper. The mark stands
/// at the file's end when this is made.
class Paper {
 public:
  static constexpr std::size_t bytes_max = 256u << 20;

  explicit Paper(const std::string& data_directory);
  /// Bytes after the mark; none when there is no file yet. Errors: permission, io_error, invalid_input (over bytes_max).
  [[nodiscard]] core::Result<std::string> since_mark() const;
  void move_mark(std::size_t bytes) { mark_ += bytes; }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
  std::size_t mark_ = 0;
};

/// The bytes a Chinese printer gets for a text (GB18030-2005; ASCII stays as it is). Errors: invalid_input.
core::Result<std::string> to_gb18030(std::string_view utf8);

}  // namespace zhuangui::app
