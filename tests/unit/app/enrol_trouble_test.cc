#include "enrol_trouble.h"

#include <gtest/gtest.h>

#include <optional>

namespace zhuangui::app {
namespace {

using core::Errc;

/// A way to the county that gives what it is told.
class Scripted final : public agent::HttpPort {
 public:
  explicit Scripted(core::Result<agent::HttpAnswer> answer) : answer_{std::move(answer)} {}
  core::Result<agent::HttpAnswer> send(const agent::HttpRequest&) override { return answer_; }
  void cancel() override {}

 private:
  core::Result<agent::HttpAnswer> answer_;
};

TEST(EnrolTrouble, EachWayToFailIsToldByTheSentenceThatMendsIt) {
  using Answer = core::Result<agent::HttpAnswer>;
  const auto said = [](int status, const char* body) { return Answer{agent::HttpAnswer{status, {}, body}}; };
  const auto failed = [](Errc code) { return Answer{tl::unexpected(core::Error{code, "cause", "remedy"})}; };
  struct Case { const char* trouble; Answer last; Errc error; };
  for (const Case& one : {Case{"offline", failed(Errc::offline), Errc::offline},
                          Case{"offline", failed(Errc::timeout), Errc::offline},
                          Case{"address", failed(Errc::invalid_input), Errc::invalid_input},
                          Case{"certificate", failed(Errc::refused), Errc::refused},
                          Case{"not_county", said(200, "<html>log in first</html>"), Errc::refused},
                          Case{"not_county", said(502, "bad gateway"), Errc::offline},
                          Case{"busy", said(429, R"({"code":"too_many"})"), Errc::refused},
                          Case{"busy", said(503, R"({"code":"server_busy"})"), Errc::offline},
                          Case{"clock", said(401, R"({"code":"clock"})"), Errc::refused},
                          Case{"code", said(403, R"({"code":"code_used"})"), Errc::refused},
                          // The county answered well, and yet:
                          Case{"not_approved", said(200, R"({"code":"ok"})"), Errc::timeout},
                          Case{"differs", said(200, R"({"code":"ok"})"), Errc::refused},
                          Case{"folder", said(200, R"({"code":"ok"})"), Errc::disk_full},
                          Case{"folder", said(200, R"({"code":"ok"})"), Errc::permission}}) {
    Listening listening{std::make_unique<Scripted>(one.last)};
    (void)listening.send({});
    EXPECT_EQ(trouble_of({one.error, "", ""}, listening), one.trouble);
  }
}

TEST(EnrolTrouble, WhatWentWrongBeforeIsForgottenWithTheNextGoodAnswer) {
  Listening listening{std::make_unique<Scripted>(agent::HttpAnswer{200, {}, R"({"code":"ok"})"})};
  EXPECT_EQ(listening.trouble(), "");
  (void)listening.send({});
  EXPECT_EQ(listening.trouble(), "");
}

}  // namespace
}  // namespace zhuangui::app
