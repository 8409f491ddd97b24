#pragma once
// Private to journal: one question to the database, its rows as values.
#include <optional>
#include <vector>

#include "sqlite.h"

namespace zhuangui::journal {

/// Every row of a question, made by `make`.
template <class Make, class... Values>
auto every(Connection& database, const std::string& sql, Make make, const Values&... values)
    -> Result<std::vector<decltype(make(std::declval<const Rows&>()))>> {
  auto select = database.prepare(sql);
  if (!select) return tl::unexpected(select.error());
  std::vector<decltype(make(std::declval<const Rows&>()))> answer;
  Rows rows = select->rows(values...);
  while (true) {
    const auto more = rows.next();
    if (!more) return tl::unexpected(more.error());
    if (!*more) return answer;
    answer.push_back(make(rows));
  }
}

/// The only row of a question.
template <class Make, class... Values>
auto only(Connection& database, const std::string& sql, Make make, const Values&... values)
    -> Result<std::optional<decltype(make(std::declval<const Rows&>()))>> {
  auto all = every(database, sql, make, values...);
  if (!all) return tl::unexpected(all.error());
  if (all->empty()) return std::optional<decltype(make(std::declval<const Rows&>()))>{};
  return std::optional{std::move(all->front())};
}

}  // namespace zhuangui::journal
