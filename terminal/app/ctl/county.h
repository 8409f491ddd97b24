#pragma once
// The way to the county as a command of one thread uses it.
#include <memory>

#include "agent/agent.h"
#include "ctl/context.h"
#include "sync/sync_ports.h"

namespace zhuangui::app {

/// All that agent::Parts refers to, kept together. The identity, the reader and the journal must outlive it.
class CountyLink {
 public:
  /// `journal` may be null: then everything that would write answers an error. Errors: those of the reader, and
  /// invalid_input for a county address that may not be used.
  static core::Result<std::unique_ptr<CountyLink>> open(const Identity& identity, journal::Reader& reader,
                                                        journal::Journal* journal);
  [[nodiscard]] agent::Parts parts();

 private:
  CountyLink(const Identity& identity, std::unique_ptr<agent::HttpPort> http, std::int64_t offset_ms)
      : identity_{identity}, http_{std::move(http)}, clock_{agent::system_clock()}, offset_ms_{offset_ms} {}

  const Identity& identity_;
  std::unique_ptr<agent::HttpPort> http_;
  std::unique_ptr<agent::Clock> clock_;
  std::unique_ptr<JournalPortOverJournal> journal_;
  std::int64_t offset_ms_ = 0;
  bool clock_confirmed_ = false;
};

}  // namespace zhuangui::app
