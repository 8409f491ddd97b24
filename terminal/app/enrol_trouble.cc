#include "enrol_trouble.h"

#include "core/json.h"

namespace zhuangui::app {
namespace {

using core::Errc;

std::string of_way(Errc code) {
  return code == Errc::refused ? "certificate" : code == Errc::invalid_input ? "address" : "offline";
}

std::string of_answer(const agent::HttpAnswer& answer) {
  const auto document = core::JsonDocument::parse(answer.body);
  const std::string code = document ? document->root().string_or("code", "") : "";
  if (code.empty()) return "not_county";
  if (answer.status == 200) return "";
  if (answer.status == 429 || answer.status >= 500) return "busy";
  return code == "clock" ? "clock" : "code";
}

}  // namespace

core::Result<agent::HttpAnswer> Listening::send(const agent::HttpRequest& request) {
  auto answer = http_->send(request);
  trouble_ = answer ? of_answer(*answer) : of_way(answer.error().code);
  return answer;
}

std::string trouble_of(const core::Error& error, const Listening& http) {
  if (!http.trouble().empty()) return http.trouble();
  if (error.code == Errc::timeout) return "not_approved";
  return error.code == Errc::refused ? "differs" : "folder";
}

}  // namespace zhuangui::app
