// What a terminal that enrols is told at its three steps by whoever answers at the county's address. One input is the
// three answers, a line each: three digits of the status, then the body.
#include "agent/enrol.h"
#include "contract/keys.h"
#include "core/json.h"
#include "fuzz_target.h"

namespace zhuangui::fuzz {
namespace {

const contract::KeyPair& key(std::uint8_t first) {
  contract::initialise();
  static const contract::KeyPair terminal = contract::KeyPair::from_seed({1}), county = contract::KeyPair::from_seed({2}),
                                 reserve = contract::KeyPair::from_seed({3});
  return first == 1 ? terminal : first == 2 ? county : reserve;
}

/// Answers with one line after the other; after the last one nobody answers any more.
class Whoever final : public agent::HttpPort {
 public:
  explicit Whoever(std::string_view lines) : lines_{lines} {}
  agent::Result<agent::HttpAnswer> send(const agent::HttpRequest&) override {
    if (lines_.empty()) return core::fail(core::Errc::refused, "nobody answers", "try again later");
    const std::string_view line = lines_.substr(0, lines_.find('\n'));
    lines_.remove_prefix(std::min(lines_.size(), line.size() + 1));
    int status = 0;
    for (const char c : line.substr(0, 3)) status = c >= '0' && c <= '9' ? status * 10 + (c - '0') : status;
    return agent::HttpAnswer{status, {}, std::string{line.substr(std::min<std::size_t>(3, line.size()))}};
  }
  void cancel() override {}

 private:
  std::string_view lines_;
};

std::string committed() {
  core::JsonWriter json;
  json.begin_object().field("code", "committed").field("county_key", contract::to_hex(key(2).public_key()));
  json.field("reserve_key", contract::to_hex(key(3).public_key()));
  return json.field("random", contract::to_hex(contract::EnrolmentRandom{5})).end_object().take();
}

std::string approved(const contract::KeyPair& signer, const contract::PublicKey& terminal) {
  const std::string text = contract::receipt_text(
      {"T-0001", "C-0001", terminal, key(2).public_key(), key(3).public_key(), 1, 1'795'482'000'000});
  core::JsonWriter json;
  json.begin_object().field("code", "approved").field("receipt", text);
  return json.field("signature", contract::to_hex(contract::sign_receipt(signer, text))).end_object().take();
}

/// Whoever answers holds the county's key only in what we made ourselves: nothing else may enrol the terminal.
void check_enrolment(std::string_view text) {
  Whoever answers{text};
  std::int64_t now_ms = 0;
  int shown = 0;
  agent::EnrolHooks hooks;
  hooks.wall_utc_ms = [] { return std::int64_t{1'795'482'000'000}; };
  hooks.mono_ms = [&now_ms] { return now_ms; };
  hooks.sleep = [&now_ms](std::int64_t ms) { now_ms += ms; };
  hooks.show_words = [&shown](const auto&) { ++shown; };
  const auto enrolled = agent::enrol(answers, key(1), {"ABCD2345", {4}, 3'000}, nullptr, hooks);
  require(shown <= 1, "the words are shown once");
  if (!enrolled) return require_sentence(enrolled.error());
  require(shown == 1, "nobody is enrolled before the words were shown");
  require(enrolled->receipt.terminal_key == key(1).public_key(), "the receipt is for this terminal's key");
  require(contract::verify_receipt(enrolled->receipt.county_key, enrolled->receipt_text, enrolled->receipt_signature),
          "the receipt is signed by the county that it names");
  const auto back = contract::parse_receipt(enrolled->receipt_text);
  require(back && contract::receipt_text(*back) == contract::receipt_text(enrolled->receipt), "the text that is kept says the same");
}

/// A look at whether the way to the end is open at all: else nothing above would ever be asked.
void require_the_good_way() {
  const std::string good = seeds().front();
  Whoever answers{good};
  const agent::EnrolHooks hooks{[] { return std::int64_t{0}; }, [] { return std::int64_t{0}; }, [](std::int64_t) {}, {}};
  require(agent::enrol(answers, key(1), {"ABCD2345", {4}, 3'000}, nullptr, hooks).has_value(), "a county's own answers enrol the terminal");
}

}  // namespace

std::vector<std::string> seeds() {
  const std::string begun = "200" + committed() + "\n200{\"code\":\"waiting\"}\n";
  const std::string refused = R"(403{"code":"refused","sentence":"that code is used up"})";
  return {begun + "200" + approved(key(2), key(1).public_key()),
          begun + "200{\"code\":\"waiting\"}\n503{\"code\":\"busy\"}\n200" + approved(key(2), key(1).public_key()),
          begun + "200" + approved(key(3), key(1).public_key()), begun + "200" + approved(key(2), key(3).public_key()),
          begun + refused, refused, "401{\"code\":\"clock\",\"sentence\":\"five minutes\"}"};
}

}  // namespace zhuangui::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const bool once = (zhuangui::fuzz::require_the_good_way(), true);
  static_cast<void>(once);
  zhuangui::fuzz::check_enrolment(zhuangui::fuzz::text_of(data, size));
  return 0;
}
