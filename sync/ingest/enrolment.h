#pragma once
// Private to ingest: the rules of enrolment (contract/enrolment.h) on the county's side.
#include "ingest/county.h"
#include "parts.h"

namespace zhuangui::ingest {

Result<Committed> commit(const Parts& parts, std::string_view code, const contract::PublicKey& key,
                         const contract::Hash& commitment);
Result<void> reveal(const Parts& parts, std::string_view code, const contract::PublicKey& key,
                    const contract::EnrolmentRandom& random);
Result<EnrolmentState> state_of(const Parts& parts, std::string_view code, const contract::PublicKey& key);

Result<EnrolmentCode> create_code(const Parts& parts, std::string_view counter, bool approve, std::string_view terminal);
Result<std::vector<EnrolmentView>> views(const Parts& parts);
Result<void> approve(const Parts& parts, std::string_view terminal, std::string_view words);
Result<void> refuse(const Parts& parts, std::string_view terminal);
Result<void> revoke(const Parts& parts, std::string_view terminal);

}  // namespace zhuangui::ingest
