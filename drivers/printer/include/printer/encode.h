#pragma once
#include <cstddef>
#include <functional>
#include <vector>

#include "device/error.h"
#include "device/print_job.h"
#include "printer/profile.h"

namespace zhuangui::printer {

/// Draws what a printer's own font or commands cannot. Handed in, so that this room knows of no font and no QR library.
struct Rasteriser {
  /// The line `dots` wide, aligned and sized as asked, one column being dots / columns wide.
  std::function<device::Picture(const device::TextLine& line, int dots, int columns)> line;
  /// The symbol with its quiet zone of 4 modules.
  std::function<device::Picture(const device::QrCode& code)> qr;
};

/// Bounds of one job; beyond them encode answers `illegal`.
inline constexpr std::size_t qr_content_bytes_max = 512;
inline constexpr std::size_t job_bytes_max = 1024 * 1024;

/// The job as ESC/POS bytes for one model of printer, from ESC @ to the fence that proves it (devices.md §1, §2.6).
/// The same job and profile always give the same bytes. Text goes out as GB18030; a line with a character the
/// profile's charset does not hold goes out as a picture of the line. Any thread.
/// Errors: illegal when a line is wider than the paper, holds a control character or is no valid UTF-8, when a
/// picture is wider than the paper, or when a bound above is passed.
device::Result<std::vector<std::byte>> encode(const device::PrintJob& job, const Profile& profile,
                                              const Rasteriser& rasteriser);

/// The four digits by which a job's GS ( H answer is known: 0001..9999.
int fence_number(std::int64_t job_number);

}  // namespace zhuangui::printer
