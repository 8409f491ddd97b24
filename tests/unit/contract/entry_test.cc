// Payloads have one form only: what is read is exactly what was hashed.
#include <gtest/gtest.h>

#include "contract/entry.h"

namespace zhuangui::contract {
namespace {

EntryFields fields(std::string body) {
  return {"T-0001", 500'000, 2, "sale.completed", 1, 1'764'000'000'000, "2026-11-24", std::move(body)};
}

TEST(Payload, TheExactTextOfTheBodyIsKept) {
  for (const char* body : {"{}", R"({"a":1})", R"({ "a" : [1, 2] })", R"({"洋芋":"\u6d0b\n"})", R"({"body":{"body":1}})",
                           R"({"x":"},\"body\":{"})"}) {
    const std::string payload = encode_payload(fields(body));
    const auto back = decode_payload(payload);
    ASSERT_TRUE(back) << body << ": " << back.error().cause;
    EXPECT_EQ(back->body, body);
    EXPECT_EQ(back->terminal, "T-0001");
    EXPECT_EQ(back->epoch, 500'000);
    EXPECT_EQ(back->business_day, "2026-11-24");
    EXPECT_EQ(encode_payload(*back), payload);
  }
}

TEST(Payload, EveryOtherFormIsRefused) {
  const std::string whole = encode_payload(fields("{}"));
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string text = whole;
    text.replace(text.find(from), from.size(), to);
    return text;
  };
  struct Case {
    const char* note;
    std::string payload;
  };
  for (const Case& c : {
           Case{"nothing", ""},
           Case{"a list", "[]"},
           Case{"cut off", whole.substr(0, whole.size() - 1)},
           Case{"something behind it", whole + "{}"},
           Case{"a line break behind it", whole + "\n"},
           Case{"white space in front", " " + whole},
           Case{"white space inside", with(",\"seq\"", ", \"seq\"")},
           Case{"white space before the last brace", with("{}}", "{} }")},
           Case{"white space before the body", with(":{}}", ": {}}")},
           Case{"two bodies", with("{}}", "{},\"body\":{}}")},
           Case{"a field more", with("{}}", "{},\"more\":1}")},
           Case{"a field less", with("\"version\":1,", "")},
           Case{"a field twice", with("\"seq\":2", "\"seq\":2,\"seq\":2")},
           Case{"another order", with("\"epoch\":500000,\"seq\":2", "\"seq\":2,\"epoch\":500000")},
           Case{"a body that is no object", with("{}}", "[]}")},
           Case{"a number written otherwise", with("\"seq\":2", "\"seq\":2e0")},
           Case{"a fraction", with("\"seq\":2", "\"seq\":2.5")},
           Case{"number 0", with("\"seq\":2", "\"seq\":0")},
           Case{"a name escaped for no reason", with("T-0001", "T\\u002d0001")},
       })
    EXPECT_FALSE(decode_payload(c.payload)) << c.note;
}

TEST(Chain, EveryPartOfTheTextIsInTheHash) {
  PublicKey one{}, other{};
  other[31] = 1;
  EXPECT_NE(first_hash(one, 1), first_hash(other, 1));
  EXPECT_NE(first_hash(one, 1), first_hash(one, 256)) << "the epoch's bytes are not cut";
  const Hash start = first_hash(one, 1);
  EXPECT_NE(next_hash(start, "a"), next_hash(start, "b"));
  EXPECT_NE(next_hash(start, "a"), next_hash(first_hash(one, 2), "a"));
}

TEST(Head, IsOfOneTerminalEpochNumberAndHash) {
  const KeyPair key = KeyPair::generate();
  const Head head = sign_head(key, "T-0001", 5, 6, blake2b("x"));
  EXPECT_TRUE(verify_head(key.public_key(), "T-0001", head));
  EXPECT_FALSE(verify_head(key.public_key(), "T-0002", head));
  EXPECT_FALSE(verify_head(KeyPair::generate().public_key(), "T-0001", head));
  for (const auto& change : {+[](Head& h) { ++h.epoch; }, +[](Head& h) { ++h.seq; }, +[](Head& h) { h.hash[0] ^= 1; },
                             +[](Head& h) { h.signature[0] ^= 1; }}) {
    Head changed = head;
    change(changed);
    EXPECT_FALSE(verify_head(key.public_key(), "T-0001", changed));
  }
}

}  // namespace
}  // namespace zhuangui::contract
