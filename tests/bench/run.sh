#!/usr/bin/env bash
# The figures of the design, measured on this machine:  bash tests/bench/run.sh [NAME…] [--long]
# Names: commit close verify scan start restart rss idle decode receipt price. Without a name all of them. One line a figure:
#   name value unit floor ratio target ok|MISSED n p50 p99 spread
# Exit 1 when any target is missed. Data lies under build/bench, which must be on a real disk.
set -euo pipefail
cd "$(dirname "$0")/../.."
programs=build/bin
work=build/bench
long=()
journal_names=()
terminal_names=()
plain_names=()
for argument in "$@"; do
  case "$argument" in
    --long) long=(--long) ;;
    commit|close|verify) journal_names+=("$argument") ;;
    scan|start|restart|rss|idle) terminal_names+=("$argument") ;;
    decode) plain_names+=(bench_barcode bench_scanner bench_scale) ;;
    receipt) plain_names+=(bench_receipt) ;;
    price) plain_names+=(bench_pricing) ;;
    *) echo "bench: there is no figure \"$argument\"; use commit, close, verify, scan, start, restart, rss, idle, decode, receipt, price" >&2; exit 2 ;;
  esac
done
if [ ${#journal_names[@]} -eq 0 ] && [ ${#terminal_names[@]} -eq 0 ] && [ ${#plain_names[@]} -eq 0 ]; then
  journal_names=(commit close verify)
  terminal_names=(scan start restart rss idle)
  plain_names=(bench_barcode bench_scanner bench_scale bench_receipt bench_pricing)
fi
for program in bench_journal bench_fill bench_barcode bench_scanner bench_scale bench_receipt bench_pricing zhuangui-terminal zhuangui-county zhuanguictl; do
  [ -x "$programs/$program" ] || { echo "bench: $programs/$program is not built; run bash tests/run.sh first" >&2; exit 3; }
done
mkdir -p "$work"
if [ "$(stat -f -c %T "$work")" = tmpfs ]; then
  echo "bench: $work is on tmpfs, where nothing is ever written to a disk; move the clone to a real disk" >&2
  exit 3
fi
echo "name value unit floor ratio target ok|MISSED n p50 p99 spread"
missed=0
for name in "${plain_names[@]}"; do
  "$programs/$name" || missed=1
done
for name in "${journal_names[@]}"; do
  "$programs/bench_journal" "$name" --data "$work/journal" || missed=1
done
if [ ${#terminal_names[@]} -gt 0 ]; then
  python3 tests/bench/terminal_bench.py --programs "$programs" --work "$work/terminal" "${long[@]}" "${terminal_names[@]}" || missed=1
fi
exit $missed
