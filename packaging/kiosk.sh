#!/bin/sh
# Keeps the terminal on the screen: starts it, and again at once whenever it ends without having been told to.
# usage: kiosk.sh PROGRAM [ARGUMENTS…]   e.g. kiosk.sh zhuangui-terminal --data /var/lib/zhuangui --config /etc/zhuangui/terminal.toml
# It runs inside the display's server (cage, X), which stays, so that a crash costs only the terminal's own start. Ends with
# the terminal when that stops in order (0), when its command line is wrong (2), and on TERM, which it hands on.
ulimit -c 0   # a core file would hold what a sale holds
child=
trap 'trap - TERM INT HUP; [ -z "$child" ] || kill -TERM "$child" 2>/dev/null; wait "$child"; exit $?' TERM INT HUP
soon=0
while :; do
  started=$(date +%s)
  "$@" &
  child=$!
  wait "$child"
  status=$?
  case "$status" in 0 | 2) exit "$status" ;; esac
  # One that cannot even start is not tried without end at full speed; a crash in service is mended at once.
  if [ $(($(date +%s) - started)) -lt 5 ]; then soon=$((soon + 1)); else soon=0; fi
  echo "kiosk: the terminal ended with $status; it is started again" >&2
  [ "$soon" -lt 3 ] || sleep 5
done
