#include "trace.h"

#include "shown.h"

namespace zhuangui::barcode {

namespace {

bool host_matches(std::string_view host, std::string_view wanted) {
  if (wanted.starts_with('.')) return host.size() > wanted.size() && host.ends_with(wanted);
  return host == wanted;
}

std::string field(const Url& url, std::string_view name) {
  if (name.empty()) return {};
  for (const Url::Field& one : url.query)
    if (one.name == name) {
      const auto value = percent_decoded(one.value);
      // What would have to be masked is no product's number.
      return value && shown(*value) == *value ? *value : std::string{};
    }
  return {};
}

}  // namespace

const TraceRule* find_trace_rule(const Url& url, std::span<const TraceRule> rules) {
  for (const TraceRule& rule : rules)
    if (!rule.host.empty() && host_matches(url.host, rule.host) && url.path.starts_with(rule.path_prefix)) return &rule;
  return nullptr;
}

TraceCode read_trace(const Url& url, const TraceRule* rule) {
  TraceCode code{shown(url.host), {}, {}};
  if (rule) {
    code.product = field(url, rule->product_field);
    code.lot = field(url, rule->lot_field);
  }
  return code;
}

}  // namespace zhuangui::barcode
