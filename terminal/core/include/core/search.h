#pragma once
#include <memory>
#include <string_view>
#include <vector>

#include "core/catalogue.h"

namespace zhuangui::core {

/// Products of `catalogue` that what was typed may mean, best first, at most `most`; nothing typed finds nothing.
///   small letters  initials of the pinyin of name or alias: yy finds 洋芋, and so do mls (马铃薯) and td (土豆)
///   digits         the item number of a scale label from its start, or the last digits (3 at least) of a GTIN
///   anything else  a part of the name or of an alias
/// Whole matches stand before beginnings, and these before matches within; alike ones in the catalogue's order.
/// Pure; looks at every product, which takes a few milliseconds for 50,000.
std::vector<const Product*> search(const Catalogue& catalogue, std::string_view typed, std::size_t most);

}  // namespace zhuangui::core
