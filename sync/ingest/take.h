#pragma once
// Private to ingest: what becomes of a batch. The costly part (unpacking, hashes, signatures, sums) runs in the
// caller's thread by prepare(); decide() runs in the one writer's transaction and only compares and inserts.
#include <variant>

#include "contract/batch.h"
#include "ingest/county.h"
#include "parts.h"

namespace zhuangui::ingest {

/// A batch that this terminal really signed and that is whole in itself. Whether it follows ours is not known yet.
struct Incoming {
  contract::Batch batch;
  std::string packed;
  std::string counter;               ///< where the batch's key was enrolled
  std::int64_t previous_epoch = 0;   ///< as epoch.started says, when the batch begins an epoch
  ledger::Projected projected;       ///< of all its entries
};

BatchAnswer answer(int status, std::string code, std::string sentence,
                   std::optional<contract::CountyHead> head = std::nullopt);
BatchAnswer busy_answer(const core::Error& error);

/// The batch checked in itself, or the refusal.
std::variant<Incoming, BatchAnswer> prepare(ledger::Ledger& ledger, std::string_view terminal, std::string_view packed);

/// Stores the new part of the batch, or says why not. `projected` collects what the stored entries add, so that the
/// caller writes the projections once for all batches of its transaction.
Result<BatchAnswer> decide(Writing& tables, const Incoming& incoming, std::int64_t now_ms, ledger::Projected& projected);

/// How a batch stands to what the county has of its epoch.
enum class Standing {
  follows,  ///< chains onto our head, or is a part of what we have
  apart,    ///< never will: somewhere it says something else
  unknown   ///< the entries before it are not here
};
Result<Standing> standing(Reading& tables, const Incoming& incoming);

/// Sets the batch aside as a branch of the terminal's journal.
Result<BatchAnswer> set_aside(Writing& tables, const Incoming& incoming, std::int64_t now_ms);

}  // namespace zhuangui::ingest
