#include "journal/training.h"

#include "directory.h"

namespace zhuangui::journal {
namespace {

constexpr const char* training_url = "training:";
constexpr const char* training_prefix = "PX-";  // 培训: a receipt of it is told from a real one by its number too

class Held final : public FolderHold {
 public:
  explicit Held(DirectoryLock lock) : lock_{std::move(lock)} {}

 private:
  DirectoryLock lock_;
};

}  // namespace

std::string training_directory(const std::string& directory) { return directory + "/training"; }

Enrolment training_enrolment(const Enrolment& real, const contract::PublicKey& key) {
  Enrolment made;
  made.terminal = training_prefix + real.terminal;
  made.counter = real.counter;
  made.county_url = training_url;
  made.terminal_key = made.county_key = made.reserve_key = key;
  return made;
}

bool is_training(const Enrolment& enrolment) { return enrolment.county_url == training_url; }

bool training_is_under_way(const std::string& directory) { return is_held(training_directory(directory)); }

Result<std::unique_ptr<FolderHold>> FolderHold::take(const std::string& directory) {
  auto lock = DirectoryLock::take(directory);
  if (!lock) return tl::unexpected(lock.error());
  return std::make_unique<Held>(std::move(*lock));
}

}  // namespace zhuangui::journal
