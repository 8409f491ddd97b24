#include "model.h"

#include <utility>

namespace zhuangui::sim {

std::size_t Model::asked(Sold sold) {
  if (!sales_.empty())
    for (std::size_t back = sales_.size(); back-- > 0;) {
      const Sold& known = sales_[back];
      if (known.machine == sold.machine && known.sale == sold.sale && !known.confirmed && !known.destroyed &&
          known.total_fen == sold.total_fen)
        return back;
    }
  sales_.push_back(std::move(sold));
  return sales_.size() - 1;
}

void Model::confirmed(std::size_t number, std::int64_t epoch, std::int64_t seq, const contract::Hash& hash, const std::string& day) {
  Sold& sold = sales_[number];
  sold.confirmed = true;
  sold.epoch = epoch;
  sold.seq = seq;
  sold.hash.assign(reinterpret_cast<const char*>(hash.data()), hash.size());
  sold.day = day;
}

void Model::put_back(const std::string& machine, std::int64_t epoch, std::int64_t seq) {
  for (Sold& sold : sales_)
    if (sold.machine == machine && (!sold.confirmed || std::pair{sold.epoch, sold.seq} > std::pair{epoch, seq}))
      sold.destroyed = true;
}

}  // namespace zhuangui::sim
