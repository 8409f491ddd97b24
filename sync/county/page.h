#pragma once
// What the office's pages have in common.
#include "server.h"

namespace zhuangui::county {

inline constexpr std::size_t web_file_bytes_max = 1u << 20;

/// A page: takes nothing from elsewhere, runs no script, stands in nobody's frame, is kept by no cache.
HttpAnswer page_answer(int status, std::string html);
/// A page that could not be made, as a line of text. `bad_date`: because of the day that was asked for.
HttpAnswer no_page(const core::Error& error);
/// Where pages are not shown.
HttpAnswer page_not_open();

}  // namespace zhuangui::county
