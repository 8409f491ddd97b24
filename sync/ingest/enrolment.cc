#include "enrolment.h"

#include <algorithm>

#include "own_journal.h"
#include "release.h"

namespace zhuangui::ingest {
namespace {

using contract::EnrolmentRandom;
using contract::PublicKey;
using ledger::CodeRow;
using ledger::CodeState;

constexpr std::string_view alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";  // 32 characters, none like another
constexpr std::size_t code_length = 8;
constexpr std::int64_t code_valid_ms = 15 * 60 * 1000;
constexpr std::int64_t code_tries = 5;
constexpr std::int64_t day_ms = 24 * 3600 * 1000;

auto refused(const std::string& why) {
  return core::fail(Errc::refused, why, "ask the county office for a new code");
}

std::string upper(std::string_view code) {
  std::string text{code};
  for (char& character : text)
    if (character >= 'a' && character <= 'z') character = static_cast<char>(character - 'a' + 'A');
  return text;
}

/// What a step decided: its value, or a refusal that is kept (a used-up try) although it is a refusal.
template <class Value>
struct Outcome {
  std::optional<Value> value;
  core::Error refusal;
};

/// Runs `work` on the code's row in one transaction and stores the row, also when the step is refused.
template <class Value, class Work>
Result<Value> on_code(const Parts& parts, std::string_view code, const Work& work) {
  const std::string name = upper(code);
  const auto outcome = writing<Outcome<Value>>(parts.ledger, [&](Writing& tables) -> Result<Outcome<Value>> {
    auto row = tables.code(name);
    if (!row) return tl::unexpected(row.error());
    if (!*row) return Outcome<Value>{std::nullopt, refused("this code is not known, or no longer").value()};
    Result<Value> answer = work(tables, **row);
    if (!answer && answer.error().code != Errc::refused) return tl::unexpected(answer.error());
    if (const auto put = tables.put_code(**row); !put) return tl::unexpected(put.error());
    if (!answer) return Outcome<Value>{std::nullopt, answer.error()};
    return Outcome<Value>{std::move(*answer), {}};
  });
  if (!outcome) return tl::unexpected(outcome.error());
  if (!outcome->value) return tl::unexpected(outcome->refusal);
  return *outcome->value;
}

/// What every step asks first. A wrong key costs a try, so that a code cannot be tried out.
Result<void> check_usable(CodeRow& row, const PublicKey& key, std::int64_t now) {
  if (row.state == CodeState::refused) return refused("the county office has refused this enrolment");
  if (row.state != CodeState::approved && now >= row.expires_at) return refused("this code has expired");
  if (row.tries_left < 0) return refused("this code was tried too often");
  if (row.key != PublicKey{} && row.key != key) {
    if (row.state != CodeState::approved) --row.tries_left;
    return refused("this code belongs to another terminal");
  }
  return {};
}

/// A key is enrolled once: under another name it could speak for two terminals.
Result<void> check_key_is_new(Writing& tables, const CodeRow& row, const PublicKey& key) {
  const auto terminals = tables.terminals();
  if (!terminals) return tl::unexpected(terminals.error());
  for (const ledger::TerminalRow& terminal : *terminals) {
    const auto keys = tables.keys(terminal.id);
    if (!keys) return tl::unexpected(keys.error());
    for (const ledger::KeyRow& known : *keys)
      if (known.key == key && (terminal.id != row.terminal || known.state == ledger::KeyState::revoked))
        return refused("this key is already that of " + terminal.id + ": make a new one");
  }
  return {};
}

std::string enrolled_body(const CodeRow& row) {
  core::JsonWriter json;
  json.begin_object().field("terminal", row.terminal).field("counter", row.counter);
  json.field("public_key", contract::to_hex(row.key)).field("receipt", contract::to_hex(contract::blake2b(row.receipt)));
  return json.end_object().take();
}

/// The terminal's row, keys, receipt, release and the county's own entry, all at once.
Result<void> approve_row(const Parts& parts, Writing& tables, CodeRow& row, std::int64_t now) {
  auto county = tables.county();
  if (!county) return tl::unexpected(county.error());
  auto terminal = tables.terminal(row.terminal);
  if (!terminal) return tl::unexpected(terminal.error());
  if (!*terminal) return core::fail(Errc::not_found, "there is no terminal " + row.terminal, "enrol it");
  const auto keys = tables.keys(row.terminal);
  if (!keys) return tl::unexpected(keys.error());
  for (ledger::KeyRow old : *keys) {
    if (old.state != ledger::KeyState::active || old.key == row.key) continue;
    old.state = ledger::KeyState::replaced;
    if (const auto put = tables.put_key(row.terminal, old); !put) return put;
  }
  (*terminal)->counter = row.counter;
  (*terminal)->state = ledger::TerminalState::active;
  (*terminal)->enrolled_at = now;
  if (const auto put = tables.put_terminal(**terminal); !put) return put;
  if (const auto put = tables.put_key(row.terminal, {row.key, row.counter, ledger::KeyState::active, now}); !put)
    return put;
  row.receipt = contract::receipt_text({row.terminal, row.counter, row.key, county->working_key, county->reserve_key,
                                        county->county_epoch, now});
  row.receipt_signature = contract::sign_receipt(parts.working_key, row.receipt);
  row.state = CodeState::approved;
  if (county->release > 0)
    if (const auto given = sign_for(tables, parts.working_key, county->release, **terminal); !given)
      return tl::unexpected(given.error());
  return journal_own(tables, parts.working_key, now, own_kind::terminal_enrolled, enrolled_body(row));
}

Result<void> take_name(Writing& tables, CodeRow& row) {
  if (!row.terminal.empty()) return {};
  auto id = tables.next_terminal_id();
  if (!id) return tl::unexpected(id.error());
  row.terminal = std::move(*id);
  return tables.put_terminal({row.terminal, row.counter, ledger::TerminalState::waiting, 0, 0, ""});
}

std::array<std::string, 4> words_of(const CodeRow& row, const PublicKey& county_key) {
  return contract::check_words(row.key, county_key, row.terminal_random, row.county_random);
}

/// The enrolment that waits for the office under this terminal's name.
Result<CodeRow> waiting_row(Writing& tables, std::string_view terminal, std::int64_t now) {
  const auto codes = tables.codes();
  if (!codes) return tl::unexpected(codes.error());
  for (const CodeRow& row : *codes)
    if (row.terminal == terminal && row.state == CodeState::waiting && now < row.expires_at) return row;
  return core::fail(Errc::not_found, "no enrolment of " + std::string(terminal) + " waits for approval",
                    "see: zhuangui-county enrol list");
}

std::string joined(const std::array<std::string, 4>& words) {
  return words[0] + " " + words[1] + " " + words[2] + " " + words[3];
}

}  // namespace

Result<Committed> commit(const Parts& parts, std::string_view code, const PublicKey& key,
                         const contract::Hash& commitment) {
  return on_code<Committed>(parts, code, [&](Writing& tables, CodeRow& row) -> Result<Committed> {
    if (const auto usable = check_usable(row, key, parts.environment.now_ms()); !usable)
      return tl::unexpected(usable.error());
    if (row.state == CodeState::approved) return refused("this code was used already");
    if (const auto fresh = check_key_is_new(tables, row, key); !fresh) return tl::unexpected(fresh.error());
    const auto county = tables.county();
    if (!county) return tl::unexpected(county.error());
    // The same again is a lost answer; anything else is a new try with a new random value of ours.
    const bool again = row.state == CodeState::committed && row.commitment == commitment;
    if (!again) {
      if (row.tries_left < 1) return refused("this code was tried too often");
      --row.tries_left;
      row.key = key;
      row.commitment = commitment;
      row.state = CodeState::committed;
      parts.environment.random(row.county_random.data(), row.county_random.size());
    }
    return Committed{county->working_key, county->reserve_key, row.county_random};
  });
}

Result<void> reveal(const Parts& parts, std::string_view code, const PublicKey& key, const EnrolmentRandom& random) {
  const std::int64_t now = parts.environment.now_ms();
  const auto done = on_code<bool>(parts, code, [&](Writing& tables, CodeRow& row) -> Result<bool> {
    if (const auto usable = check_usable(row, key, now); !usable) return tl::unexpected(usable.error());
    if (row.state == CodeState::open) return refused("this code was not committed to yet");
    const std::string_view bytes{reinterpret_cast<const char*>(random.data()), random.size()};
    if (contract::blake2b(bytes) != row.commitment) {
      if (row.state != CodeState::approved) --row.tries_left;
      return refused("the random value is not the one that was committed to");
    }
    if (row.state != CodeState::committed) return true;
    row.terminal_random = random;
    row.state = CodeState::waiting;
    if (const auto named = take_name(tables, row); !named) return tl::unexpected(named.error());
    if (!row.approve_at_once) return true;
    if (const auto approved = approve_row(parts, tables, row, now); !approved) return tl::unexpected(approved.error());
    return true;
  });
  if (!done) return tl::unexpected(done.error());
  return {};
}

Result<EnrolmentState> state_of(const Parts& parts, std::string_view code, const PublicKey& key) {
  return on_code<EnrolmentState>(parts, code, [&](Writing&, CodeRow& row) -> Result<EnrolmentState> {
    if (const auto usable = check_usable(row, key, parts.environment.now_ms()); !usable)
      return tl::unexpected(usable.error());
    if (row.state == CodeState::approved) return EnrolmentState{true, row.receipt, row.receipt_signature};
    if (row.state != CodeState::waiting) return refused("the random value was not revealed yet");
    return EnrolmentState{};
  });
}

Result<EnrolmentCode> create_code(const Parts& parts, std::string_view counter, bool approve,
                                  std::string_view terminal) {
  const std::int64_t now = parts.environment.now_ms();
  CodeRow row;
  std::array<std::uint8_t, code_length> random;
  parts.environment.random(random.data(), random.size());
  for (const std::uint8_t byte : random) row.code += alphabet[byte % alphabet.size()];
  row.counter = counter;
  row.terminal = terminal;
  row.approve_at_once = approve;
  row.expires_at = now + code_valid_ms;
  row.tries_left = code_tries;
  return writing<EnrolmentCode>(parts.ledger, [&](Writing& tables) -> Result<EnrolmentCode> {
    const auto counters = tables.counters();
    if (!counters) return tl::unexpected(counters.error());
    if (std::none_of(counters->begin(), counters->end(), [&](const core::CounterInfo& known) { return known.id == counter; }))
      return core::fail(Errc::not_found, "there is no counter " + row.counter, "import counters with it, or name one of them");
    if (!row.terminal.empty()) {
      const auto known = tables.terminal(row.terminal);
      if (!known) return tl::unexpected(known.error());
      if (!*known) return core::fail(Errc::not_found, "there is no terminal " + row.terminal, "see: zhuangui-county terminal list");
    }
    if (const auto dropped = tables.drop_codes_expired_before(now - day_ms); !dropped) return tl::unexpected(dropped.error());
    if (const auto put = tables.put_code(row); !put) return tl::unexpected(put.error());
    return EnrolmentCode{row.code, row.expires_at};
  });
}

Result<std::vector<EnrolmentView>> views(const Parts& parts) {
  const std::int64_t now = parts.environment.now_ms();
  return reading<std::vector<EnrolmentView>>(parts.ledger, [&](Reading& tables) -> Result<std::vector<EnrolmentView>> {
    const auto county = tables.county();
    if (!county) return tl::unexpected(county.error());
    const auto codes = tables.codes();
    if (!codes) return tl::unexpected(codes.error());
    std::vector<EnrolmentView> list;
    for (const CodeRow& row : *codes) {
      EnrolmentView view{row.code, row.counter, row.terminal, row.state, row.state != CodeState::approved && now >= row.expires_at,
                         row.expires_at, std::max<std::int64_t>(row.tries_left, 0), {}};
      if (row.state == CodeState::waiting || row.state == CodeState::approved) view.words = words_of(row, county->working_key);
      list.push_back(std::move(view));
    }
    return list;
  });
}

Result<void> approve(const Parts& parts, std::string_view terminal, std::string_view words) {
  const std::int64_t now = parts.environment.now_ms();
  return parts.ledger.write([&](Writing& tables) -> Result<void> {
    auto row = waiting_row(tables, terminal, now);
    if (!row) return tl::unexpected(row.error());
    if (!words.empty() && words != joined(words_of(*row, parts.working_key.public_key())))
      return core::fail(Errc::conflict, "the words are not those of " + std::string(terminal) + ": somebody may stand between",
                        "compare the four words on both screens; refuse the enrolment if they differ");
    if (const auto approved = approve_row(parts, tables, *row, now); !approved) return approved;
    return tables.put_code(*row);
  });
}

Result<void> refuse(const Parts& parts, std::string_view terminal) {
  return parts.ledger.write([&](Writing& tables) -> Result<void> {
    auto row = waiting_row(tables, terminal, parts.environment.now_ms());
    if (!row) return tl::unexpected(row.error());
    row->state = CodeState::refused;
    return tables.put_code(*row);
  });
}

Result<void> revoke(const Parts& parts, std::string_view terminal) {
  return parts.ledger.write([&](Writing& tables) -> Result<void> {
    auto row = tables.terminal(terminal);
    if (!row) return tl::unexpected(row.error());
    if (!*row) return core::fail(Errc::not_found, "there is no terminal " + std::string(terminal), "see: zhuangui-county terminal list");
    if ((*row)->state == ledger::TerminalState::revoked) return {};
    (*row)->state = ledger::TerminalState::revoked;
    if (const auto put = tables.put_terminal(**row); !put) return put;
    const auto keys = tables.keys(terminal);
    if (!keys) return tl::unexpected(keys.error());
    for (ledger::KeyRow key : *keys) {
      key.state = ledger::KeyState::revoked;
      if (const auto put = tables.put_key(terminal, key); !put) return put;
    }
    core::JsonWriter json;
    json.begin_object().field("terminal", terminal).end_object();
    return journal_own(tables, parts.working_key, parts.environment.now_ms(), own_kind::terminal_revoked, json.text());
  });
}

}  // namespace zhuangui::ingest
