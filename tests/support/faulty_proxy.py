#!/usr/bin/env python3
"""A bad network before a real county: a TCP proxy that lets each request of one terminal suffer one planned fault.

It starts `zhuangui-county serve` behind itself, so that it can kill it in the very moment that a fault names, and knows
just enough HTTP/1.1 (content-length framing) to see where a request and an answer end. Requests of other terminals and
of enrolment pass unharmed; their answers are kept, to be given where they do not belong. A batch that suffered
is let through when it comes again, fifteen times in sixteen, and of the questions for the county's heads every fourth
suffers. Before each harmed request (the agent has then taken in the
answer before) and at the end, terminal and county are compared (books.py).

usage: faulty_proxy.py --programs build/bin --county FOLDER --terminal T-0001 --data DIR --seed N --ready-file F --log F
                       [--batch-entries N] [--faults NAME…]
Serves until TERM. The log is NDJSON: one line a harmed request, and {"trouble"} when the books do not agree.
"""
import argparse
import hashlib
import json
import pathlib
import random
import signal
import socket
import sys
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "script"), str(HERE)]
from books import Books, write_lock  # noqa: E402  pylint: disable=wrong-import-position
from demo_county import County  # noqa: E402  pylint: disable=wrong-import-position

HALF_OPEN_S = 1.0
CONNECTIONS_AT_ONCE = 10


def read_message(stream):
    """Head and body of one message as they came; empty when the other end closed before the first byte."""
    data = b""
    while b"\r\n\r\n" not in data:
        more = stream.recv(65536)
        if not more:
            return b""
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    length = 0
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length":
            length = int(value)
    while len(body) < length:
        more = stream.recv(65536)
        if not more:
            return b""
        body += more
    return head + b"\r\n\r\n" + body


def answer(status, body, content_type="application/json", more=""):
    head = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nContent-Length: {len(body.encode())}\r\n{more}\r\n"
    return (head + body).encode()


def json_of(message):
    try:
        return json.loads(message.partition(b"\r\n\r\n")[2])
    except ValueError:
        return {}


class Request:
    def __init__(self, whole):
        self.whole = whole
        self.method, self.path = whole.split(b"\r\n", 1)[0].decode().split(" ")[:2]
        self.key = (self.method, self.path, hashlib.sha256(whole.partition(b"\r\n\r\n")[2]).hexdigest())


class Plan:
    """Rounds in which each fault stands once, in an order that the seed gives."""

    def __init__(self, names, seed):
        self.names, self.random = list(names), random.Random(seed)
        self.coming, self.suffered, self.times = [], set(), {name: 0 for name in names}
        self.questions = 0

    def next_for(self, request, possible):
        """The fault this request suffers; None: it passes."""
        if request.method == "GET":  # the same question again and again
            self.questions += 1
            if self.questions % 4 != 1:
                return None
        elif request.key in self.suffered and self.random.randrange(16):
            return None
        if len(self.coming) < len(self.names):
            again = self.names[:]
            self.random.shuffle(again)
            self.coming += again
        name = next((name for name in self.coming if possible(name, request)), None)
        if name is None:
            return None
        self.coming.remove(name)
        self.suffered.add(request.key)
        self.times[name] += 1
        return name


class FaultyProxy:
    """Each fault is a method fault_NAME(client, request): what it sends to the client, or None, then the connection
    is closed. Answers that passed are remembered by terminal and method."""

    def __init__(self, county, plan, books, terminal):
        self.county, self.plan, self.books, self.terminal = county, plan, books, terminal
        self.log = []
        self.genuine = {}        # (terminal, method) -> answers, oldest first
        self.delivered = set()   # requests that reached the county whole; libcurl repeats one whose connection was closed
        self.event = {}          # what else is known of the request being dealt with
        self.listener = socket.create_server(("127.0.0.1", 0))

    @staticmethod
    def fault_names():
        return [name[len("fault_"):] for name in dir(FaultyProxy) if name.startswith("fault_") and name != "fault_names"]

    def county_address(self):
        host, port = self.county.address.removeprefix("http://").rsplit(":", 1)
        return host, int(port)

    def connect(self):
        return socket.create_connection(self.county_address(), timeout=30)

    def ask_county(self, request):
        self.delivered.add(request.whole)
        with self.connect() as upstream:
            upstream.sendall(request.whole)
            return read_message(upstream)

    def serve(self):
        while True:
            client, _ = self.listener.accept()
            threading.Thread(target=self.serve_connection, args=(client,), daemon=True).start()

    def serve_connection(self, client):
        with client:
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            try:
                while whole := read_message(client):
                    started = time.monotonic()
                    goes_on = self.deal_with(client, Request(whole))
                    self.event["took_ms"] = round(1000 * (time.monotonic() - started))
                    if not goes_on:
                        return
            except OSError as error:
                self.log.append({"trouble": f"the proxy itself: {error}"})

    def deal_with(self, client, request):
        """False: the connection is closed."""
        words = request.path.split("/")
        terminal = words[3] if request.path.startswith("/v1/journals/") else ""
        if terminal != self.terminal:
            client.sendall(self.remember(terminal, request, self.ask_county(request)))
            return True
        self.books.compare(self.log)
        fault = self.plan.next_for(request, self.possible)
        line = {"request": sum("request" in one for one in self.log) + 1, "method": request.method, "fault": fault}
        self.log.append(line)
        self.event = line
        if fault is None:
            client.sendall(self.remember(terminal, request, self.ask_county(request)))
            return True
        sent = getattr(self, "fault_" + fault)(client, request)
        if sent:
            client.sendall(sent)
        return bool(sent)

    def remember(self, terminal, request, whole):
        if whole.startswith(b"HTTP/1.1 200"):
            self.genuine.setdefault((terminal, request.method), []).append(whole)
        return whole

    def answers(self, terminal, method):
        return self.genuine.get((terminal, method), [])

    def newest_head(self):
        """Of the terminal's journal as the proxy has seen it answered; before that, of another's same epoch."""
        mine = self.answers(self.terminal, "POST")
        others = [one for (_, method), all_of_them in self.genuine.items() if method == "POST" for one in all_of_them]
        head = json_of((mine or others)[-1])["head"]
        return head if mine else {**head, "seq": 0}

    def possible(self, name, request):
        if name == "older_head":
            return bool(self.answers(self.terminal, request.method))
        if name == "foreign_head":
            return any(method == request.method for terminal, method in self.genuine if terminal not in ("", self.terminal))
        # Whoever can make up the answer to the question for the heads is the county, as far as a terminal can tell:
        # that is what TLS stands against.
        return not (name.startswith("future_head") and request.method == "GET")

    # -- the request or the answer does not arrive --

    def fault_reply_dropped(self, _, request):
        self.ask_county(request)

    def fault_request_cut_after_one_byte(self, _, request):
        with self.connect() as upstream:
            upstream.sendall(request.whole[:1])

    def fault_request_cut_before_the_last_byte(self, _, request):
        with self.connect() as upstream:
            upstream.sendall(request.whole[:-1])

    def fault_reply_cut_after_one_byte(self, client, request):
        client.sendall(self.ask_county(request)[:1])

    def fault_reply_cut_before_the_last_byte(self, client, request):
        client.sendall(self.ask_county(request)[:-1])

    def fault_half_open_then_it_goes_on(self, _, request):
        time.sleep(HALF_OPEN_S)
        return self.remember(self.terminal, request, self.ask_county(request))

    def fault_half_open_then_closed(self, _client, _request):
        time.sleep(HALF_OPEN_S)

    # -- it arrives too often --

    def fault_duplicated_ten_times(self, _, request):
        self.event["came_before"] = request.whole in self.delivered
        self.delivered.add(request.whole)
        together, order, lock = threading.Barrier(CONNECTIONS_AT_ONCE), [], threading.Lock()

        def one():
            with self.connect() as upstream:
                together.wait()
                upstream.sendall(request.whole)
                whole = read_message(upstream)
            with lock:
                order.append(whole)

        threads = [threading.Thread(target=one) for _ in range(CONNECTIONS_AT_ONCE)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.event["taken"] = sum(whole.startswith(b"HTTP/1.1 200") for whole in order)
        return order[0]

    # -- somebody else answers; the county hears nothing --

    def fault_html_200(self, _client, _request):
        return answer("200 OK", "<html><body>请先登录本网络 Please sign in.</body></html>", "text/html; charset=utf-8")

    def fault_moved_301(self, _client, request):
        return answer("301 Moved Permanently", "", "text/html", f"Location: http://login.example{request.path}\r\n")

    def fault_bad_gateway_502(self, _client, _request):
        return answer("502 Bad Gateway", "<html><body><h1>502 Bad Gateway</h1></body></html>", "text/html")

    def fault_older_head(self, _, request):
        return self.plan.random.choice(self.answers(self.terminal, request.method))

    def fault_foreign_head(self, _, request):
        """Another terminal's genuine answer; where there is one of the same epoch and number, that one."""
        genuine = [one for (terminal, method), all_of_them in self.genuine.items()
                   if method == request.method and terminal not in ("", self.terminal) for one in all_of_them]
        wanted = self.newest_head()["seq"] + self.books.batch_entries
        chosen = min(genuine, key=lambda one: abs(json_of(one).get("head", {}).get("seq", 0) - wanted))
        self.event["same_number"] = json_of(chosen).get("head", {}).get("seq") == wanted
        return chosen

    def made_up(self, seq, status="200 OK", code="stored"):
        head = {"epoch": self.newest_head()["epoch"], "seq": seq, "hash": self.plan.random.randbytes(32).hex()}
        return answer(status, json.dumps({"code": code, "sentence": "made up", "head": head}))

    def fault_future_head_beyond_the_journal(self, _client, _request):
        return self.made_up(10_000_000)

    def fault_future_head_within_the_journal(self, _client, _request):
        return self.made_up(min(self.newest_head()["seq"] + 2 * self.books.batch_entries, self.books.last_seq()))

    def fault_future_head_after_a_gap(self, _client, _request):
        return self.made_up(10_000_000, "409 Conflict", "gap")

    # -- the county dies --

    def kill(self):
        self.county.process.kill()
        self.county.process.wait()

    def restart(self):
        self.event["stored"] = self.books.county_seq() - self.event.pop("seq_before")
        host, port = self.county_address()
        self.county.serve(f"{host}:{port}")

    def send_until_received(self, upstream, request):
        """Returns when the county's process has read the last byte: nothing waits in its socket any more."""
        self.event["seq_before"] = self.books.county_seq()
        self.delivered.add(request.whole)
        upstream.sendall(request.whole)
        pair = f"{self.county_address()[1]:04X}", f"{upstream.getsockname()[1]:04X}"
        limit = time.monotonic() + 5
        while time.monotonic() < limit:
            for row in pathlib.Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]:
                words = row.split()
                if (words[1][-4:], words[2][-4:]) == pair and words[4].endswith(":00000000"):
                    return
            time.sleep(0.0002)

    def fault_killed_between_receipt_and_commit(self, _, request):
        """The database's write lock is held meanwhile, so that the county certainly stands before its commit."""
        with self.connect() as upstream, write_lock(self.county.folder):
            self.send_until_received(upstream, request)
            time.sleep(0.002 * self.plan.times["killed_between_receipt_and_commit"])
            self.kill()
        self.restart()

    def fault_killed_between_commit_and_reply(self, _, request):
        with self.connect() as upstream:
            self.send_until_received(upstream, request)
            limit = time.monotonic() + 10
            while self.books.county_seq() == self.event["seq_before"] and time.monotonic() < limit:
                upstream.settimeout(0.0005)
                try:
                    if upstream.recv(65536):  # nothing to commit: it had the batch already, or it was a question
                        break
                except TimeoutError:
                    pass
            self.kill()
        self.restart()

    def fault_killed_at_an_enumerated_moment(self, _, request):
        with self.connect() as upstream:
            self.send_until_received(upstream, request)
            time.sleep(0.0003 * (self.plan.times["killed_at_an_enumerated_moment"] - 1))
            self.kill()
        self.restart()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("programs", "county", "terminal", "data", "ready-file", "log"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--batch-entries", type=int, default=50)
    parser.add_argument("--faults", nargs="*", choices=FaultyProxy.fault_names(), help="only these")
    options = parser.parse_args()
    county = County(options.programs, options.county)
    county.start()
    books = Books(options.county, options.data, options.terminal, options.batch_entries)
    proxy = FaultyProxy(county, Plan(options.faults or FaultyProxy.fault_names(), options.seed), books, options.terminal)

    def stop(*_):
        books.compare(proxy.log)
        pathlib.Path(options.log).write_text("".join(json.dumps(line) + "\n" for line in proxy.log), encoding="utf-8")
        county.stop()
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, stop)
    host, port = proxy.listener.getsockname()
    pathlib.Path(options.ready_file).write_text(f"http://{host}:{port}\n{county.address}\n", encoding="utf-8")
    proxy.serve()


if __name__ == "__main__":
    main()
