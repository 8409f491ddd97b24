#include "core/search.h"

#include <gtest/gtest.h>

#include "shelf.h"

namespace zhuangui::core {
namespace {

std::vector<std::string> ids(const Catalogue& catalogue, std::string_view typed, std::size_t most = 20) {
  std::vector<std::string> found;
  for (const Product* product : search(catalogue, typed, most)) found.push_back(product->id);
  return found;
}

TEST(Search, FindsWhatPeopleType) {
  const auto shelf = support::shelf();
  using Ids = std::vector<std::string>;
  struct Case { const char* note; const char* typed; Ids expected; };
  for (const Case& c : {
           Case{"nothing typed", "", {}},
           Case{"the name people use for it, in the middle of the full one", "yy", {"P-YANGYU"}},
           Case{"all of the initials", "wxyy", {"P-YANGYU"}},
           Case{"the word of the north", "mls", {"P-YANGYU"}},
           Case{"the word of the market", "td", {"P-YANGYU"}},
           Case{"a beginning that several share", "wx", {"P-YANGYU", "P-HETAO", "P-DONGTAO"}},
           Case{"initials nobody has", "zz", {}},
           Case{"initials of two words run together", "mlstd", {}},
           Case{"Chinese from a keyboard", "核桃", {"P-HETAO"}},
           Case{"an alias in Chinese", "土豆", {"P-YANGYU"}},
           Case{"half an alias", "铃", {"P-YANGYU"}},
           Case{"the number on the scale's key", "01234", {"P-YANGYU"}},
           Case{"its beginning", "0123", {"P-YANGYU", "P-DONGTAO"}},
           Case{"a number's middle is none", "1234", {}},
           Case{"the last digits of a package", "908", {"P-JI"}},
           Case{"two digits of a package say too little", "08", {}},
           Case{"the digits in a package's middle", "4567", {}},
           Case{"goods without a price are found: the till says why they are not sold", "干豇豆", {"P-UNPRICED"}},
           Case{"large letters are no initials", "WX", {}},
       })
    EXPECT_EQ(ids(*shelf, c.typed), c.expected) << c.note;
}

TEST(Search, PutsWholeMatchesFirstThenBeginningsThenTheRest) {
  std::vector<Product> products{Product{.id = "A-WITHIN", .name = "里", .initials = {"xli"}}, Product{.id = "B-BEGINNING", .name = "开", .initials = {"lix"}},
                                Product{.id = "C-ALIAS", .name = "别", .initials = {"bie", "li"}}, Product{.id = "D-WHOLE", .name = "全", .initials = {"li"}}};
  const auto catalogue = Catalogue::build(1, products, {});
  ASSERT_TRUE(catalogue.has_value());
  EXPECT_EQ(ids(*catalogue, "li"), (std::vector<std::string>{"C-ALIAS", "D-WHOLE", "B-BEGINNING", "A-WITHIN"}));
  EXPECT_EQ(ids(*catalogue, "li", 3), (std::vector<std::string>{"C-ALIAS", "D-WHOLE", "B-BEGINNING"})) << "the best of them, not the first";
}

TEST(Search, OtherNamesAndInitialsTravelInTheSection) {
  const auto shelf = support::shelf();
  const auto read = Catalogue::from_sections(3, products_section(shelf->products()), prices_section({}));
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->find("P-YANGYU")->aliases, (std::vector<std::string>{"马铃薯", "土豆"}));
  EXPECT_EQ(ids(*read, "td"), (std::vector<std::string>{"P-YANGYU"}));
  const auto old = Catalogue::from_sections(3, R"({"products":[{"id":"P-1","name":"老"}]})", prices_section({}));
  ASSERT_TRUE(old.has_value()) << "a list of a county that does not make them yet";
  EXPECT_EQ(ids(*old, "老"), (std::vector<std::string>{"P-1"}));
}

}  // namespace
}  // namespace zhuangui::core
