#include "ui/pictures.h"

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <thread>

#include "draw/bitmap.h"

namespace zhuangui::ui {
namespace {

constexpr std::size_t wishes_max = 512;  // more than any screen shows: what waits longer is asked for again

}  // namespace

struct PictureShelf::Parts {
  struct Wish {
    std::string product;
    int side = 0;
    int radius = 0;
    friend auto operator<=>(const Wish&, const Wish&) = default;
  };
  struct Kept {
    std::shared_ptr<const Bitmap> bitmap;  ///< null: there is none to be had, or not yet
    bool pending = false;
    std::uint64_t used = 0;
    [[nodiscard]] std::size_t bytes() const { return bitmap ? bitmap->pixels.size() * sizeof(std::uint32_t) : 0; }
  };

  mutable std::mutex tell_mutex;  ///< held while somebody is told; never taken while `mutex` is held
  std::function<void()> tell;
  bool beside = false;
  std::uint64_t arrivals = 0;
  mutable std::mutex mutex;
  std::condition_variable_any wished;
  std::shared_ptr<const core::PictureBook> book;
  std::map<Wish, Kept> kept;
  std::deque<Wish> wishes;
  std::size_t bytes = 0;
  std::uint64_t uses = 0;
  bool decoding = false;
  std::jthread thread;

  void keep(Kept& place, std::shared_ptr<const Bitmap> bitmap) {
    place.pending = false;
    place.bitmap = std::move(bitmap);
    bytes += place.bytes();
    while (bytes > bytes_max) {
      auto oldest = kept.end();
      for (auto it = kept.begin(); it != kept.end(); ++it)
        if (it->second.bitmap && &it->second != &place && (oldest == kept.end() || it->second.used < oldest->second.used)) oldest = it;
      if (oldest == kept.end()) return;  // one alone may be larger
      bytes -= oldest->second.bytes();
      kept.erase(oldest);
    }
  }

  static std::shared_ptr<const Bitmap> decoded(const core::PictureBook& book, const Wish& wish) {
    auto made = decode_picture(book.file(wish.product), wish.side, wish.radius);
    return made ? std::make_shared<const Bitmap>(std::move(*made)) : nullptr;
  }

  void run(const std::stop_token& stop) {
    std::unique_lock lock{mutex};
    while (wished.wait(lock, stop, [this] { return !wishes.empty(); })) {
      const Wish wish = std::move(wishes.front());
      wishes.pop_front();
      const auto from = book;
      decoding = true;
      lock.unlock();
      auto bitmap = decoded(*from, wish);
      lock.lock();
      decoding = false;
      const auto place = kept.find(wish);
      const bool wanted = from == book && place != kept.end() && place->second.pending;
      const bool came = wanted && bitmap != nullptr;
      if (wanted) keep(place->second, std::move(bitmap));
      if (!came) continue;
      ++arrivals;
      decoding = true;  // not at rest before whoever waits for it was told
      lock.unlock();
      {
        const std::lock_guard telling{tell_mutex};
        if (tell) tell();
      }
      lock.lock();
      decoding = false;
    }
  }
};

PictureShelf::PictureShelf(Work work) : parts_{std::make_unique<Parts>()} {
  parts_->beside = work == Work::beside;
  if (parts_->beside) parts_->thread = std::jthread{[parts = parts_.get()](const std::stop_token& stop) { parts->run(stop); }};
}

PictureShelf::~PictureShelf() = default;

void PictureShelf::replace(std::shared_ptr<const core::PictureBook> book) {
  const std::lock_guard lock{parts_->mutex};
  parts_->book = std::move(book);
  parts_->kept.clear();
  parts_->wishes.clear();
  parts_->bytes = 0;
}

std::shared_ptr<const Bitmap> PictureShelf::at(std::string_view product, int side, int radius) {
  Parts& p = *parts_;
  const std::lock_guard lock{p.mutex};
  if (!p.book || p.book->file(product).empty()) return nullptr;
  const Parts::Wish wish{std::string{product}, side, radius};
  const auto found = p.kept.find(wish);
  if (found != p.kept.end()) {
    found->second.used = ++p.uses;
    return found->second.bitmap;
  }
  if (!p.beside) {
    Parts::Kept& place = p.kept[wish];
    place.used = ++p.uses;
    p.keep(place, Parts::decoded(*p.book, wish));
    return place.bitmap;
  }
  if (p.wishes.size() >= wishes_max) return nullptr;
  p.kept[wish] = {nullptr, true, ++p.uses};
  p.wishes.push_back(wish);
  p.wished.notify_one();
  return nullptr;
}

void PictureShelf::on_arrival(std::function<void()> tell) {
  const std::lock_guard lock{parts_->tell_mutex};
  parts_->tell = std::move(tell);
}

std::uint64_t PictureShelf::arrivals() const {
  const std::lock_guard lock{parts_->mutex};
  return parts_->arrivals;
}

bool PictureShelf::at_rest() const {
  const std::lock_guard lock{parts_->mutex};
  return parts_->wishes.empty() && !parts_->decoding;
}

std::size_t PictureShelf::bytes() const {
  const std::lock_guard lock{parts_->mutex};
  return parts_->bytes;
}

}  // namespace zhuangui::ui
