#include "ctl/county.h"

namespace zhuangui::app {

namespace {

RunOnJournal read_only() {
  return [](const JournalWork&) -> core::Result<void> {
    return core::fail(core::Errc::internal, "this command only reads the journal", "report this");
  };
}

}  // namespace

core::Result<std::unique_ptr<CountyLink>> CountyLink::open(const Identity& identity, journal::Reader& reader,
                                                           journal::Journal* journal) {
  const auto status = reader.status();
  if (!status) return tl::unexpected(status.error());
  auto http = open_http_port(identity.enrolment.county_url, identity.enrolment.ca_pem);
  if (!http) return tl::unexpected(http.error());
  std::unique_ptr<CountyLink> link{new CountyLink(identity, std::move(*http), status->clock_offset_ms)};
  JournalPortParts parts;
  parts.run_on_journal = journal != nullptr ? run_directly(*journal) : read_only();
  parts.reader = &reader;
  parts.moment = [self = link.get()] {
    return journal::Moment{wall_now(), self->offset_ms_, self->clock_confirmed_};
  };
  parts.offset_changed = [self = link.get()](std::int64_t offset_ms) {
    self->offset_ms_ = offset_ms;
    self->clock_confirmed_ = true;
  };
  link->journal_ = std::make_unique<JournalPortOverJournal>(std::move(parts));
  return link;
}

agent::Parts CountyLink::parts() {
  return {agent_settings(identity_.enrolment, "zhuanguictl", offset_ms_), identity_.key, *journal_, *http_, *clock_,
          nullptr};
}

}  // namespace zhuangui::app
