#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "core/result.h"

namespace zhuangui::app {

/// A file that was not there, for this user alone, since a session tells how a counter works.
class SessionFile {
 public:
  /// Errors: conflict (it is there already), io_error.
  static core::Result<std::unique_ptr<SessionFile>> create(std::string name);
  ~SessionFile();
  SessionFile(const SessionFile&) = delete;
  SessionFile& operator=(const SessionFile&) = delete;

  void write(std::string_view text);
  /// Error: disk_full when a part could not be written.
  [[nodiscard]] core::Result<void> is_whole() const;

 private:
  SessionFile(std::string name, int descriptor) : name_{std::move(name)}, descriptor_{descriptor} {}

  const std::string name_;
  const int descriptor_;
  bool whole_ = true;
};

}  // namespace zhuangui::app
