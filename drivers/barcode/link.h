#pragma once
#include <optional>

#include "elements.h"
#include "url.h"

namespace zhuangui::barcode {

/// The GS1 Digital Link that `url` is (GS1 Digital Link Standard: URI Syntax, release 1.3; the key names allowed before
/// 1.2 too), or what is wrong with it; nothing: its path ends with no primary key of GS1. Compressed links are not read.
std::optional<Gs1Result> read_link(const Url& url, int current_year);

}  // namespace zhuangui::barcode
