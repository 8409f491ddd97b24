#include "model.h"

#include <cstdio>
#include <utility>

namespace zhuangui::sim {

std::string shanghai_day(std::int64_t utc_ms) {
  std::int64_t days = (utc_ms + 8 * 3'600'000) / 86'400'000;  // since 1970, and no run begins before
  int year = 1970;
  const auto leap = [&year] { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; };
  for (; days >= (leap() ? 366 : 365); ++year) days -= leap() ? 366 : 365;
  const int lengths[] = {31, leap() ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  int month = 0;
  for (; days >= lengths[month]; ++month) days -= lengths[month];
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", year, month + 1, static_cast<int>(days) + 1);
  return text;
}

std::size_t Model::asked(Sold sold) {
  if (!sales_.empty())
    for (std::size_t back = sales_.size(); back-- > 0;) {
      Sold& known = sales_[back];
      if (known.machine == sold.machine && known.sale == sold.sale && !known.confirmed && !known.destroyed &&
          known.total_fen == sold.total_fen) {
        known.refused = false;
        return back;
      }
    }
  sales_.push_back(std::move(sold));
  return sales_.size() - 1;
}

void Model::confirmed(std::size_t number, std::int64_t epoch, std::int64_t seq, const contract::Hash& hash, const std::string& day, const std::string& own_day) {
  Sold& sold = sales_[number];
  sold.confirmed = true;
  sold.epoch = epoch;
  sold.seq = seq;
  sold.hash.assign(reinterpret_cast<const char*>(hash.data()), hash.size());
  sold.day = day;
  sold.own_day = own_day;
}

std::size_t Model::reprint_asked(Reprinted reprint) {
  reprints_.push_back(std::move(reprint));
  return reprints_.size() - 1;
}

std::size_t Model::return_asked(GivenBack back) {
  for (std::size_t at = returns_.size(); at-- > 0;) {
    GivenBack& known = returns_[at];
    if (known.machine != back.machine || known.id != back.id || known.sale != back.sale || known.confirmed || known.destroyed) continue;
    known.refused = false;
    return at;
  }
  returns_.push_back(std::move(back));
  return returns_.size() - 1;
}

void Model::put_back(const std::string& machine, std::int64_t epoch, std::int64_t seq, std::int64_t taken_ms) {
  for (Reprinted& reprint : reprints_)
    if (reprint.machine == machine && reprint.at_ms >= taken_ms) reprint.destroyed = true;
  for (GivenBack& back : returns_)
    if (back.machine == machine && (!back.confirmed || back.at_ms >= taken_ms)) back.destroyed = true;
  for (Sold& sold : sales_)
    if (sold.machine == machine && (!sold.confirmed || std::pair{sold.epoch, sold.seq} > std::pair{epoch, seq}))
      sold.destroyed = true;
}

}  // namespace zhuangui::sim
