#include "cli.h"

#include <algorithm>
#include <iostream>

#include "core/json.h"

namespace zhuangui::county {
namespace {

using core::Errc;

bool is_environment(Errc code) {
  switch (code) {
    case Errc::invalid_input:
    case Errc::not_found:
    case Errc::conflict:
    case Errc::refused: return false;
    default: return true;
  }
}

int say(const Cli& cli, const core::Error& error, int exit_code) {
  std::string text;
  if (cli.json) {
    core::JsonWriter json;
    json.begin_object().field("code", exit_code == exit_usage ? "usage" : core::errc_name(error.code));
    text = json.field("message", error.cause).field("remedy", error.remedy).end_object().take();
  } else {
    text = "zhuangui-county: " + error.cause + (error.remedy.empty() ? "" : "; " + error.remedy);
    std::replace(text.begin(), text.end(), '\n', ' ');
  }
  std::cerr << text << std::endl;
  return exit_code;
}

}  // namespace

int report_error(const Cli& cli, const core::Error& error) {
  return say(cli, error, is_environment(error.code) ? exit_environment : exit_not_so);
}

int report_environment(const Cli& cli, const core::Error& error) { return say(cli, error, exit_environment); }

int report_usage(const Cli& cli, std::string_view cause, std::string_view remedy) {
  return say(cli, {Errc::invalid_input, std::string{cause}, std::string{remedy}}, exit_usage);
}

int with_county(const Cli& cli, ingest::County::Mode mode,
                const std::function<core::Result<int>(ingest::County&)>& work) {
  const auto county = ingest::County::open(cli.data, mode, ingest::system_environment());
  if (!county) return report_environment(cli, county.error());
  const auto result = work(**county);
  return result ? *result : report_error(cli, result.error());
}

void print(std::string_view text) { std::cout << text << std::flush; }

}  // namespace zhuangui::county
