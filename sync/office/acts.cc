#include "office/acts.h"

#include <kainjow/mustache.hpp>

#include "core/time.h"

namespace zhuangui::office {
namespace {

using kainjow::mustache::data;

data empty_list() { return data{data::type::list}; }

data cells_of(const std::vector<std::string>& texts, std::size_t figures_from) {
  data cells = empty_list();
  for (std::size_t i = 0; i < texts.size(); ++i) {
    data cell;
    cell.set("text", texts[i]);
    cell.set("figure", i >= figures_from);
    cells.push_back(std::move(cell));
  }
  return cells;
}

data table_of(const PageTable& table) {
  data rows = empty_list();
  for (const auto& texts : table.rows) {
    data row;
    row.set("cells", cells_of(texts, table.figures_from));
    rows.push_back(std::move(row));
  }
  data one;
  one.set("id", table.id);
  one.set("title", table.title);
  one.set("empty", table.empty);
  one.set("has_rows", !table.rows.empty());
  one.set("alarming", table.alarming);
  one.set("headers", cells_of(table.headers, table.figures_from));
  one.set("rows", std::move(rows));
  return one;
}

data choices(const std::vector<std::pair<std::string, std::string>>& pairs) {
  data all = empty_list();
  for (const auto& [value, name] : pairs) {
    data one;
    one.set("value", value);
    one.set("name", name);
    all.push_back(std::move(one));
  }
  return all;
}

}  // namespace

core::Result<std::string> render_acts(std::string_view template_text, const ActsView& view) {
  kainjow::mustache::mustache page_template{std::string{template_text}};
  if (!page_template.is_valid())
    return core::fail(core::Errc::invalid_input, "the page's template is not well formed: " + page_template.error_message(),
                      "restore assets/web/acts.mustache");
  data page;
  page.set("date", view.date);
  page.set("is_today", view.date == view.today);
  page.set("now", core::shanghai_minute_text({view.now_ms}));
  if (const auto day = core::parse_date(view.date)) {
    const std::int64_t number = core::days_since_epoch(*day);
    page.set("previous_day", core::date_text(core::date_from_days(number - 1)));
    page.set("next_day", core::date_text(core::date_from_days(number + 1)));
  }
  data tables = empty_list();
  for (const PageTable& table : view.tables) tables.push_back(table_of(table));
  page.set("tables", std::move(tables));
  page.set("token", view.form.token);
  page.set("terminals", choices(view.form.terminals));
  page.set("acts", choices(view.form.acts));
  page.set("has_code", !view.form.code.empty());
  page.set("code", view.form.code);
  page.set("code_for", view.form.code_for);
  page.set("is_refused", !view.form.refused.empty());
  page.set("refused", view.form.refused);
  return page_template.render(page);
}

}  // namespace zhuangui::office
