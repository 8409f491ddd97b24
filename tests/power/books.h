#pragma once
// What a terminal's folder holds, in words that can be compared: as a test expects it, and as it is found.
#include <string>
#include <vector>

#include "journal_desk.h"
#include "surviving_disk.h"

namespace zhuangui::power {

/// By hand, after each acknowledged step of a story.
struct Books {
  std::vector<int> sales;    ///< their numbers, each with its receipt's job
  int cart = 0;              ///< number of the sale whose cart is open, 0: none
  std::vector<int> parked = {};  ///< numbers of the sales whose carts are set aside
  std::int64_t release = 0;  ///< version in force, 0: none
  std::int64_t entries = 0;  ///< of the current epoch
};
std::string to_text(const Books& books);

/// The epoch that start_epoch at support::moment(0) begins, in every folder.
std::int64_t first_epoch();

/// Opens the folder as after a start, and reads everything. What does not hold (verify, a sale of other content or
/// without its job, a cart and its sale both there, half a release) stands in the text in place of the figures. Then
/// sells once more: what comes of that stands there only when it fails.
std::string read_books(const std::string& folder);

/// Writes the files into the folder, which is emptied first.
void materialise(const support::DiskImage& image, const std::string& folder);

/// A release with goods enough to fill some pages.
journal::KeptRelease release(std::int64_t version);

}  // namespace zhuangui::power
