#include <iostream>

#include "ctl/commands.h"
#include "ctl/context.h"

namespace zhuangui::app {

void run_projections_dump(Context& context) {
  const auto reader = context.reader();
  if (!reader) return context.fail(reader.error());
  const auto text = (*reader)->dump_projections();
  if (!text) return context.fail(text.error());
  std::cout << *text;
}

void run_projections_rebuild(Context& context) {
  const auto directory = context.folder();
  if (!directory) return context.fail(directory.error());
  std::int64_t told = -1;
  const auto entries = journal::rebuild_projections(*directory, [&told](std::int64_t done, std::int64_t all) {
    const std::int64_t percent = all == 0 ? 100 : done * 100 / all;
    if (percent == told) return;
    told = percent;
    std::cerr << "rebuilding: " << done << " of " << all << " entries (" << percent << " %)" << std::endl;
  });
  if (!entries) return context.fail(entries.error());
  if (context.json) std::cout << core::JsonWriter{}.begin_object().field("entries", *entries).end_object().take() << "\n";
  else std::cout << "rebuilt from " << *entries << " entries\n";
}

}  // namespace zhuangui::app
