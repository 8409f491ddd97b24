#pragma once
// What `zhuanguictl code` says about one code (design §8; assets/contract/code.schema.json).
#include <string>

#include "barcode/code.h"

namespace zhuangui::app {

/// The answer as one JSON object on one line. Payment codes stand in it only masked.
std::string code_answer_json(const std::string& id, const barcode::Code& code);

/// The same for people, one line: "gs1 (01)06901234567892(10)A1 {…}".
std::string code_answer_text(const barcode::Code& code);

/// False for a code that is not what it claims, or means nothing.
bool is_valid(const barcode::Code& code);

}  // namespace zhuangui::app
