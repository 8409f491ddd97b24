#include "scenario.h"

#include <sys/stat.h>

#include <algorithm>

#include "need.h"

namespace zhuangui::sim {
namespace {

constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t hour_ms = 60 * minute_ms;

/// Which families of faults this seed has, each in a thousand seeds; a run with all of them at once shows less than
/// runs with few.
struct Mood {
  bool network, cables, forged_heads, county_ends, terminal_ends, power, disk_troubles, clocks, clones, put_back;
  explicit Mood(Chance& chance)
      : network{chance.happens(700)},
        cables{chance.happens(400)},
        forged_heads{chance.happens(150)},
        county_ends{chance.happens(450)},
        terminal_ends{chance.happens(500)},
        power{chance.happens(500)},
        disk_troubles{chance.happens(300)},
        clocks{chance.happens(250)},
        clones{chance.happens(150)},
        put_back{chance.happens(150)} {}
};

class Scenario {
 public:
  explicit Scenario(Run& run) : run_{run}, chance_{run.world.chance.stream(9)}, mood_{chance_} {}

  std::int64_t draw() {
    make_folder(run_.folder + "/county");
    run_.county.make();
    const std::int64_t terminals = chance_.between(1, 4);
    for (std::int64_t i = 1; i <= terminals; ++i) add_terminal(i);
    run_.clocks_wrong = mood_.clocks;
    run_.heads_forged = mood_.network && mood_.forged_heads;
    end_ms_ = chance_.between(1 * hour_ms, 6 * hour_ms);
    if (chance_.happens(40)) end_ms_ += 14 * hour_ms;  // over midnight
    draw_network();
    draw_county();
    for (std::size_t i = 0; i < run_.terminals.size(); ++i) draw_terminal(i);
    return end_ms_;
  }

 private:
  static void make_folder(const std::string& path) { ::mkdir(path.c_str(), 0700); }
  std::int64_t moment() { return chance_.between(2 * minute_ms, end_ms_); }

  TerminalSettings settings() {
    TerminalSettings settings;
    settings.release_interval_ms = chance_.between(1, 10) * minute_ms;
    settings.heartbeat_interval_ms = chance_.between(5, 30) * minute_ms;
    settings.batch_entries_max = static_cast<std::size_t>(chance_.happens(500) ? chance_.between(1, 8) : chance_.between(20, 500));
    settings.sale_pause_ms = chance_.between(1, 15) * minute_ms;
    if (mood_.clocks && chance_.happens(500)) settings.clock_skew_ms = chance_.between(-8 * hour_ms, 8 * hour_ms);
    return settings;
  }

  void add_terminal(std::int64_t number) {
    contract::KeyPair::Seed seed{};
    for (auto& byte : seed) byte = static_cast<std::uint8_t>(chance_.next());
    run_.keys.push_back(std::make_unique<contract::KeyPair>(contract::KeyPair::from_seed(seed)));
    const auto enrolment = run_.county.enrol(*run_.keys.back(), counter_id(static_cast<int>(number)));
    const std::string machine = "M" + std::to_string(number);
    TerminalHost& host = run_.add_terminal(enrolment, *run_.keys.back(), machine, settings());
    need(journal::save_enrolment(host.folder(), enrolment));
    host.boot_in(chance_.between(0, 5 * minute_ms));
  }

  void draw_network() {
    Weather weather;
    if (mood_.network) {
      const auto some = [this](int most) { return static_cast<int>(chance_.happens(500) ? chance_.between(1, most) : 0); };
      weather.lose_request = some(80);
      weather.refuse = some(80);
      weather.lose_reply = some(150);
      weather.cut_reply = some(80);
      weather.late = some(40);
      weather.duplicate = some(120);
      weather.captive = some(60);
      weather.redirect = some(40);
      weather.bad_gateway = some(60);
      if (mood_.forged_heads) {
        weather.old_answer = some(60);
        weather.future_head = some(30);
      }
      weather.delay_max_ms = static_cast<int>(chance_.between(20, 3'000));
    }
    run_.network.set_weather(weather);
    if (!mood_.cables) return;
    for (const auto& host : run_.terminals)
      for (std::int64_t times = chance_.between(0, 3); times > 0; --times) {
        const std::int64_t from = moment();
        run_.world.at(from, [this_run = &run_, name = host->machine()] {
          this_run->world.count("fault cable out");
          this_run->network.set_down(name, true);
        });
        run_.world.at(from + chance_.between(1, 90) * minute_ms, [this_run = &run_, name = host->machine()] { this_run->network.set_down(name, false); });
      }
  }

  void draw_county() {
    for (std::int64_t times = chance_.between(0, 4); times > 0; --times)
      run_.world.at(moment(), [run = &run_] { run->county.publish(); });
    if (mood_.county_ends)
      for (std::int64_t times = chance_.between(1, 4); times > 0; --times) {
        const bool power = mood_.power && chance_.happens(600);
        if (chance_.happens(650)) {
          run_.world.at(moment(), [run = &run_, operations = chance_.between(1, 30), power] { run->county.die_in_next_request(operations, power); });
        } else {
          run_.world.at(moment(), [run = &run_, rest = chance_.between(1'000, 10 * minute_ms), power] {
            run->county.crash(power);
            run->world.in(rest, [run] { run->county.start(); });
          });
        }
      }
    if (mood_.disk_troubles && chance_.happens(500)) trouble_for_a_while(run_.county.disk(), "county");
  }

  void trouble_for_a_while(Disk& disk, const char* whose) {
    const auto trouble = static_cast<Disk::Trouble>(chance_.between(1, 3));
    const char* name = trouble == Disk::Trouble::full ? " disk full" : trouble == Disk::Trouble::write_errors ? " disk write errors" : " disk sync errors";
    const std::int64_t from = moment();
    run_.world.at(from, [run = &run_, &disk, trouble, what = std::string{"fault "} + whose + name] {
      run->world.count(what);
      disk.set_trouble(trouble);
    });
    run_.world.at(from + chance_.between(1, 20) * minute_ms, [&disk] { disk.set_trouble(Disk::Trouble::none); });
  }

  void draw_terminal(std::size_t number) {
    TerminalHost* host = run_.terminals[number].get();
    if (chance_.happens(300)) {
      run_.world.at(moment(), [host, rest = chance_.between(1'000, 30 * minute_ms)] {
        host->stop_orderly();
        host->boot_in(rest);
      });
    }
    if (mood_.terminal_ends)
      for (std::int64_t times = chance_.between(0, 4); times > 0; --times) {
        const bool power = mood_.power && chance_.happens(600);
        run_.world.at(moment(), [host, power, now = chance_.happens(300), operations = chance_.between(1, 60), rest = chance_.between(1'000, 20 * minute_ms)] {
          host->dies_by_power(power);
          if (!now) return host->disk().die_after(operations);
          host->crash(power);
          host->boot_in(rest);
        });
      }
    if (mood_.disk_troubles && chance_.happens(500)) trouble_for_a_while(host->disk(), "terminal");
    if (mood_.clocks)
      for (std::int64_t times = chance_.between(0, 2); times > 0; --times)
        run_.world.at(moment(), [run = &run_, host, ms = chance_.between(-3 * hour_ms, 3 * hour_ms)] {
          run->world.count("fault clock jumps");
          host->shift_clock(ms);
        });
    if (mood_.clones && number == 0) run_.world.at(moment(), [this_run = &run_, number] { clone(*this_run, number); });
    if (mood_.put_back && number == run_.terminals.size() - 1) draw_put_back(*host);
  }

  /// A second machine comes up with everything the first one has, name and key included.
  static void clone(Run& run, std::size_t number) {
    TerminalHost& original = *run.terminals[number];
    if (!original.up()) return;
    run.disks_copied = true;
    run.world.count("fault disk cloned");
    TerminalHost& copy = run.add_terminal(original.enrolment(), *run.keys[number], original.machine() + "b", original.settings());
    copy_disk(original.folder(), copy.folder());
    copy.set_memory(original.memory());
    copy.boot();
  }

  struct Snapshot {
    std::int64_t epoch = 0, seq = 0, taken_ms = 0;
    TillDesk::Memory memory;
  };

  /// Somebody takes a copy of the disk and later puts it back.
  void draw_put_back(TerminalHost& host) {
    const std::int64_t taken = chance_.between(10 * minute_ms, end_ms_ / 2);
    auto snapshot = std::make_shared<std::optional<Snapshot>>();
    const std::string copy = host.folder() + ".copy";
    run_.world.at(taken, [run = &run_, &host, snapshot, copy] {
      if (!host.up()) return;
      disk_of(copy).files.clear();
      copy_disk(host.folder(), copy);
      const auto last = host.book().last();
      *snapshot = Snapshot{last.first, last.second, run->world.now_ms(), host.memory()};
    });
    run_.world.at(chance_.between(taken, end_ms_), [run = &run_, &host, snapshot, copy, rest = chance_.between(1'000, 20 * minute_ms)] {
      if (!*snapshot || !host.up()) return;
      run->disks_copied = true;
      run->world.count("fault disk put back");
      host.crash(false);
      host.put_back(copy);
      host.set_memory((*snapshot)->memory);
      run->model.put_back(host.machine(), (*snapshot)->epoch, (*snapshot)->seq, (*snapshot)->taken_ms);
      host.boot_in(rest);
    });
  }

  Run& run_;
  Chance chance_;
  const Mood mood_;
  std::int64_t end_ms_ = 0;
};

}  // namespace

std::int64_t draw_scenario(Run& run) { return Scenario{run}.draw(); }

void calm(Run& run) {
  run.world.note("all", "calm");
  run.network.set_weather({});
  run.county.die_in_next_request(0, false);
  run.county.disk().set_trouble(Disk::Trouble::none);
  run.county.start();
  for (const auto& host : run.terminals) {
    run.network.set_down(host->machine(), false);
    host->disk().set_trouble(Disk::Trouble::none);
    host->disk().forget_dying();
    host->stop_selling();
    host->boot();
  }
}

}  // namespace zhuangui::sim
