#include "screen_lock.h"

#include <charconv>
#include <utility>

#include "contract/approval.h"
#include "contract/secret.h"

namespace zhuangui::app {
namespace {

constexpr std::string_view kept_pin = "lock.pin", kept_card = "lock.card", kept_wrong_tries = "lock.wrong_tries";

int number_of(const std::string& text) {
  int number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

}  // namespace

till::LockRead ScreenLock::read(journal::Reader& reader) {
  pin_hash_ = reader.kept_value(kept_pin).value_or("");
  card_hash_ = reader.kept_value(kept_card).value_or("");
  wrong_tries_ = number_of(reader.kept_value(kept_wrong_tries).value_or(""));
  return {!pin_hash_.empty(), !card_hash_.empty(), wrong_tries_};
}

void ScreenLock::post(std::function<void(journal::Journal&)> task) {
  if (!journal_.post(std::move(task)))
    answer_(till::SecretNotKept{{core::Errc::internal, "ask the journal: its queue is full", "wait a moment and try again"}});
}

void ScreenLock::check(till::CheckSecret effect) {
  post([this, effect = std::move(effect)](journal::Journal& journal) { check_now(journal, effect); });
}

int ScreenLock::count_try(journal::Journal& journal, bool right) {
  const int before = std::exchange(wrong_tries_, right ? 0 : wrong_tries_ + 1);
  if (wrong_tries_ != before) (void)journal.keep_value(kept_wrong_tries, right ? "" : std::to_string(wrong_tries_));
  return wrong_tries_;
}

// A wrong one is counted on the disk before it is answered, so that switching off and on again gives no new tries.
void ScreenLock::check_now(journal::Journal& journal, const till::CheckSecret& effect) {
  const bool right = contract::secret_fits(effect.kind == till::SecretKind::pin ? pin_hash_ : card_hash_, effect.text);
  answer_(till::SecretChecked{right, count_try(journal, right)});
}

void ScreenLock::check_staff(till::CheckStaff effect) {
  post([this, effect = std::move(effect)](journal::Journal& journal) {
    std::string found;
    for (const auto& one : effect.candidates)
      if (found.empty() && contract::secret_fits(one.hash, effect.text)) found = one.reference;
    answer_(till::StaffChecked{found, effect.kind, count_try(journal, !found.empty())});
  });
}

void ScreenLock::check_approval_code(till::CheckApprovalCode effect) {
  post([this, effect = std::move(effect)](journal::Journal& journal) {
    const auto key = contract::from_hex<contract::Hash>(effect.key_hex);
    const contract::ApprovalAsked asked{effect.act, effect.amount, effect.terminal, effect.counter, effect.challenge};
    const bool right = key && contract::approval_code_fits(*key, asked, effect.code);
    answer_(till::ApprovalCodeChecked{right, count_try(journal, right)});
  });
}

void ScreenLock::keep(till::KeepSecret effect) {
  post([this, effect = std::move(effect)](journal::Journal& journal) { keep_now(journal, effect); });
}

void ScreenLock::keep_now(journal::Journal& journal, const till::KeepSecret& effect) {
  const auto hash = contract::hash_secret(effect.text);
  if (!hash) return answer_(till::SecretNotKept{hash.error()});
  const bool pin = effect.kind == till::SecretKind::pin;
  if (const auto kept = journal.keep_value(pin ? kept_pin : kept_card, *hash); !kept) return answer_(till::SecretNotKept{kept.error()});
  (pin ? pin_hash_ : card_hash_) = *hash;
  answer_(till::SecretKept{!pin_hash_.empty(), !card_hash_.empty()});
}

void ScreenLock::forget() {
  post([this](journal::Journal& journal) {
    for (const std::string_view name : {kept_pin, kept_card})
      if (const auto gone = journal.keep_value(name, ""); !gone) return answer_(till::SecretNotKept{gone.error()});
    pin_hash_.clear();
    card_hash_.clear();
    answer_(till::SecretKept{false, false});
  });
}

}  // namespace zhuangui::app
