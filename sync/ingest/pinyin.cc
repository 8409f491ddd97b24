#include "pinyin.h"

#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <cstdio>
#include <memory>
#include <mutex>

namespace zhuangui::ingest {
namespace {

/// Making one takes ICU tens of milliseconds; one serves all names.
const icu::Transliterator* to_latin() {
  static const std::unique_ptr<icu::Transliterator> made = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Transliterator> one{icu::Transliterator::createInstance("Han-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, status)};
    if (U_SUCCESS(status)) return one;
    std::fprintf(stderr, "make the initials of names: this ICU knows no Han-Latin (%s), so no goods are found by pinyin; install ICU with its full data\n",
                 u_errorName(status));
    return std::unique_ptr<icu::Transliterator>{};
  }();
  return made.get();
}

bool is_han(UChar32 character) { return u_hasBinaryProperty(character, UCHAR_IDEOGRAPHIC) != 0; }

bool is_kept(char byte) { return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9'); }

}  // namespace

std::string pinyin_initials(std::string_view name) {
  static std::mutex one_at_a_time;
  const icu::Transliterator* latin = to_latin();
  if (!latin) return {};
  const icu::UnicodeString text = icu::UnicodeString::fromUTF8({name.data(), static_cast<std::int32_t>(name.size())});
  // Runs of Chinese become syllables with a space after each; whatever stands between them stays as it is written.
  std::string initials;
  for (std::int32_t from = 0; from < text.length();) {
    const bool han = is_han(text.char32At(from));
    std::int32_t to = from;
    while (to < text.length() && is_han(text.char32At(to)) == han) to = text.moveIndex32(to, 1);
    icu::UnicodeString run{text, from, to - from};
    {
      const std::scoped_lock lock{one_at_a_time};
      latin->transliterate(run);
    }
    std::string ascii;
    run.toUTF8String(ascii);
    bool starts = true;
    for (const char byte : ascii) {
      if (is_kept(byte) && (starts || !han)) initials += byte;
      starts = byte == ' ';
    }
    from = to;
  }
  return initials;
}

}  // namespace zhuangui::ingest
