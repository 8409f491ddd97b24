#include "network.h"

#include <algorithm>
#include <cctype>

#include "contract/answer.h"
#include "contract/batch.h"

namespace zhuangui::sim {
namespace {

constexpr std::size_t remembered_max = 40;

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

county::HttpRequest as_received(const agent::HttpRequest& request) {
  county::HttpRequest received;
  received.method = request.method;
  received.target = request.path;
  for (const agent::HttpHeader& header : request.headers) received.headers.emplace_back(lower(header.name), header.value);
  received.body = request.body;
  return received;
}

agent::HttpAnswer as_answered(county::HttpAnswer answer) {
  agent::HttpAnswer given;
  given.status = answer.status;
  for (auto& [name, value] : answer.headers) given.headers.push_back({lower(name), std::move(value)});
  given.body = std::move(answer.body);
  return given;
}

std::string shape_of(const agent::HttpRequest& request) {
  std::string path = request.path;
  if (const auto name = path.find("/T-"); name != std::string::npos) path.erase(name, path.find_first_of("/?", name + 1) - name);
  return request.method + " " + path;
}

Network::Answer broken(const char* how) { return core::fail(core::Errc::offline, how, "try again later"); }

/// The county's own answer, but its newest head lies beyond everything that was ever sent.
agent::HttpAnswer from_the_future(agent::HttpAnswer answer, const std::string& path) {
  if (auto heads = contract::parse_heads(answer.body); heads && !heads->empty()) {
    heads->back().seq += 40;
    heads->back().hash[5] ^= 0x5a;
    answer.body = contract::heads_json(path.substr(path.rfind('/') + 1), *heads);
  } else if (auto push = contract::parse_push_answer(answer.body); push && push->head) {
    push->head->seq += 40;
    push->head->hash[5] ^= 0x5a;
    answer.body = contract::push_answer_json(*push);
  }
  return answer;
}

}  // namespace

bool Network::strikes(int permille, const char* fault) {
  if (!chance_.happens(permille)) return false;
  world_.count(std::string{"fault "} + fault);
  return true;
}

void Network::set_down(const std::string& sender, bool down) {
  if (down) down_.insert(sender);
  else down_.erase(sender);
}

std::optional<agent::HttpAnswer> Network::false_answer() {
  if (strikes(weather_.captive, "login page answers 200"))
    return agent::HttpAnswer{200, {{"content-type", "text/html"}}, "<html><body>Please log in</body></html>"};
  if (strikes(weather_.redirect, "301")) return agent::HttpAnswer{301, {{"location", "http://portal/"}}, ""};
  if (strikes(weather_.bad_gateway, "502")) return agent::HttpAnswer{502, {{"content-type", "text/html"}}, "<h1>Bad gateway</h1>"};
  return std::nullopt;
}

void Network::measure(const std::string& sender, const agent::HttpRequest& request) {
  if (request.method != "POST" || !request.path.starts_with("/v1/journals/")) return;
  Largest& largest = largest_[sender];
  largest.bytes = std::max(largest.bytes, static_cast<std::int64_t>(request.body.size()));
  const auto lines = contract::unpack(request.body, contract::batch_bytes_max);
  if (lines)  // its first and its last line are no entries
    largest.entries = std::max(largest.entries, static_cast<std::int64_t>(std::count(lines->begin(), lines->end(), '\n')) - 2);
}

void Network::send(const std::string& sender, const agent::HttpRequest& request, Done done) {
  ++requests_;
  measure(sender, request);
  world_.note(sender, request.method + " " + request.path, fingerprint(request.body));
  if (forge) {
    if (auto forged = forge(request)) {
      world_.in(delay_ms(), [done, forged] { done(*forged); });
      return;
    }
  }
  if (down_.contains(sender) || strikes(weather_.refuse, "no connection")) {
    world_.in(5, [done] { done(broken("no connection")); });
    return;
  }
  if (strikes(weather_.lose_request, "request lost")) return;
  if (auto instead = false_answer()) {
    world_.in(delay_ms(), [done, instead] { done(*instead); });
    if (instead->status != 502 || chance_.happens(500)) return;
    done = [](const Answer&) {};  // the proxy gives up, but the request arrives
  }
  const bool late = strikes(weather_.late, "half open, arrives late");
  const bool answer_lost = strikes(weather_.lose_reply, "reply lost");
  const std::int64_t arrives_ms = late ? chance_.between(31'000, 900'000) : delay_ms();
  world_.in(arrives_ms, [=, this] { deliver(sender, request, done, answer_lost); });
  if (!strikes(weather_.duplicate, "request doubled")) return;
  for (std::int64_t more = chance_.between(1, 9); more > 0; --more)
    world_.in(chance_.between(0, chance_.happens(200) ? 1'200'000 : 400),
              [=, this] { deliver(sender, request, [](const Answer&) {}, true); });
}

void Network::deliver(const std::string& sender, const agent::HttpRequest& request, const Done& done, bool answer_lost) {
  auto answer = county_.handle(as_received(request));
  // What a county in trouble says may name its folder, which is another one in every process.
  const std::string said = !answer ? "nothing" : std::to_string(answer->status) + (answer->status < 500 ? " " + fingerprint(answer->body) : "");
  world_.note("county", "answers " + sender, said);
  if (answer_lost) return;
  Answer back = answer ? on_the_way_back(request, as_answered(std::move(*answer))) : broken("the connection broke");
  world_.in(delay_ms(), [this, sender, done, back = std::move(back)] {
    if (down_.contains(sender)) return;
    done(back);
  });
}

std::optional<agent::HttpAnswer> Network::remembered(const std::string& shape) {
  std::vector<const Remembered*> fitting;
  for (const Remembered& each : memory_)
    if (each.shape == shape) fitting.push_back(&each);
  if (fitting.empty()) return std::nullopt;
  return fitting[static_cast<std::size_t>(chance_.between(0, static_cast<std::int64_t>(fitting.size()) - 1))]->answer;
}

Network::Answer Network::on_the_way_back(const agent::HttpRequest& request, agent::HttpAnswer answer) {
  const std::string shape = shape_of(request);
  if (answer.status < 400) {
    memory_.push_back({shape, answer});
    if (memory_.size() > remembered_max) memory_.pop_front();
  }
  if (strikes(weather_.cut_reply, "reply cut")) return broken("the answer broke off");
  if (chance_.happens(weather_.old_answer))
    if (auto old = remembered(shape)) {
      world_.count("fault older or another's answer");
      return std::move(*old);
    }
  if (answer.status < 500 && strikes(weather_.future_head, "head from the future")) return from_the_future(std::move(answer), request.path);
  if (answer.body.size() > request.answer_bytes_max) return broken("the answer is too long");
  return answer;
}

}  // namespace zhuangui::sim
