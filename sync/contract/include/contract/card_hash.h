#pragma once
#include <string>
#include <string_view>

#include "contract/digest.h"
#include "contract/keys.h"

namespace zhuangui::contract {

/// The key of one counter's list of cards, made of the county's signing key; it goes to the counter with section `holders`.
Hash card_key(const KeyPair& county, std::string_view counter);

/// What stands for a card in section `holders`: keyed BLAKE2b-256 of the bytes the reader gives, in hex. The key is of one
/// counter's list: the lists of two counters cannot be laid side by side.
std::string card_hash(const Hash& key, std::string_view card);

}  // namespace zhuangui::contract
