// A batch as it arrives at the county: packed or, for the fuzzer's sake, already unpacked.
#include "contract/batch.h"
#include "fuzz_target.h"

namespace zhuangui::fuzz {
namespace {

constexpr std::size_t unpacked_bytes_max = 1u << 18;
constexpr std::string_view zstd_magic = "\x28\xb5\x2f\xfd";

contract::KeyPair key() {
  contract::initialise();
  return contract::KeyPair::from_seed({1, 2, 3});
}

/// Entries first … first + count - 1 with the head of the last one.
contract::Batch batch(std::int64_t first, int count) {
  const contract::KeyPair signer = key();
  contract::Batch answer{"T-0001", 7, signer.public_key(), {}, {}};
  contract::Hash hash = contract::first_hash(signer.public_key(), 7);
  for (int number = 0; number < count; ++number) {
    const std::int64_t seq = first + number;
    const contract::EntryFields fields{"T-0001", 7, seq, "note", 1, 5, "2026-11-24", "{\"n\":\"巫溪\"}"};
    contract::Entry entry{seq, {}, contract::encode_payload(fields)};
    hash = entry.hash = contract::next_hash(hash, entry.payload);
    answer.entries.push_back(std::move(entry));
  }
  answer.heads.push_back(contract::sign_head(signer, "T-0001", 7, first + count - 1, hash));
  return answer;
}

void check_lines(std::string_view lines) {
  const auto read = contract::decode_batch(lines);
  if (!read) return require_sentence(read.error());
  const std::string written = contract::encode_batch(*read);
  const auto back = contract::decode_batch(written);
  require(back && back->entries == read->entries && back->terminal == read->terminal && back->epoch == read->epoch,
          "a batch comes back as it was written");
  const auto fault = contract::find_batch_fault_inside(*read, read->public_key);
  if (fault) require(!fault->reason.empty() && !fault->sentence.empty(), "a fault of a batch has reason and sentence");
  else require(back->heads == read->heads, "the heads of a batch without fault come back");
  const contract::Hash start = contract::first_hash(read->public_key, read->epoch);
  const auto from_start = contract::check_batch(*read, read->public_key, 0, start);
  require(!from_start || !fault, "a batch that holds from the start holds inside");
  if (!from_start) require_sentence(from_start.error());
}

}  // namespace

std::vector<std::string> seeds() {
  std::vector<std::string> answer{contract::encode_batch(batch(1, 1)), contract::encode_batch(batch(1, 3)),
                                  contract::encode_batch(batch(41, 2))};
  answer.push_back(contract::pack(answer[1]));
  answer.push_back(contract::pack(std::string(100'000, 'a')));
  answer.push_back(contract::pack(""));
  return answer;
}

}  // namespace zhuangui::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace zhuangui;
  const std::string_view input = fuzz::text_of(data, size);
  if (!input.starts_with(fuzz::zstd_magic)) {
    fuzz::check_lines(input);
    return 0;
  }
  const auto lines = contract::unpack(input, fuzz::unpacked_bytes_max);
  if (!lines) {
    fuzz::require_sentence(lines.error());
    return 0;
  }
  fuzz::require(lines->size() <= fuzz::unpacked_bytes_max, "no batch unpacks beyond its bound");
  const auto again = contract::unpack(contract::pack(*lines), lines->size());
  fuzz::require(again && *again == *lines, "what is packed unpacks to the same bytes");
  fuzz::check_lines(*lines);
  return 0;
}
