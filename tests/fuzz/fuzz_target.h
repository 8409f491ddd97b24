#pragma once
// A fuzz target: one function over a parser, in the form libFuzzer wants, and the inputs to begin with. The same
// target runs under driver.cc (g++, corpora in CI) and under libFuzzer (clang, tests/run.sh --all).
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

/// Feeds one input to the parser; ends the process when something does not hold. Always answers 0.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace zhuangui::fuzz {

/// Good inputs, made by the product's own writers, so that they follow its formats by themselves.
std::vector<std::string> seeds();

/// Ends the process with `promise`, the sentence that does not hold.
void require(bool holds, const char* promise);

/// A refusal always says what is wrong and what to do.
inline void require_sentence(const core::Error& error, bool with_remedy = true) {
  require(!error.cause.empty(), "an error has a cause");
  require(!with_remedy || !error.remedy.empty(), "an error has a remedy");
  require(error.cause.size() < 4096, "an error's cause is a sentence and not the input");
}

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

}  // namespace zhuangui::fuzz
