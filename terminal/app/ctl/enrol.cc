#include <chrono>
#include <iostream>
#include <thread>

#include "agent/enrol.h"
#include "ctl/commands.h"
#include "ctl/context.h"
#include "sync/enrol_folder.h"
#include "sync/sync_ports.h"

namespace zhuangui::app {

namespace {

using core::Errc;
using core::Result;

agent::EnrolHooks hooks(const Context& context) {
  agent::EnrolHooks hooks;
  hooks.wall_utc_ms = [] { return wall_now().utc_ms; };
  hooks.mono_ms = [] {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
  };
  hooks.sleep = [](std::int64_t ms) { std::this_thread::sleep_for(std::chrono::milliseconds(ms)); };
  hooks.show_words = [json = context.json](const std::array<std::string, 4>& words) {
    if (json) {
      core::JsonWriter out;
      out.begin_object().key("words").begin_array();
      for (const std::string& word : words) out.string(word);
      std::cout << out.end_array().end_object().take() << std::endl;
    } else {
      std::cout << "check words (核对词): " << words[0] << " " << words[1] << " " << words[2] << " " << words[3]
                << "\nThe county office must see the same four before it approves. Waiting …" << std::endl;
    }
  };
  return hooks;
}

Result<journal::Enrolment> enrol(const Context& context, const EnrolAsked& asked) {
  const auto directory = context.folder();
  if (!directory) return tl::unexpected(directory.error());
  if (auto free = check_enrol_folder(*directory); !free) return tl::unexpected(free.error());
  const auto ca_pem = read_ca(asked.ca_file);
  if (!ca_pem) return tl::unexpected(ca_pem.error());
  const auto county_key = contract::from_hex<contract::PublicKey>(asked.county_key);
  if (!asked.county_key.empty() && !county_key)
    return core::fail(Errc::invalid_input, "--county-key is not 64 hex digits", "copy it from the office's enrolment page, or leave it out");
  const auto http = open_http_port(asked.county, *ca_pem);
  if (!http) return tl::unexpected(http.error());
  const auto key = enrolment_key(*directory);
  if (!key) return tl::unexpected(key.error());
  return enrol_folder({*directory, asked.county, *ca_pem, asked.code, county_key, asked.wait_s * 1000}, *key, **http, hooks(context));
}

}  // namespace

void run_enrol(Context& context, const EnrolAsked& asked) {
  const auto enrolment = enrol(context, asked);
  if (!enrolment)
    return context.fail(enrolment.error(), enrolment.error().code == Errc::conflict ? std::optional{exit_code::not_so} : std::nullopt);
  if (!context.json) {
    std::cout << "enrolled: terminal " << enrolment->terminal << " at counter " << enrolment->counter << "\n";
    return;
  }
  core::JsonWriter out;
  out.begin_object().field("terminal", enrolment->terminal).field("counter", enrolment->counter);
  out.field("county", enrolment->county_url).field("public_key", contract::to_hex(enrolment->terminal_key));
  std::cout << out.end_object().take() << "\n";
}

}  // namespace zhuangui::app
