#include "cuts.h"

#include <gtest/gtest.h>
#include <algorithm>
#include <cstdio>
#include <unordered_set>

#include "books.h"
#include "journal_desk.h"

namespace zhuangui::power {
namespace {

// Over all tests, for the closing note.
struct Tally : testing::Environment {
  std::size_t cuts = 0, disks = 0, looked_at = 0;
  void TearDown() override {
    std::printf("figure power cuts: %zu moments, %zu disks that came back, %zu of them different, each read, verified "
                "and sold on\n",
                cuts, disks, looked_at);
  }
};
Tally* const tally = static_cast<Tally*>(testing::AddGlobalTestEnvironment(new Tally));

std::size_t digest(const support::DiskImage& image, std::size_t marks) {
  std::size_t answer = marks;
  for (const auto& [name, bytes] : image)
    for (const std::string_view part : {std::string_view(name), std::string_view(bytes)})
      answer = answer * 0x9e3779b97f4a7c15u + std::hash<std::string_view>{}(part);
  return answer;
}

}  // namespace

Findings cut_everywhere(const support::DiskRecording& recording, std::size_t from,
                        const std::vector<std::string>& states,
                        const std::function<std::string(const std::string&)>& look) {
  if (states.size() != recording.marks() + 1) throw std::logic_error("one state per mark, and the one before");
  const support::Folder folder;
  std::unordered_set<std::size_t> seen;
  Findings findings{.cuts = recording.steps.size() - from + 1};
  findings.disks = support::for_each_power_cut(
      recording, from, [&](const support::PowerCut& cut, const support::DiskImage& image) {
        if (!seen.insert(digest(image, cut.marks)).second) return;
        materialise(image, folder.path());
        const std::string found = look(folder.path());
        const auto first = states.begin() + static_cast<std::ptrdiff_t>(cut.marks);
        if (found == *first || (first + 1 != states.end() && found == *(first + 1))) return;
        const bool older = std::find(states.begin(), first, found) != first;
        (older ? findings.lost : findings.half).push_back(to_text(cut) + "\n  wanted " + *first + "\n  found  " + found);
      });
  tally->cuts += findings.cuts;
  tally->disks += findings.disks;
  tally->looked_at += seen.size();
  return findings;
}

void expect_none(const Findings& findings) {
  for (const auto* list : {&findings.lost, &findings.half}) {
    std::string first;
    for (std::size_t i = 0; i < std::min<std::size_t>(list->size(), 3); ++i) first += "\n" + (*list)[i];
    EXPECT_TRUE(list->empty()) << list->size() << (list == &findings.lost ? " lost" : " half") << ", the first:" << first;
  }
}

}  // namespace zhuangui::power
