#include "barcode/settings.h"

namespace zhuangui::barcode {

namespace {

template <class Value>
struct Word {
  std::string_view word;
  Value value;
};

constexpr Word<Check18> check18_words[] = {
    {"right", Check18::right}, {"left", Check18::left}, {"either", Check18::either}};
constexpr Word<CardForm> card_form_words[] = {
    {"10D", CardForm::decimal_10},      {"10D-reversed", CardForm::decimal_10_reversed}, {"8H", CardForm::hex_8},
    {"8H-reversed", CardForm::hex_8_reversed}, {"10H", CardForm::hex_10},               {"8D", CardForm::decimal_8},
    {"W26", CardForm::wiegand_26},      {"W26-comma", CardForm::wiegand_26_comma},       {"UID", CardForm::uid}};

template <class Value, std::size_t count>
bool read_word(const Word<Value> (&words)[count], std::string_view word, Value& into) {
  for (const Word<Value>& one : words)
    if (one.word == word) {
      into = one.value;
      return true;
    }
  return false;
}

}  // namespace

const std::vector<LabelLayout>& default_label_layouts() {
  static const std::vector<LabelLayout> layouts{{"21", "FFIIIIIWWWWWC"}, {"22", "FFIIIIIEEEEEC"}};
  return layouts;
}

const DecodeSettings& default_decode_settings() {
  static const DecodeSettings settings;
  return settings;
}

bool read_check18(std::string_view word, Check18& into) { return read_word(check18_words, word, into); }

bool read_card_form(std::string_view word, CardForm& into) { return read_word(card_form_words, word, into); }

}  // namespace zhuangui::barcode
