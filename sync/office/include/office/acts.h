#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/result.h"

namespace zhuangui::office {

/// One table of a page: its words as they are shown.
struct PageTable {
  std::string id, title;
  std::string empty;                            ///< said when there is no row
  std::vector<std::string> headers;
  std::size_t figures_from = 0;                 ///< columns from here on are figures, to the right
  std::vector<std::vector<std::string>> rows;   ///< as many cells as headers
  bool alarming = false;
};

/// The form with which the office approves an act over the phone, and what came of it.
struct ApprovalForm {
  std::string token;                                        ///< proves that the form is ours
  std::vector<std::pair<std::string, std::string>> terminals;  ///< id, name of its counter
  std::vector<std::pair<std::string, std::string>> acts;       ///< word of entries, as people say it
  std::string code;                                         ///< given just now: "1234 5678"
  std::string code_for;                                     ///< what it is for
  std::string refused;                                      ///< why none was given
};

struct ActsView {
  std::string date, today;
  std::int64_t now_ms = 0;  ///< UTC
  std::vector<PageTable> tables;
  ApprovalForm form;
};

/// The page as HTML, everything from outside escaped. Pure; any thread. Errors: invalid_input (the template).
core::Result<std::string> render_acts(std::string_view template_text, const ActsView& view);

}  // namespace zhuangui::office
