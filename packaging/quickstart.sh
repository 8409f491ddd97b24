#!/bin/bash
# From a fresh clone on Debian 12 to a running counter: installs packages, builds, makes a county with demo data,
# enrols a terminal and opens it. Without a display it runs a demo day headless and leaves pictures and reports under
# build/demo/. usage: bash packaging/quickstart.sh [--headless] [--no-install]
# Safe to run again: each run begins with a fresh build/demo/. Writes nowhere else but build/.
set -euo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C.UTF-8

headless='' install=yes
for argument in "$@"; do
  case "$argument" in
    --headless) headless=yes ;;
    --no-install) install='' ;;
    -h | --help) sed -n '2,6s/^# \{0,1\}//p' "$0"; exit 0 ;;
    *) echo "quickstart: unknown argument $argument; there are --headless and --no-install" >&2; exit 2 ;;
  esac
done
[ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || headless=yes

demo=build/demo
bin=build/bin
step() { printf '\n== %s\n' "$1"; }
die() {
  echo "quickstart: $1" >&2
  exit 1
}

build_programs() {
  local log=build/quickstart.log
  mkdir -p build
  echo "cmake and ninja, two at a time; the first build takes several minutes (log: $log)"
  cmake -S . -B build -G Ninja -DCMAKE_BUILD_TYPE=RelWithDebInfo -DZHUANGUI_TESTS=OFF >"$log" 2>&1 ||
    { tail -n 15 "$log" >&2; die "configuring failed; see $log"; }
  nice ninja -C build -j 2 zhuangui-terminal zhuanguictl zhuangui-county >>"$log" 2>&1 ||
    { grep -A8 -E 'error|FAILED' "$log" | tail -n 30 >&2; die "building failed; see $log"; }
}

stop_county() {  # only a process that is our own county on this very folder
  local pid
  [ -f "$demo/county.pid" ] || return 0
  pid="$(cat "$demo/county.pid")"
  if tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -q "zhuangui-county --data $PWD/$demo/county "; then
    kill "$pid" 2>/dev/null || true
    for _ in $(seq 100); do
      [ -d "/proc/$pid" ] || break
      sleep 0.1
    done
  fi
  rm -f "$demo/county.pid"
}

start_county() {
  "$bin/zhuangui-county" --data "$PWD/$demo/county" init --demo >"$demo/init.log"
  "$bin/zhuangui-county" --data "$PWD/$demo/county" serve --listen 127.0.0.1:0 --ready-file "$demo/county.ready" \
    >"$demo/county.log" 2>&1 </dev/null &
  echo $! >"$demo/county.pid"
  for _ in $(seq 200); do
    [ -s "$demo/county.ready" ] && break
    [ -d "/proc/$(cat "$demo/county.pid")" ] || { tail -n 3 "$demo/county.log" >&2; die "the county did not come up"; }
    sleep 0.1
  done
  address="$(cat "$demo/county.ready")"
  case "$address" in *://*) ;; *) address="http://$address" ;; esac
  echo "county office: $address"
}

enrol_terminal() {
  local code
  code="$("$bin/zhuangui-county" --data "$PWD/$demo/county" enrol --counter C-0001 --approve --json |
    sed -n 's/.*"code":"\([^"]*\)".*/\1/p')"
  [ -n "$code" ] || die "the county gave no enrolment code"
  "$bin/zhuanguictl" --data "$demo/terminal" enrol --county "$address" --code "$code" --wait 20
}

run_demo_day() {
  ( cd "$demo" && env -u DISPLAY -u WAYLAND_DISPLAY "../../$bin/zhuangui-terminal" --data terminal --simulate --headless \
      --script ../../assets/demo/day.script --events events.ndjson --now "$(TZ=Asia/Shanghai date +%Y-%m-%dT%H:%M:%S)" --clock virtual --seed 1 ) ||
    die "the demo day stopped; the line above says where"
}

show_books() {
  local first day
  "$bin/zhuanguictl" --data "$demo/terminal" sync --until-empty --timeout 20 --json >"$demo/sync.json"
  "$bin/zhuanguictl" --data "$demo/terminal" sale list --json >"$demo/sales.ndjson"
  first="$(sed -n '1s/.*"sale":"\([^"]*\)".*/\1/p' "$demo/sales.ndjson")"
  day="$(sed -n '1s/.*"business_day":"\([^"]*\)".*/\1/p' "$demo/sales.ndjson")"
  "$bin/zhuanguictl" --data "$demo/terminal" receipt "$first" --png "$demo/receipt.png"
  "$bin/zhuanguictl" --data "$demo/terminal" receipt "$first" --text >"$demo/receipt.txt"
  "$bin/zhuangui-county" --data "$PWD/$demo/county" report day --date "$day" --format json >"$demo/report.json"
  "$bin/zhuangui-county" --data "$PWD/$demo/county" report day --date "$day" --format text | tee "$demo/report.txt"
  step "Do the books agree?"
  "$bin/zhuanguictl" --data "$demo/terminal" journal verify --county || die "the terminal's journal does not verify"
  "$bin/zhuangui-county" --data "$PWD/$demo/county" verify || die "the county's copies do not verify"
  python3 - "$demo/sales.ndjson" "$demo/report.json" <<'PYTHON' || die "terminal and county do not agree"
import json, sys
sales = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
report = json.load(open(sys.argv[2], encoding="utf-8"))
here, there = sum(sale["total_fen"] for sale in sales), report["total"]["net_fen"]
print(f"terminal: {len(sales)} sales, {here // 100}.{here % 100:02d} yuan; county: {there // 100}.{there % 100:02d} yuan")
sys.exit(0 if here == there and sales else 1)
PYTHON
}

step "Packages"
if [ -n "$install" ]; then
  . packaging/install_packages.sh
  install_packages build run
else
  echo "not looked at (--no-install)"
fi
step "Build"
build_programs
step "A county with demo data and an enrolled terminal"
stop_county
rm -rf "$demo"
mkdir -p "$demo"
trap stop_county EXIT
start_county
enrol_terminal
if [ -z "$headless" ]; then
  step "The terminal"
  echo "full screen with simulated devices, as a kiosk that nobody closes: stop it here with Ctrl+C; the county office stands at $address until then"
  "$bin/zhuangui-terminal" --data "$demo/terminal" --simulate
  exit 0
fi
step "No display: a demo day at the county hospital, headless"
run_demo_day
step "The county's day report"
show_books
step "Left under $demo/"
ls "$demo" | sed 's/^/  /'
