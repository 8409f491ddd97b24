#pragma once
#include <memory>
#include <string>

#include "agent/ports.h"

// Why an enrolment at the screen came to nothing, as the code of the sentence that says what to do: "enrolling.trouble.CODE".

namespace zhuangui::app {

/// Remembers what the county said last, and how the way to it failed: a person is told what to do, not a sentence.
class Listening final : public agent::HttpPort {
 public:
  explicit Listening(std::unique_ptr<agent::HttpPort> http) : http_{std::move(http)} {}

  core::Result<agent::HttpAnswer> send(const agent::HttpRequest& request) override;
  void cancel() override { http_->cancel(); }
  /// Empty: the last answer was a good one. From the thread that sends.
  [[nodiscard]] const std::string& trouble() const { return trouble_; }

 private:
  std::unique_ptr<agent::HttpPort> http_;
  std::string trouble_;
};

/// Of an enrolment that failed with `error` over `http`.
std::string trouble_of(const core::Error& error, const Listening& http);

}  // namespace zhuangui::app
