#include "section_reader.h"

namespace zhuangui::core {

std::string SectionReader::text(std::string_view name) {
  std::string answer = optional_text(name);
  if (answer.empty()) is_wrong(std::string(name) + " is missing");
  return answer;
}

std::string SectionReader::optional_text(std::string_view name) { return value_.string_or(name, ""); }

std::vector<std::string> SectionReader::texts(std::string_view name) {
  std::vector<std::string> answer;
  const auto list = value_.get(name);
  if (!list) return answer;
  for (const JsonValue& element : list->elements()) {
    const auto one = element.as_string();
    if (!one || one->empty()) is_wrong(std::string(name) + " has an empty place");
    answer.emplace_back(one.value_or(""));
  }
  return answer;
}

std::int64_t SectionReader::integer(std::string_view name, std::int64_t least) {
  const std::int64_t nothing = least - 1;
  const auto field = value_.get(name);
  const std::int64_t number = field ? field->as_integer().value_or(nothing) : nothing;
  if (number >= least) return number;
  is_wrong(std::string(name) + " is not a number from " + std::to_string(least) + " on");
  return least;
}

Money SectionReader::money(std::string_view name) {
  const std::int64_t fen = integer(name, 0);
  if (fen > sale_total_max.in_fen()) is_wrong(std::string(name) + " is too high");
  return Money::fen(fen);
}

Date SectionReader::date(std::string_view name) {
  const auto answer = optional_date(name);
  if (!answer) is_wrong(std::string(name) + " is missing");
  return answer.value_or(Date{});
}

std::optional<Date> SectionReader::optional_date(std::string_view name) {
  const std::string written = optional_text(name);
  if (written.empty()) return std::nullopt;
  const auto answer = parse_date(written);
  if (!answer) is_wrong(std::string(name) + " is not a date");
  return answer;
}

void SectionReader::each(std::string_view name, std::size_t most, const std::function<void(SectionReader&)>& read) {
  const auto list = value_.get(name);
  if (!list || !list->is_array()) return is_wrong("its list is missing");
  const std::vector<JsonValue> elements = list->elements();
  if (elements.size() > most) return is_wrong("it has more than " + std::to_string(most) + " rows");
  for (const JsonValue& element : elements) {
    SectionReader one{section_, element};
    read(one);
    if (!one.wrong_.empty()) is_wrong(one.wrong_);
  }
}

void SectionReader::is_wrong(std::string what) {
  if (wrong_.empty()) wrong_ = std::move(what);
}

Result<void> SectionReader::good() const {
  if (wrong_.empty()) return {};
  return fail(Errc::invalid_input, "read section " + section_ + ": " + wrong_, "correct it at the county and publish it again");
}

}  // namespace zhuangui::core
