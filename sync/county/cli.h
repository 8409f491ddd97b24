#pragma once
#include <CLI/CLI.hpp>

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "ingest/county.h"

namespace zhuangui::county {

// Exit codes of design §8.
inline constexpr int exit_ok = 0;
inline constexpr int exit_not_so = 1;       ///< the thing asked for is not so
inline constexpr int exit_usage = 2;
inline constexpr int exit_environment = 3;

/// A file of an import, the real ones of a county being well below.
inline constexpr std::size_t csv_bytes_max = 64u << 20;

/// What all commands share. Each add_… function hangs its commands on `app`; the chosen one sets `run`.
struct Cli {
  std::string data;
  std::string database = "sqlite";
  bool json = false;
  std::function<int()> run;
};

void add_init(CLI::App& app, Cli& cli);
void add_serve(CLI::App& app, Cli& cli);
void add_enrolment(CLI::App& app, Cli& cli);   ///< enrol, approve, terminal
void add_tables(CLI::App& app, Cli& cli);      ///< import, export, publish
void add_staff(CLI::App& app, Cli& cli);       ///< approve-act
void add_branches(CLI::App& app, Cli& cli);    ///< fork, branch, setaside
void add_private(CLI::App& app, Cli& cli);     ///< private
void add_looking(CLI::App& app, Cli& cli);     ///< verify, recompute, journal, rebuild
void add_reports(CLI::App& app, Cli& cli);     ///< report

/// One line on stderr, or {"code","message","remedy"} under --json. Answers the exit code that goes with it.
int report_error(const Cli& cli, const core::Error& error);
/// The same for what keeps a county from being opened or served at all: always exit_environment.
int report_environment(const Cli& cli, const core::Error& error);
int report_usage(const Cli& cli, std::string_view cause, std::string_view remedy);

/// Opens the county at --data and runs `work` on it; an error of `work` is reported.
int with_county(const Cli& cli, ingest::County::Mode mode,
                const std::function<core::Result<int>(ingest::County&)>& work);

/// Writes to stdout.
void print(std::string_view text);

/// Reports for people, and as CSV with the fields of the JSON form.
std::string day_report_text(const ingest::DayReport& report, const std::vector<core::Product>& products);
std::string day_report_csv(const ingest::DayReport& report);
std::string counter_days_csv(const ingest::DayReport& report);  ///< its `counters`, a line a figure
std::string sales_report_text(const ingest::SalesReport& report);
std::string sales_report_csv(const ingest::SalesReport& report);
std::string quota_report_text(const ingest::QuotaReport& report);
std::string quota_report_csv(const ingest::QuotaReport& report);

}  // namespace zhuangui::county
