#pragma once
// A code as one line that a person can compare, and a table of such lines.
#include <gtest/gtest.h>

#include <string>

#include "barcode/code.h"

namespace zhuangui::barcode {

/// "goods 06901234567892", "gs1 (01)…(10)…", "false gs1 check_digit 01" (what it claims, reason, AI), "unknown reason text" …
std::string told(const Code& code);

struct Case {
  const char* note;
  std::string_view text;
  const char* symbology;
  std::string_view want;
};

void expect_all(std::initializer_list<Case> cases, const DecodeSettings& settings = {}, int current_year = 2026);

}  // namespace zhuangui::barcode
