#include "device/quirk.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "quirk_parse.h"

namespace zhuangui::device {

namespace {

constexpr std::size_t sections_max = 4096;
/// One byte more than a file may have, so that a longer one is told from one that just fits.
constexpr std::size_t read_bytes_max = 256 * 1024 + 1;

DeviceError unreadable(const std::filesystem::path& path) {
  return {Errc::no_service, "cannot read " + path.string(), "restore it from the package and let the program read it"};
}

Result<std::string> read_text(const std::filesystem::path& path) {
  std::ifstream in{path, std::ios::binary};
  if (!in) return tl::unexpected(unreadable(path));
  std::string text(read_bytes_max, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (in.bad()) return tl::unexpected(unreadable(path));
  text.resize(static_cast<std::size_t>(in.gcount()));
  return text;
}

}  // namespace

bool Quirk::has(std::string_view flag) const { return std::find(flags.begin(), flags.end(), flag) != flags.end(); }

const std::vector<std::string_view>& quirk_flags() {
  static const std::vector<std::string_view> flags{
      "no-reattach",         "no-boot-protocol", "no-leds",  "gs-as-pipe",  "no-suffix",
      "honeywell-switch-on", "code-id",          "text-gbk", "alt-unicode", "alt-gbk"};
  return flags;
}

Result<void> QuirkTable::add(std::string_view text, const std::string& file) {
  const auto read = parse_quirks(text, file);
  if (!read) return tl::unexpected(read.error());
  const auto refuse = [&file](const std::string& cause) {
    return tl::unexpected(DeviceError{Errc::no_service, file + ": " + cause, "keep one section for each model"});
  };
  if (quirks_.size() + read->size() > sections_max) return refuse("more than 4,096 sections in all files");
  for (const Quirk& quirk : *read) {
    const auto same = [&quirk](const Quirk& other) { return same_model(quirk, other); };
    if (std::any_of(quirks_.begin(), quirks_.end(), same))
      return refuse(section_name(quirk) + " stands in an earlier file too");
  }
  quirks_.insert(quirks_.end(), read->begin(), read->end());
  return {};
}

const Quirk* QuirkTable::find(const DeviceInfo& device) const {
  const Quirk* of_every_revision = nullptr;
  for (const Quirk& quirk : quirks_) {
    if (quirk.vendor_id != device.vendor_id || quirk.product_id != device.product_id) continue;
    if (quirk.revision == device.revision) return &quirk;
    if (!quirk.revision) of_every_revision = &quirk;
  }
  return of_every_revision;
}

Result<QuirkTable> load_quirks(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> paths;
  std::error_code error;
  std::filesystem::directory_iterator entry{folder, error};
  for (; !error && entry != std::filesystem::directory_iterator{}; entry.increment(error))
    if (entry->path().extension() == ".quirk") paths.push_back(entry->path());
  if (error) return tl::unexpected(unreadable(folder));
  std::sort(paths.begin(), paths.end());
  QuirkTable table;
  for (const auto& path : paths) {
    const auto text = read_text(path);
    if (!text) return tl::unexpected(text.error());
    if (auto added = table.add(*text, path.string()); !added) return tl::unexpected(added.error());
  }
  return table;
}

}  // namespace zhuangui::device
