#pragma once
// Private to ingest: what every act of the county works with.
#include "contract/keys.h"
#include "ingest/environment.h"
#include "ledger/ledger.h"

namespace zhuangui::ingest {

using core::Errc;
using core::Result;
using ledger::Reading;
using ledger::Writing;

struct Parts {
  ledger::Ledger& ledger;
  const contract::KeyPair& working_key;
  const Environment& environment;
};

/// Runs `work` on one state (read) or in one transaction (write) and hands its value out.
template <class Value, class Work>
Result<Value> reading(ledger::Ledger& ledger, const Work& work) {
  Result<Value> answer = core::fail(Errc::internal, "read the county's database: nothing was read");
  const auto done = ledger.read([&](Reading& tables) -> Result<void> {
    answer = work(tables);
    if (!answer) return tl::unexpected(answer.error());
    return {};
  });
  if (!done) return tl::unexpected(done.error());
  return answer;
}
template <class Value, class Work>
Result<Value> writing(ledger::Ledger& ledger, const Work& work) {
  Result<Value> answer = core::fail(Errc::internal, "write the county's database: nothing was written");
  const auto done = ledger.write([&](Writing& tables) -> Result<void> {
    answer = work(tables);
    if (!answer) return tl::unexpected(answer.error());
    return {};
  });
  if (!done) return tl::unexpected(done.error());
  return answer;
}

}  // namespace zhuangui::ingest
