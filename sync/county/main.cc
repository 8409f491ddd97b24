#include <csignal>
#include <iostream>

#include "cli.h"

namespace zhuangui::county {
namespace {

int run(int argc, char** argv) {
  Cli cli;
  CLI::App app{"zhuangui-county, the county's side of zhuangui: takes the terminals' journals in, publishes products and "
               "prices, reports.\nExit codes: 0 ok, 1 the thing asked for is not so, 2 usage, 3 environment.",
               "zhuangui-county"};
  app.fallthrough();
  app.require_subcommand(1);
  app.add_option("--data", cli.data, "Folder of the county: database, keys, lock")->required();
  app.add_option("--db", cli.database, "Database; this version knows sqlite (in the data folder)");
  app.add_flag("--json", cli.json, "Answers and errors as JSON, lists as one object a line");
  add_init(app, cli);
  add_serve(app, cli);
  add_enrolment(app, cli);
  add_tables(app, cli);
  add_staff(app, cli);
  add_branches(app, cli);
  add_private(app, cli);
  add_looking(app, cli);
  add_reports(app, cli);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);  // --help
    for (int i = 1; i < argc; ++i) cli.json = cli.json || std::string_view{argv[i]} == "--json";
    return report_usage(cli, error.what(), "see zhuangui-county --help");
  }
  if (cli.database != "sqlite")
    return report_usage(cli, "--db " + cli.database.substr(0, cli.database.find(':')) + " is not in this version", "leave --db out: the county's SQLite database is used");
  return cli.run();
}

}  // namespace
}  // namespace zhuangui::county

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  try {
    return zhuangui::county::run(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "zhuangui-county: a fault of this program: " << error.what() << "; report it with what you did" << std::endl;
    return zhuangui::county::exit_environment;
  }
}
