#pragma once
#include <string>

#include "gate.h"
#include "ingest/county.h"
#include "metrics.h"
#include "server.h"

namespace zhuangui::county {

struct RouteOptions {
  bool show_office = true;   ///< pages and metrics: on a loopback listener, or with --office-open
  std::string web_folder;    ///< assets/web
};

/// Everything the county answers over HTTP (design §6) and its pages. Called from several threads at once.
class Routes {
 public:
  Routes(ingest::County& county, ingest::Environment environment, RouteOptions options)
      : county_{county}, environment_{environment}, options_{std::move(options)}, form_token_{new_form_token(environment)}, gate_{county, environment} {}

  HttpAnswer handle(const HttpRequest& request);

 private:
  HttpAnswer dispatch(const HttpRequest& request, std::string& route);
  HttpAnswer for_terminal(const HttpRequest& request, std::string& route);
  HttpAnswer enrol(const HttpRequest& request);
  HttpAnswer journal(const HttpRequest& request, const std::string& terminal, std::string_view rest, std::string& route);
  HttpAnswer take(const HttpRequest& request, const std::string& terminal, bool branch);
  HttpAnswer entries(const HttpRequest& request, const std::string& terminal);
  HttpAnswer release(const HttpRequest& request, const std::string& terminal);
  HttpAnswer section(std::string_view hash_hex);
  HttpAnswer reserve(const HttpRequest& request, const std::string& terminal);
  HttpAnswer keep_private(const HttpRequest& request, const std::string& terminal, std::string_view reference);
  HttpAnswer returns(std::string_view sale);
  HttpAnswer heartbeat(const HttpRequest& request, const std::string& terminal);
  HttpAnswer health();
  HttpAnswer metrics();
  HttpAnswer page(const HttpRequest& request);
  HttpAnswer acts(const HttpRequest& request);
  HttpAnswer approve(const HttpRequest& request);
  HttpAnswer style();
  static std::string new_form_token(const ingest::Environment& environment);

  ingest::County& county_;
  ingest::Environment environment_;
  const RouteOptions options_;
  const std::string form_token_;  ///< forms of pages carry it: another site cannot know it. New with each start
  Gate gate_;
  Metrics metrics_;
};

/// The page at `/`; `date` empty means today in Asia/Shanghai. Errors: those of the county; invalid_input: not a date.
core::Result<std::string> overview(ingest::County& county, const std::string& web_folder, const std::string& date,
                                   std::int64_t now_ms);

}  // namespace zhuangui::county
