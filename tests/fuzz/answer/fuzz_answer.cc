// What a terminal is told by whoever answers at the county's address: heads, answers to a batch, receipts of enrolment.
#include "contract/answer.h"
#include "contract/enrolment.h"
#include "fuzz_target.h"

namespace zhuangui::fuzz {
namespace {

void check_push_answer(std::string_view text) {
  const auto read = contract::parse_push_answer(text);
  if (!read) return require_sentence(read.error());
  const auto back = contract::parse_push_answer(contract::push_answer_json(*read));
  require(back && back->code == read->code && back->sentence == read->sentence && back->head == read->head &&
              back->county_time_ms == read->county_time_ms,
          "an answer comes back as it was written");
  if (read->head) require(read->head->seq >= 0 && read->head->epoch >= 0, "a head has a number and an epoch");
}

void check_heads(std::string_view text) {
  const auto read = contract::parse_heads(text);
  if (!read) return require_sentence(read.error());
  const auto back = contract::parse_heads(contract::heads_json("T-0001", *read));
  require(back && *back == *read, "heads come back as they were written");
}

void check_receipt(std::string_view text) {
  const auto read = contract::parse_receipt(text);
  if (!read) return require_sentence(read.error());
  const std::string written = contract::receipt_text(*read);
  const auto back = contract::parse_receipt(written);
  require(back && contract::receipt_text(*back) == written, "a receipt of enrolment comes back as it was written");
}

}  // namespace

std::vector<std::string> seeds() {
  const contract::CountyHead head{7, 42, contract::blake2b("a")};
  const contract::EnrolmentReceipt receipt{"T-0001", "C-0001", {1}, {2}, {3}, 1, 1'795'482'000'000};
  return {contract::push_answer_json({"stored", "the county has them", head, std::nullopt}),
          contract::push_answer_json({"clock", "五分钟", std::nullopt, 1'795'482'000'000}),
          contract::heads_json("T-0001", {{6, 1, contract::blake2b("b")}, head}), contract::heads_json("T-0001", {}),
          contract::receipt_text(receipt)};
}

}  // namespace zhuangui::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = zhuangui::fuzz::text_of(data, size);
  zhuangui::fuzz::check_push_answer(text);
  zhuangui::fuzz::check_heads(text);
  zhuangui::fuzz::check_receipt(text);
  return 0;
}
