#include "surviving_disk.h"

#include <algorithm>

namespace zhuangui::support {
namespace {

using Kind = DiskStep::Kind;

constexpr std::int64_t sector_bytes = 512;

enum class Fate { lost, kept, first_half, second_half, length_only };

// What becomes of the change at `index` of `count` that no sync had confirmed.
struct Variant {
  std::string_view name;
  Fate (*fate)(const DiskStep& step, std::size_t index, std::size_t count, int first_inode);
};

constexpr Fate when(bool kept) { return kept ? Fate::kept : Fate::lost; }

constexpr Variant variants[] = {
    {"nothing", [](const DiskStep&, std::size_t, std::size_t, int) { return Fate::lost; }},
    {"everything", [](const DiskStep&, std::size_t, std::size_t, int) { return Fate::kept; }},
    {"all but the last", [](const DiskStep&, std::size_t i, std::size_t n, int) { return when(i + 1 != n); }},
    {"only the last", [](const DiskStep&, std::size_t i, std::size_t n, int) { return when(i + 1 == n); }},
    {"all but the first", [](const DiskStep&, std::size_t i, std::size_t, int) { return when(i != 0); }},
    {"only the first", [](const DiskStep&, std::size_t i, std::size_t, int) { return when(i == 0); }},
    {"the odd ones", [](const DiskStep&, std::size_t i, std::size_t, int) { return when(i % 2 == 0); }},
    {"the even ones", [](const DiskStep&, std::size_t i, std::size_t, int) { return when(i % 2 == 1); }},
    {"all, the last one's first half",
     [](const DiskStep&, std::size_t i, std::size_t n, int) { return i + 1 == n ? Fate::first_half : Fate::kept; }},
    {"all, the last one's second half",
     [](const DiskStep&, std::size_t i, std::size_t n, int) { return i + 1 == n ? Fate::second_half : Fate::kept; }},
    {"the second half of each", [](const DiskStep&, std::size_t, std::size_t, int) { return Fate::second_half; }},
    {"lengths without content", [](const DiskStep&, std::size_t, std::size_t, int) { return Fate::length_only; }},
    {"truncations only",
     [](const DiskStep& step, std::size_t, std::size_t, int) { return when(step.kind == Kind::truncate); }},
    {"writes only", [](const DiskStep& step, std::size_t, std::size_t, int) { return when(step.kind == Kind::write); }},
    {"one file only", [](const DiskStep& step, std::size_t, std::size_t, int first) { return when(step.inode == first); }},
    {"the other files only",
     [](const DiskStep& step, std::size_t, std::size_t, int first) { return when(step.inode != first); }},
};

void put(std::string& file, std::int64_t offset, std::string_view bytes) {
  if (bytes.empty()) return;
  const auto from = static_cast<std::size_t>(offset);
  if (file.size() < from + bytes.size()) file.resize(from + bytes.size(), '\0');
  bytes.copy(file.data() + from, bytes.size());
}

void apply(std::string& file, const DiskStep& step, Fate fate) {
  if (fate == Fate::lost) return;
  if (step.kind == Kind::truncate) {
    file.resize(static_cast<std::size_t>(step.offset), '\0');
    return;
  }
  const std::int64_t size = static_cast<std::int64_t>(step.bytes.size());
  const std::int64_t sectors = step.offset / sector_bytes + (step.offset + size - 1) / sector_bytes + 1;
  // A change within one sector is whole or not at all: then the first half is all of it.
  const std::int64_t tear = sectors / 2 * sector_bytes <= step.offset ? step.offset + size : sectors / 2 * sector_bytes;
  const auto half = static_cast<std::size_t>(std::min(tear - step.offset, size));
  const std::string_view bytes = step.bytes;
  switch (fate) {
    case Fate::kept:
      return put(file, step.offset, bytes);
    case Fate::first_half:
      return put(file, step.offset, bytes.substr(0, half));
    case Fate::second_half:
      return put(file, step.offset + static_cast<std::int64_t>(half), bytes.substr(half));
    case Fate::length_only:
      if (file.size() < static_cast<std::size_t>(step.offset + size))
        file.resize(static_cast<std::size_t>(step.offset + size), '\0');
      return;
    case Fate::lost:
      return;
  }
}

void apply_name(std::map<std::string, int>& names, const DiskStep& step) {
  if (step.kind == Kind::create)
    names[step.name] = step.inode;
  else
    names.erase(step.name);
}

// What is durable, and what is asked for and not durable yet.
class Platter {
 public:
  explicit Platter(const DiskImage& at_start) {
    for (const auto& [name, bytes] : at_start) {
      const int inode = static_cast<int>(names_.size()) + 1;
      names_[name] = inode;
      contents_[inode] = bytes;
    }
  }

  void take(const DiskStep& step) {
    switch (step.kind) {
      case Kind::write:
      case Kind::truncate:
        changes_.push_back(&step);
        return;
      case Kind::create:
      case Kind::remove:
        name_changes_.push_back(&step);
        return;
      case Kind::sync:
        for (const DiskStep* change : changes_)
          if (change->inode == step.inode) apply(contents_[step.inode], *change, Fate::kept);
        std::erase_if(changes_, [&](const DiskStep* change) { return change->inode == step.inode; });
        return;
      case Kind::sync_folder:
        for (const DiskStep* change : name_changes_) apply_name(names_, *change);
        name_changes_.clear();
        return;
      case Kind::mark:
        return;
    }
  }

  [[nodiscard]] bool has_loose_names() const { return !name_changes_.empty(); }

  [[nodiscard]] DiskImage surviving(const Variant& variant, bool names_kept) const {
    std::map<int, std::string> contents = contents_;
    for (std::size_t i = 0; i < changes_.size(); ++i)
      apply(contents[changes_[i]->inode], *changes_[i],
            variant.fate(*changes_[i], i, changes_.size(), changes_.front()->inode));
    std::map<std::string, int> names = names_;
    if (names_kept)
      for (const DiskStep* change : name_changes_) apply_name(names, *change);
    DiskImage image;
    for (const auto& [name, inode] : names) image[name] = contents[inode];
    return image;
  }

 private:
  std::map<std::string, int> names_;
  std::map<int, std::string> contents_;
  std::vector<const DiskStep*> changes_, name_changes_;
};

}  // namespace

std::size_t DiskRecording::marks() const {
  return static_cast<std::size_t>(
      std::count_if(steps.begin(), steps.end(), [](const DiskStep& step) { return step.kind == Kind::mark; }));
}

std::string to_text(const PowerCut& cut) {
  return "power cut after step " + std::to_string(cut.step) + " (" + std::to_string(cut.marks) +
         " acknowledged), surviving: " + std::string(cut.surviving) + (cut.names_kept ? "" : ", without new names");
}

std::size_t for_each_power_cut(const DiskRecording& recording, std::size_t from,
                               const std::function<void(const PowerCut&, const DiskImage&)>& visit) {
  Platter platter(recording.at_start);
  PowerCut cut;
  std::size_t shown = 0;
  for (;; ++cut.step) {
    for (const Variant& variant : variants)
      for (const bool names_kept : {true, false}) {
        if (cut.step < from || (!names_kept && !platter.has_loose_names())) continue;
        cut.surviving = variant.name;
        cut.names_kept = names_kept;
        visit(cut, platter.surviving(variant, names_kept));
        ++shown;
      }
    if (cut.step == recording.steps.size()) return shown;
    platter.take(recording.steps[cut.step]);
    if (recording.steps[cut.step].kind == Kind::mark) ++cut.marks;
  }
}

}  // namespace zhuangui::support
