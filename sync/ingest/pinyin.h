#pragma once
#include <string>
#include <string_view>

namespace zhuangui::ingest {

/// First letters of the syllables of a name, as people type them: "巫溪洋芋" -> "wxyy". Latin letters (made small) and
/// digits stay, everything else is left out. A character that is read in several ways has its most usual reading
/// (ICU's Han-Latin, which looks at the word around it where it knows the word); an alias helps where that is wrong.
/// Errors: none; a text that is not UTF-8 gives what can be read of it. Any thread.
std::string pinyin_initials(std::string_view name);

}  // namespace zhuangui::ingest
