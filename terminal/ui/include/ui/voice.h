#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/money.h"
#include "till/view.h"
#include "ui/strings.h"

namespace zhuangui::ui {

/// Names of clips, in the order they are spoken. assets/voice/*.txt says what each name is in words.
using Spoken = std::vector<std::string>;

/// An amount as it is said: 90.88 is 九十元八角八分, "ninety yuan eighty eight fen". From 0 to 99,999,999.99 yuan.
Spoken spoken_money(core::Money amount, Language language);

/// What the counter says aloud: the amount when payment begins, the change when it is paid, and that there is
/// something to read when a notice comes up. Says each thing once; a pure watcher of views.
class Prompter {
 public:
  Spoken see(const till::View& view, Language language);

 private:
  till::State state_ = till::State::starting;
  std::string sale_;
  std::string notice_;
  bool paper_told_ = false;  ///< of the sale on screen
};

/// Recorded or synthesised clips of one language: a folder of NAME.wav, as many as there are names. Samples are mono,
/// 16 bit, Sounder::samples_per_second. Bounded: a clip of over 4 s, or a file of over 1 MiB, is left out. Reading is
/// safe from any thread.
class Clips {
 public:
  /// Blocks on the disk. A folder that is not there gives none.
  static Clips load(const std::string& folder);
  [[nodiscard]] bool empty() const { return samples_.empty(); }
  /// All of them, one after the other. Empty where one is missing: half an amount is a wrong one.
  [[nodiscard]] std::vector<std::int16_t> join(const Spoken& spoken) const;

 private:
  std::map<std::string, std::vector<std::int16_t>, std::less<>> samples_;
};

}  // namespace zhuangui::ui
