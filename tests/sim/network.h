#pragma once
// The network between the terminals' agents and the county's routes: it delays, loses, doubles, cuts and falsifies, by
// seed. It stands here and not in front of sockets, since it works on virtual time and on whole requests; the bytes on a
// real connection are tests/network's subject.
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "agent/ports.h"
#include "county_host.h"
#include "world.h"

namespace zhuangui::sim {

/// How often, in a thousand requests, each thing goes wrong.
struct Weather {
  int lose_request = 0;     ///< never arrives; the client waits until its time-out
  int refuse = 0;           ///< no connection: known at once
  int lose_reply = 0;       ///< arrives and is done, but nobody hears of it
  int cut_reply = 0;        ///< the connection breaks inside the answer
  int late = 0;             ///< half open: arrives minutes later, when the client has long given up
  int duplicate = 0;        ///< arrives two to ten times, at different times, on several connections
  int captive = 0;          ///< a login page answers 200 in the county's place
  int redirect = 0;         ///< 301
  int bad_gateway = 0;      ///< 502 of a proxy, the request arriving or not
  int old_answer = 0;       ///< an earlier answer to such a request, of this terminal or of another
  int future_head = 0;      ///< the county's true answer with a head that is beyond everybody
  int delay_max_ms = 80;
};

class Network {
 public:
  using Answer = core::Result<agent::HttpAnswer>;
  using Done = std::function<void(const Answer&)>;

  Network(World& world, CountyHost& county) : world_{world}, county_{county}, chance_{world.chance.stream(2)} {}

  /// `done` is called once at most; never when the answer is lost. `sender` is the terminal's machine.
  void send(const std::string& sender, const agent::HttpRequest& request, Done done);

  void set_weather(const Weather& weather) { weather_ = weather; }
  /// A cable out: nothing of this sender goes either way until it is in again.
  void set_down(const std::string& sender, bool down);
  [[nodiscard]] std::int64_t requests() const { return requests_; }
  /// The most entries and packed bytes any batch of a sender had.
  struct Largest {
    std::int64_t entries = 0, bytes = 0;
  };
  [[nodiscard]] const std::map<std::string, Largest>& largest_batches() const { return largest_; }

  /// Sabotage: answers in the county's place when it gives something.
  std::function<std::optional<agent::HttpAnswer>(const agent::HttpRequest&)> forge;

 private:
  struct Remembered {
    std::string shape;  ///< method and path with the terminal's name taken out
    agent::HttpAnswer answer;
  };
  void deliver(const std::string& sender, const agent::HttpRequest& request, const Done& done, bool answer_lost);
  Answer on_the_way_back(const agent::HttpRequest& request, agent::HttpAnswer answer);
  std::optional<agent::HttpAnswer> false_answer();
  std::optional<agent::HttpAnswer> remembered(const std::string& shape);
  void measure(const std::string& sender, const agent::HttpRequest& request);
  bool strikes(int permille, const char* fault);
  std::int64_t delay_ms() { return chance_.between(2, weather_.delay_max_ms); }

  World& world_;
  CountyHost& county_;
  Chance chance_;
  Weather weather_;
  std::set<std::string> down_;
  std::map<std::string, Largest> largest_;
  std::deque<Remembered> memory_;
  std::int64_t requests_ = 0;
};

}  // namespace zhuangui::sim
