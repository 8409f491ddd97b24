#include <arpa/inet.h>

#include <charconv>

#include "cli.h"
#include "core/json.h"
#include "files.h"
#include "routes.h"
#include "server.h"

namespace zhuangui::county {
namespace {

using core::Errc;
using core::fail;
using core::Result;

struct ServeWish {
  std::string listen, ready_file, certificate, key;
  bool office_open = false;
};

/// "127.0.0.1:8080", "localhost:0", "[::1]:8080".
std::optional<std::pair<std::string, std::uint16_t>> host_and_port(const std::string& text) {
  const auto colon = text.rfind(':');
  if (colon == std::string::npos || colon == 0) return std::nullopt;
  std::string host = text.substr(0, colon);
  if (host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  std::uint16_t port = 0;
  const char* end = text.data() + text.size();
  if (std::from_chars(text.data() + colon + 1, end, port).ptr != end || colon + 1 == text.size()) return std::nullopt;
  return std::pair{host, port};
}

bool is_loopback(const std::string& host) {
  in_addr address{};
  if (host == "localhost" || host == "::1") return true;
  return inet_pton(AF_INET, host.c_str(), &address) == 1 && (ntohl(address.s_addr) >> 24) == 127;
}

Result<int> run_server(ingest::County& county, const Cli& cli, const ServeWish& wish, ServerOptions options) {
  const auto assets = assets_folder();
  if (!assets) return tl::unexpected(assets.error());
  const bool show_office = is_loopback(options.host) || wish.office_open;
  Routes routes{county, ingest::system_environment(), {show_office, *assets + "/web"}};
  auto server = Server::create(options, [&routes](const HttpRequest& request) { return routes.handle(request); });
  if (!server) return tl::unexpected(server.error());
  const std::string url = (wish.certificate.empty() ? "http://" : "https://") + (*server)->address();
  core::Result<void> told{};
  (*server)->run([&] {
    if (!wish.ready_file.empty()) told = write_file(wish.ready_file, url + "\n");
    if (!told) return (*server)->stop();
    core::JsonWriter json;
    print(cli.json ? json.begin_object().field("address", url).end_object().take() + "\n" : "zhuangui-county: serving at " + url + "\n");
    if (!show_office) log_line("info", "the office's page has no login yet and is not shown on this address; --office-open shows it to everybody");
  });
  if (!told) return tl::unexpected(told.error());
  log_line("info", "stopped in order");
  return exit_ok;
}

int serve(const Cli& cli, const ServeWish& wish) {
  const auto where = host_and_port(wish.listen);
  if (!where) return report_usage(cli, "--listen " + wish.listen + " is not HOST:PORT", "write --listen 127.0.0.1:8080 (port 0: any free one)");
  if (wish.certificate.empty() != wish.key.empty())
    return report_usage(cli, "--tls-cert and --tls-key go together", "give both, or neither");
  if (wish.certificate.empty() && !is_loopback(where->first))
    return report_usage(cli, "plain HTTP on " + where->first + " could be read and changed on the way",
                        "listen on 127.0.0.1 behind a TLS proxy, or give --tls-cert and --tls-key");
  ServerOptions options;
  options.host = where->first;
  options.port = where->second;
  options.tls_certificate_file = wish.certificate;
  options.tls_key_file = wish.key;
  const auto county = ingest::County::open(cli.data, ingest::County::Mode::server, ingest::system_environment());
  if (!county) return report_environment(cli, county.error());
  const auto served = run_server(**county, cli, wish, options);
  return served ? *served : report_environment(cli, served.error());
}

/// Counters, products and prices of the demo, and the first release.
Result<int> load_demo(ingest::County& county) {
  const auto assets = assets_folder();
  if (!assets) return tl::unexpected(assets.error());
  for (const char* kind : {"counters", "products", "prices"}) {
    const std::string file = *assets + "/demo/" + kind + ".csv";
    const auto text = read_file(file, csv_bytes_max);
    if (!text) return tl::unexpected(text.error());
    if (const auto rows = county.import_csv(kind, *text, file); !rows) return tl::unexpected(rows.error());
  }
  if (const auto published = county.publish(); !published) return tl::unexpected(published.error());
  return exit_ok;
}

int init(const Cli& cli, bool demo) {
  const auto made = ingest::County::init(cli.data, ingest::system_environment());
  if (!made) return report_environment(cli, made.error());
  if (demo)
    if (const int failed = with_county(cli, ingest::County::Mode::office, load_demo); failed != exit_ok) return failed;
  if (cli.json) {
    core::JsonWriter json;
    json.begin_object().field("data", cli.data).field("working_key", contract::to_hex(made->working_key));
    json.field("reserve_key", contract::to_hex(made->reserve_key)).field("reserve_key_file", made->reserve_key_file);
    print(json.field("demo", demo).end_object().take() + "\n");
  } else {
    print("a county stands in " + cli.data + (demo ? ", with demo data published as release 1" : "") + "\nkey " +
          contract::to_hex(made->working_key) + "\ntake " + made->reserve_key_file + " out of this machine and keep it offline\n");
  }
  return exit_ok;
}

}  // namespace

void add_init(CLI::App& app, Cli& cli) {
  CLI::App* command = app.add_subcommand("init", "Makes a county in the data folder: database, keys, its own journal");
  auto demo = std::make_shared<bool>(false);
  command->add_flag("--demo", *demo, "With the demo's counters, products and prices, published as the first release");
  command->callback([&cli, demo] { cli.run = [&cli, demo] { return init(cli, *demo); }; });
}

void add_serve(CLI::App& app, Cli& cli) {
  CLI::App* command = app.add_subcommand("serve", "Serves terminals and the office's page until TERM; finishes what is under way for 10 s at most");
  auto wish = std::make_shared<ServeWish>();
  command->add_option("--listen", wish->listen, "HOST:PORT; port 0 takes any free one. Plain HTTP on loopback only")->required();
  command->add_option("--ready-file", wish->ready_file, "Gets the address once connections are accepted");
  command->add_option("--tls-cert", wish->certificate, "PEM certificate chain");
  command->add_option("--tls-key", wish->key, "PEM key of that certificate");
  command->add_flag("--office-open", wish->office_open, "Show the office's page and metrics on an address that is not loopback: they have no login yet, so everybody who can reach it reads all figures");
  command->callback([&cli, wish] { cli.run = [&cli, wish] { return serve(cli, *wish); }; });
}

}  // namespace zhuangui::county
