#pragma once
// Private to ledger: states as the words that stand in the tables.
#include <array>
#include <string_view>

#include "sqlite.h"

namespace zhuangui::ledger {

inline constexpr std::array terminal_states{"waiting", "active", "revoked"};
inline constexpr std::array key_states{"active", "replaced", "revoked"};
inline constexpr std::array code_states{"open", "committed", "waiting", "approved", "refused"};

inline constexpr std::array branch_states{"open", "accepted", "rejected"};

template <class State, std::size_t N>
const char* word_of(const std::array<const char*, N>& words, State state) {
  return words.at(static_cast<std::size_t>(state));
}

/// The state a column holds; an unknown word marks the query as damaged.
template <class State, std::size_t N>
State state_in(Query& query, int column, const std::array<const char*, N>& words) {
  for (std::size_t i = 0; i < N; ++i)
    if (query.bytes(column) == words[i]) return static_cast<State>(i);
  query.mark_damaged();
  return State{};
}

}  // namespace zhuangui::ledger
