#pragma once
// The commands of zhuanguictl, each with what was asked of it. They speak on stdout, tell errors on stderr and leave
// their exit code in the context. command_line.cc says how they are written; nothing else includes its library.
#include <cstdint>
#include <string>

#include "ctl/context.h"

namespace zhuangui::app {

struct ShowAsked {
  std::int64_t epoch = 0;  ///< 0: the current one
  std::int64_t from = 0;   ///< 0: so that the newest are shown
  std::int64_t count = 0;  ///< 0: the newest 20, or all from `from` on
};
struct ExportAsked {
  std::int64_t epoch = 0;
  std::string file;  ///< empty: to the output
};
struct SalesAsked {
  std::string from = "0000-01-01", to = "9999-12-31";
};
struct EnrolAsked {
  std::string county, code, ca_file, county_key;
  std::int64_t wait_s = 15 * 60;
};
struct SyncAsked {
  bool until_empty = false;
  std::int64_t timeout_s = 0;  ///< 0: 10, or 60 with until_empty
};
struct ReceiptAsked {
  std::string sale, escpos_file, png_file, profile = "generic-80", as = "original";
  bool text = false;
};
struct CodeAsked {
  std::string text, aim;
  bool from_input = false;
};

struct PrintTestAsked {
  std::string profile;  ///< empty: as configured, else by what the printer is
  std::string answer;   ///< what came out wrong, when `answered`; else it is asked for
  std::string configuration_file, record_file;
  bool answered = false, simulate = false;
};
struct SessionAsked {
  std::string file, configuration_file;
  std::int64_t seconds = 0;  ///< 0: until Ctrl-C
};

struct DecodeAsked {
  std::string what;           ///< bytes in hex, or a file of them
  std::string as;             ///< empty: in every way that fits
  std::int64_t question = 0;  ///< n of DLE EOT n that a printer answered; 0: not known
};

/// `configuration_file`: also the serial devices it names; empty: those of USB only.
void run_status(Context& context, const std::string& configuration_file);
void run_journal_show(Context& context, const ShowAsked& asked);
void run_journal_verify(Context& context, bool county);
void run_journal_export(Context& context, const ExportAsked& asked);
void run_sale_list(Context& context, const SalesAsked& asked);
void run_sale_show(Context& context, const std::string& id);
void run_shift_list(Context& context);
/// `closed`: a Z report, of shift `number` or of the last one closed (0); else the X report of the running one.
void run_report(Context& context, bool closed, std::int64_t number);
void run_projections_dump(Context& context);
void run_projections_rebuild(Context& context);
void run_receipt(Context& context, const ReceiptAsked& asked);
void run_code(Context& context, const CodeAsked& asked);
void run_devices_list(Context& context);
/// Tells from which keyboard, scanner or card reader something came first.
void run_devices_learn(Context& context, std::int64_t seconds);
void run_devices_doctor(Context& context);
void run_devices_decode(Context& context, const DecodeAsked& asked);
void run_devices_profiles(Context& context);
void run_devices_print_test(Context& context, const PrintTestAsked& asked);
void run_devices_watch(Context& context, const SessionAsked& asked);
void run_devices_record(Context& context, const SessionAsked& asked);
void run_devices_replay(Context& context, const SessionAsked& asked);
/// `configuration_file`: also the date of its scale; empty: that is not looked at.
void run_doctor(Context& context, const std::string& configuration_file);
void run_enrol(Context& context, const EnrolAsked& asked);
void run_sync(Context& context, const SyncAsked& asked);

}  // namespace zhuangui::app
