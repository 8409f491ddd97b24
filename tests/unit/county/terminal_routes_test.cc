// What a terminal asks of the county beside its journal: signed requests through the routes, on a real county.
#include <gtest/gtest.h>

#include "contract/request.h"
#include "county_desk.h"
#include "routes.h"

namespace zhuangui::county {
namespace {

class TerminalRoutes : public testing::Test {
 protected:
  TerminalRoutes() {
    desk_.enrol(till_);
    desk_.enrol(other_, "C-0002");
  }
  HttpAnswer ask(const support::WritingTerminal& terminal, const std::string& method, const std::string& target, const std::string& body) {
    HttpRequest request;
    request.method = method;
    request.target = target;
    request.body = body;
    const std::string number = std::to_string(++nonce_), nonce = std::string(32 - number.size(), 'a') + number;
    const contract::RequestSignature signed_by = contract::sign_request(terminal.key(), terminal.name(), method, target, desk_.now_ms.load(), nonce, body);
    request.headers = {{"zhuangui-terminal", signed_by.terminal}, {"zhuangui-time", std::to_string(signed_by.time_ms)},
                       {"zhuangui-nonce", signed_by.nonce}, {"zhuangui-signature", signed_by.signature}};
    return routes_.handle(request);
  }

  support::CountyDesk desk_;
  support::WritingTerminal till_{"", 10}, other_{"", 40};
  Routes routes_{*desk_.county, desk_.environment(), {true, ""}};
  int nonce_ = 0;
};

TEST_F(TerminalRoutes, WhatIsKnownOfAPersonIsPutAndErasedByTheTerminalThatSentIt) {
  const std::string place = "/v1/private/P-7Q2MK4XW", wang = R"({"kind":"proxy","name":"王芳"})";
  EXPECT_EQ(ask(till_, "PUT", place, wang).status, 200);
  EXPECT_EQ(ask(till_, "PUT", place, wang).status, 200) << "the same again is the same";
  EXPECT_EQ(ask(other_, "PUT", place, wang).status, 403);
  EXPECT_EQ(ask(till_, "GET", place, "").status, 405) << "nobody reads it over the network";
  EXPECT_EQ(ask(till_, "POST", place, wang).status, 405);
  const HttpAnswer bad = ask(till_, "PUT", place, R"({"kind":"proxy","name":"王芳","gossip":"x"})");
  EXPECT_EQ(bad.status, 400);
  EXPECT_EQ(bad.body.find("王芳"), std::string::npos) << bad.body;
  EXPECT_EQ(ask(other_, "DELETE", place, "").status, 403);
  EXPECT_EQ(ask(till_, "DELETE", place, "").status, 200);
  EXPECT_EQ(ask(till_, "DELETE", place, "").status, 200);
  EXPECT_EQ(ask(till_, "PUT", place, wang).status, 410);
  EXPECT_EQ(ask(till_, "DELETE", "/v1/private/P-222222", "").status, 404);
  HttpRequest unsigned_one;
  unsigned_one.method = "PUT";
  unsigned_one.target = place;
  EXPECT_EQ(routes_.handle(unsigned_one).status, 401);
}

TEST_F(TerminalRoutes, AQuotaIsReservedBeforeItIsDrawnOn) {
  const std::string asked = R"({"reservation":"R-1","sale":"T-0001-1-1","quota":"Q-8K3M2P","holder":"H-7Q2MK4","amount_fen":600})";
  const HttpAnswer unknown = ask(till_, "POST", "/v1/reservations", asked);
  EXPECT_EQ(unknown.status, 409);
  EXPECT_NE(unknown.body.find(R"("code":"unknown_quota")"), std::string::npos) << unknown.body;
  support::must_have(desk_.county->import_csv("quotas",
                                              "reference,counter,batch,union,union_name,occasion,holder,cap_fen,categories,products,last_day,terminal,epoch\n"
                                              "Q-8K3M2P,C-0001,2026-冬,U-0007,县医院工会,慰问,H-7Q2MK4,1000,,,2026-12-30,online,1\n",
                                              "q.csv"));
  std::string second = asked;
  second.replace(second.find("R-1"), 3, "R-2");
  const HttpAnswer granted = ask(till_, "POST", "/v1/reservations", second);
  EXPECT_EQ(granted.status, 200);
  EXPECT_EQ(granted.body, R"({"code":"granted","sentence":"draw it before it expires","expires_at":1795482600000,"county_time":1795482000000})");
  EXPECT_EQ(ask(other_, "POST", "/v1/reservations", second).status, 409) << "under another terminal's number";
  EXPECT_EQ(ask(till_, "GET", "/v1/reservations", "").status, 405);
  EXPECT_EQ(ask(till_, "POST", "/v1/reservations", "[]").status, 400);
  EXPECT_EQ(ask(till_, "POST", "/v1/reservations", "{}").status, 400);
}

}  // namespace
}  // namespace zhuangui::county
