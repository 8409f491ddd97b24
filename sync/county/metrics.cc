#include "metrics.h"

namespace zhuangui::county {

void Metrics::count_request(const std::string& route, int status) {
  const std::lock_guard lock{mutex_};
  ++requests_[{route, status}];
}

void Metrics::count_batch(const std::string& code, std::size_t bytes) {
  const std::lock_guard lock{mutex_};
  ++batches_[code];
  batch_bytes_ += static_cast<std::int64_t>(bytes);
}

std::string Metrics::text(const ingest::CountyStatus& status) const {
  std::string out;
  const auto family = [&out](const char* name, const char* type, const char* help) {
    out += std::string{"# HELP "} + name + " " + help + "\n# TYPE " + name + " " + type + "\n";
  };
  const auto value = [&out](const std::string& name, std::int64_t number) { out += name + " " + std::to_string(number) + "\n"; };
  std::int64_t active = 0, alarms = 0;
  for (const auto& each : status.terminals) active += each.terminal.state == ledger::TerminalState::active ? 1 : 0;
  for (const auto& alarm : status.alarms) alarms += alarm.times;

  family("zhuangui_entries", "gauge", "Journal entries held, of all terminals.");
  value("zhuangui_entries", status.entries);
  family("zhuangui_entries_not_counted", "gauge", "Entries of kinds or versions this program does not count yet.");
  value("zhuangui_entries_not_counted", status.not_counted);
  family("zhuangui_terminals_active", "gauge", "Terminals whose key is believed.");
  value("zhuangui_terminals_active", active);
  family("zhuangui_release", "gauge", "Newest published release.");
  value("zhuangui_release", status.county.release);
  family("zhuangui_alarms", "gauge", "Forks, gaps and cloned disks raised, repetitions counted.");
  value("zhuangui_alarms", alarms);
  family("zhuangui_branches", "gauge", "Batches set aside for the office to decide on.");
  value("zhuangui_branches", static_cast<std::int64_t>(status.branches.size()));

  const std::lock_guard lock{mutex_};
  family("zhuangui_requests_total", "counter", "Requests answered by this process.");
  for (const auto& [key, count] : requests_)
    value("zhuangui_requests_total{route=\"" + key.first + "\",status=\"" + std::to_string(key.second) + "\"}", count);
  family("zhuangui_batches_total", "counter", "Batches by what became of them.");
  for (const auto& [code, count] : batches_) value("zhuangui_batches_total{code=\"" + code + "\"}", count);
  family("zhuangui_batch_bytes_total", "counter", "Packed bytes of all batches received.");
  value("zhuangui_batch_bytes_total", batch_bytes_);
  return out;
}

}  // namespace zhuangui::county
