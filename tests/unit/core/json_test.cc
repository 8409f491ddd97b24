#include "core/json.h"

#include <gtest/gtest.h>

namespace zhuangui::core {
namespace {

TEST(JsonWriter, WritesFieldsInTheirOrderWithoutWhiteSpace) {
  JsonWriter json;
  json.begin_object().field("b", 1).field("a", "巫溪\n\"洋芋\"\x01").key("list").begin_array().integer(-2).boolean(true);
  json.null().begin_object().end_object().end_array().key("raw").raw("{\"x\":0}").end_object();
  EXPECT_EQ(json.text(), "{\"b\":1,\"a\":\"巫溪\\n\\\"洋芋\\\"\\u0001\",\"list\":[-2,true,null,{}],\"raw\":{\"x\":0}}");
}

TEST(JsonDocument, GivesBackWhatWasWritten) {
  auto document = JsonDocument::parse("{\"n\":-7,\"t\":\"洋芋\",\"b\":true,\"l\":[1,2],\"o\":{\"k\":null}}");
  ASSERT_TRUE(document.has_value());
  const JsonDocument moved = std::move(*document);
  const JsonValue root = moved.root();
  EXPECT_EQ(root.need_integer("n").value(), -7);
  EXPECT_EQ(root.need_string("t").value(), "洋芋");
  EXPECT_TRUE(root.boolean_or("b", false));
  EXPECT_EQ(root.get("l")->elements().size(), 2u);
  EXPECT_TRUE(root.get("o")->get("k")->is_null());
  EXPECT_EQ(root.members().front().name, "n");
  EXPECT_EQ(root.get("o")->to_text(), "{\"k\":null}");
  EXPECT_FALSE(root.get("missing").has_value());
  EXPECT_FALSE(root.get("n")->get("inside a number").has_value());
}

TEST(JsonDocument, HasNoWayToReadAFraction) {
  const auto document = JsonDocument::parse("{\"half\":0.5,\"whole\":1.0,\"huge\":99999999999999999999}");
  if (!document) return;  // refusing the whole text is as good
  EXPECT_FALSE(document->root().need_integer("half").has_value());
  EXPECT_FALSE(document->root().need_integer("whole").has_value());
  EXPECT_FALSE(document->root().need_integer("huge").has_value());
}

TEST(JsonDocument, RefusesWhatIsNotOneWholeJsonText) {
  for (const char* text : {"", "{", "{}{}", "{\"a\":}", "nul", "{\"a\":1,}", "\"\xff\"", "[1,2"})
    EXPECT_FALSE(JsonDocument::parse(text).has_value()) << text;
  EXPECT_FALSE(JsonDocument::parse(std::string(100, '[') + std::string(100, ']')).has_value()) << "too deep";
}

TEST(JsonDocument, NamesTheFieldThatIsWrong) {
  const auto document = JsonDocument::parse("{\"total_fen\":\"12\"}");
  EXPECT_NE(document->root().need_integer("total_fen").error().cause.find("total_fen"), std::string::npos);
  EXPECT_NE(document->root().need_string("sale").error().cause.find("sale"), std::string::npos);
}

}  // namespace
}  // namespace zhuangui::core
