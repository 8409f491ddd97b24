#pragma once
// What runs on a terminal's machine between switching on and off, as zhuangui-terminal puts it together.
#include <memory>
#include <optional>

#include "agent/agent.h"
#include "fiber.h"
#include "runner.h"
#include "terminal_host.h"

namespace zhuangui::sim {

struct TerminalHost::Process final : private agent::Clock, private agent::HttpPort {
  Process(TerminalHost& host, std::unique_ptr<journal::Journal> journal, std::unique_ptr<journal::Reader> reader);
  ~Process() override;

  void start();
  /// Ends the fiber wherever it waits.
  void stop();
  void wake();

  TerminalHost& host;
  std::unique_ptr<journal::Journal> journal;
  std::unique_ptr<journal::Reader> reader;
  std::optional<TerminalBook> book;
  std::unique_ptr<app::JournalPortOverJournal> port;
  std::unique_ptr<agent::Runner> runner;
  std::unique_ptr<TillDesk> desk;
  bool failed = false;  ///< the program ended by itself

  [[nodiscard]] journal::Moment moment() const;
  agent::Parts parts();

 private:
  // The fiber.
  void run();
  core::Result<void> begin();
  bool wait_for(agent::Event& event);
  void pause(std::int64_t number);
  /// From the queue of events only: goes on where wait `number` stands, if it still does.
  void resume(std::int64_t number);

  void operate();
  core::Result<void> on_journal(const app::JournalWork& work);
  agent::Now now() override;
  core::Result<agent::HttpAnswer> send(const agent::HttpRequest& request) override;
  void cancel() override {}

  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
  std::int64_t offset_ms_ = 0;
  bool clock_confirmed_ = false;
  bool stopping_ = false, woken_ = false, answer_waited_ = false;
  std::int64_t wait_ = 0;  ///< number of the wait the fiber stands in
  std::optional<Network::Answer> answer_;
  std::unique_ptr<Fiber> fiber_;
};

}  // namespace zhuangui::sim
