#pragma once
#include <string>

#include "core/time.h"
#include "journal/journal.h"
#include "startup.h"

namespace zhuangui::app {

/// Makes DIR/training anew: a key and facts of its own, the list and the settings that are in force at the counter, and
/// nothing of who practised before. Of DIR itself nothing is written; it must be held (journal::FolderHold) or free.
/// Errors: those of reading DIR and of making a journal.
core::Result<Beginning> make_training(const std::string& directory, const journal::Journal::Options& disk, core::WallTime now);

}  // namespace zhuangui::app
