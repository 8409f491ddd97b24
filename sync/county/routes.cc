#include "routes.h"

#include <charconv>

#include "core/json.h"
#include "files.h"

namespace zhuangui::county {
namespace {

using core::Errc;

constexpr std::size_t heartbeat_bytes_max = 4096;
constexpr std::string_view journals_prefix = "/v1/journals/";
constexpr std::string_view sections_prefix = "/v1/sections/";
constexpr std::string_view private_prefix = "/v1/private/";
constexpr std::string_view sales_prefix = "/v1/sales/", returns_suffix = "/returns";

/// What an error of the county means to a client. Its cause may name files, so it stays in the log.
HttpAnswer failure(const core::Error& error) {
  log_line("error", error.cause);
  switch (error.code) {
    case Errc::not_found: return said(404, "not_found", error.cause);
    case Errc::invalid_input: return said(400, "refused", error.cause);
    case Errc::refused: return said(403, "refused", error.cause);
    case Errc::timeout: return said(503, "busy", "the county's database is busy; try again");
    default: return said(503, "busy", "the county cannot store or read just now; its log says why");
  }
}

HttpAnswer method_not_allowed() { return said(405, "refused", "this address does not take this method"); }

std::optional<std::int64_t> number(const std::string& text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

HttpAnswer Routes::handle(const HttpRequest& request) {
  std::string route = "other";
  HttpAnswer answer = dispatch(request, route);
  metrics_.count_request(request.method + " " + route, answer.status);
  return answer;
}

HttpAnswer Routes::dispatch(const HttpRequest& request, std::string& route) {
  const std::string_view path = request.path();
  if (path.starts_with("/v1/") && path != "/v1/enrol") return for_terminal(request, route);
  const bool get = request.method == "GET";
  if (path == "/v1/enrol") {
    route = "/v1/enrol";
    return request.method == "POST" ? enrol(request) : method_not_allowed();
  }
  for (const auto& [name, answer] : {std::pair{"/health", &Routes::health}, std::pair{"/metrics", &Routes::metrics},
                                     std::pair{"/office.css", &Routes::style}}) {
    if (path != name) continue;
    route = name;
    return get ? (this->*answer)() : method_not_allowed();
  }
  if (path == "/") {
    route = "/";
    return get ? page(request) : method_not_allowed();
  }
  if (path == "/acts") {
    route = "/acts";
    return get ? acts(request) : method_not_allowed();
  }
  if (path == "/acts/approve") {
    route = "/acts/approve";
    return request.method == "POST" ? approve(request) : method_not_allowed();
  }
  return said(404, "not_found", "there is nothing at this address");
}

HttpAnswer Routes::for_terminal(const HttpRequest& request, std::string& route) {
  const std::string_view path = request.path();
  const bool get = request.method == "GET", post = request.method == "POST";
  const bool of_sale = path.starts_with(sales_prefix) && path.ends_with(returns_suffix) && path.size() > sales_prefix.size() + returns_suffix.size();
  const bool known = of_sale || path.starts_with(journals_prefix) || path.starts_with(sections_prefix) || path.starts_with(private_prefix) || path == "/v1/release" || path == "/v1/heartbeat" ||
                     path == "/v1/reservations";
  if (!known) return said(404, "not_found", "there is nothing at this address");
  const bool keeping = path.starts_with(private_prefix);
  if (keeping ? request.method != "PUT" && request.method != "DELETE" : !get && !post) return method_not_allowed();
  const auto terminal = gate_.admit(request);
  if (!terminal) return terminal.error();
  if (path.starts_with(journals_prefix)) return journal(request, *terminal, path.substr(journals_prefix.size()), route);
  if (path.starts_with(sections_prefix)) {
    route = "/v1/sections/{hash}";
    return get ? section(path.substr(sections_prefix.size())) : method_not_allowed();
  }
  if (keeping) {
    route = "/v1/private/{reference}";
    return keep_private(request, *terminal, path.substr(private_prefix.size()));
  }
  if (of_sale) {
    route = "/v1/sales/{id}/returns";
    return get ? returns(path.substr(sales_prefix.size(), path.size() - sales_prefix.size() - returns_suffix.size())) : method_not_allowed();
  }
  route = path;
  if (path == "/v1/release") return get ? release(request, *terminal) : method_not_allowed();
  if (path == "/v1/reservations") return post ? reserve(request, *terminal) : method_not_allowed();
  return post ? heartbeat(request, *terminal) : method_not_allowed();
}

HttpAnswer Routes::journal(const HttpRequest& request, const std::string& terminal, std::string_view rest, std::string& route) {
  const std::string_view whose = rest.substr(0, rest.find('/'));
  const std::string_view what = rest.substr(whose.size());
  if (whose != terminal) return said(403, "refused", "a terminal reads and writes its own journal only");
  const bool get = request.method == "GET";
  route = "/v1/journals/{terminal}" + std::string{what.size() <= 9 ? what : ""};
  if (what.empty() && get) {
    const auto heads = county_.heads(terminal);
    if (!heads) return failure(heads.error());
    return {200, "application/json", contract::heads_json(terminal, *heads), {}};
  }
  if (what.empty()) return take(request, terminal, false);
  if (what == "/branches") return get ? method_not_allowed() : take(request, terminal, true);
  if (what == "/entries") return get ? entries(request, terminal) : method_not_allowed();
  route = "other";
  return said(404, "not_found", "there is nothing at this address");
}

HttpAnswer Routes::take(const HttpRequest& request, const std::string& terminal, bool branch) {
  if (request.header("content-encoding") != "zstd")
    return said(415, "refused", "a batch is sent packed: Content-Encoding: zstd");
  const ingest::BatchAnswer taken = branch ? county_.take_branch(terminal, request.body) : county_.take_batch(terminal, request.body);
  if (!taken.cause.empty()) log_line("error", taken.cause);
  metrics_.count_batch(taken.answer.code, request.body.size());
  HttpAnswer answer{taken.status, "application/json", contract::push_answer_json(taken.answer), {}};
  if (taken.status == 503) answer.headers.emplace_back("Retry-After", "2");
  return answer;
}

HttpAnswer Routes::entries(const HttpRequest& request, const std::string& terminal) {
  const auto epoch = number(request.query("epoch")), from = number(request.query("from"));
  if (!epoch || !from || *epoch < 1 || *from < 1)
    return said(400, "refused", "say which entries: ?epoch=NUMBER&from=NUMBER");
  auto lines = county_.entries(terminal, *epoch, *from);
  if (!lines) return failure(lines.error());
  return {200, "application/x-ndjson", std::move(*lines), {}};
}

HttpAnswer Routes::release(const HttpRequest& request, const std::string& terminal) {
  static_cast<void>(county_.note_heard(terminal, ""));
  const auto manifest = county_.manifest(terminal);
  if (!manifest && manifest.error().code == Errc::not_found) return said(404, "no_release", "nothing has been published for this terminal yet");
  if (!manifest) return failure(manifest.error());
  const std::string etag = "\"" + contract::to_hex(contract::blake2b(manifest->text)) + "\"";
  if (request.header("if-none-match") == etag) return {304, "application/json", "", {{"ETag", etag}}};
  return {200, "application/json", contract::signed_manifest_json(*manifest), {{"ETag", etag}}};
}

HttpAnswer Routes::section(std::string_view hash_hex) {
  const auto hash = contract::from_hex<contract::Hash>(hash_hex);
  if (!hash) return said(400, "refused", "a section is named by 64 hexadecimal digits");
  auto bytes = county_.section(*hash);
  if (!bytes) return failure(bytes.error());
  return {200, "application/json", std::move(*bytes), {}};
}

HttpAnswer Routes::reserve(const HttpRequest& request, const std::string& terminal) {
  const auto document = core::JsonDocument::parse(request.body);
  if (!document || !document->root().is_object()) return said(400, "refused", "a reservation is one JSON object");
  const core::JsonValue body = document->root();
  const auto answer = county_.reserve(terminal, {body.string_or("reservation", ""), body.string_or("sale", ""), body.string_or("quota", ""),
                                                 body.string_or("holder", ""), core::Money::fen(body.integer_or("amount_fen", 0))});
  if (!answer) return failure(answer.error());
  if (answer->code != "granted") return said(409, answer->code, answer->sentence);
  core::JsonWriter json;
  json.begin_object().field("code", answer->code).field("sentence", answer->sentence).field("expires_at", answer->expires_at);
  return {200, "application/json", json.field("county_time", environment_.now_ms()).end_object().take(), {}};
}

/// What it is about stays out of the log and of every answer.
HttpAnswer Routes::keep_private(const HttpRequest& request, const std::string& terminal, std::string_view reference) {
  const auto done = request.method == "PUT" ? county_.put_private(terminal, reference, request.body) : county_.erase_private(terminal, reference);
  if (done) return said(200, "ok", request.method == "PUT" ? "kept apart from the journals" : "erased");
  if (done.error().code == Errc::conflict) return said(410, "erased", done.error().cause);
  return failure(done.error());
}

HttpAnswer Routes::returns(std::string_view sale) {
  const auto answer = county_.returns_of(sale);
  if (!answer) return failure(answer.error());
  return {200, "application/json", contract::returns_json(*answer), {}};
}

HttpAnswer Routes::heartbeat(const HttpRequest& request, const std::string& terminal) {
  if (request.body.size() > heartbeat_bytes_max) return said(413, "too_large", "a heartbeat has at most 4096 bytes");
  const auto document = core::JsonDocument::parse(request.body);
  if (!document || !document->root().is_object()) return said(400, "refused", "a heartbeat is one JSON object");
  if (const auto noted = county_.note_heard(terminal, request.body); !noted) return failure(noted.error());
  return said(200, "ok", "heard");
}

HttpAnswer Routes::health() {
  // Nobody has this name; that the database says so shows that it answers.
  const auto answer = county_.requester("health");
  if (answer || answer.error().code == Errc::not_found) return said(200, "ok", "the county server answers");
  return failure(answer.error());
}

HttpAnswer Routes::metrics() {
  if (!options_.show_office) return said(403, "refused", "metrics are shown on a loopback listener only");
  const auto status = county_.status();
  if (!status) return failure(status.error());
  return {200, "text/plain; version=0.0.4", metrics_.text(*status), {}};
}

}  // namespace zhuangui::county
