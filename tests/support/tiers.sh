# Sourced by tests/run.sh: runs tiers in lanes side by side and prints each one's block whole, in the order asked for.
# The caller defines do_tier TIER, which calls run_tier once or more. What a tier leaves stands under $tiers_folder:
# TIER.block (what it printed), TIER.result (a line "PASSED FAILED" for each run_tier), TIER.figures, NAME.log.

tiers_folder=build/tiers
exec 3>&2  # past the logs, for the progress of what runs long
in_tier=''

# give_up SENTENCE: ends the run, or in a lane the tier.
give_up() {
  echo "tests/run.sh: $1" >&2
  [ -n "$in_tier" ] || echo "0 passed, 1 failed"
  exit 1
}

# run_tier NAME COMMAND…: a command that says "N passed, N failed" in the end. "note …" lines stand beneath its line,
# "figure NAME: …" lines too and once more at the end of the run, "ok …" lines in its log alone.
run_tier() {
  local name="$1" log="$tiers_folder/$1.log" started=$SECONDS status summary passed=0 failed=1
  shift
  "$@" >"$log" 2>&1
  status=$?
  # Whatever a child says after its parent's last line is shown, but is no summary.
  summary="$(grep -E '^[0-9]+ passed, [0-9]+ failed$' "$log" | tail -n 1)"
  if [ -n "$summary" ]; then
    passed="${summary%% *}" failed="${summary#*, }"
    failed="${failed%% *}"
  else
    echo "FAILED $name ended with $status before it had summed up; its output is $log"
  fi
  if [ "$status" != 0 ] && [ "$failed" = 0 ]; then
    echo "FAILED $name ended with $status although nothing failed; its output is $log"
    failed=1
  fi
  grep -vE '^(note|figure|ok) |^[0-9]+ passed, [0-9]+ failed$|^$' "$log" | head -n 80
  printf '%-13s %5d passed %4d failed %5d s\n' "$name" "$passed" "$failed" $((SECONDS - started))
  sed -nE 's/^(note|figure) /              /p' "$log"
  sed -n 's/^figure /  /p' "$log" >>"$tiers_folder/$in_tier.figures"
  echo "$passed $failed" >>"$tiers_folder/$in_tier.result"
}

# run_lane TIER…: one after the other. A tier that gives up, or runs nothing, counts as one failed.
run_lane() {
  local in_tier status
  for in_tier in "$@"; do
    rm -f "$tiers_folder/$in_tier".{block,part,result,figures}
    (do_tier "$in_tier") >"$tiers_folder/$in_tier.part" 2>&1
    status=$?
    [ "$status" = 0 ] && [ -s "$tiers_folder/$in_tier.result" ] || echo "0 1" >>"$tiers_folder/$in_tier.result"
    mv "$tiers_folder/$in_tier.part" "$tiers_folder/$in_tier.block"
  done
}

lanes=()
# start_lane TIER…: beside the others, in a process group of its own, so that nothing outlives an interrupted run.
start_lane() {
  local tier
  [ $# -gt 0 ] || return 0
  for tier in "$@"; do rm -f "$tiers_folder/$tier.block"; done
  set -m
  run_lane "$@" </dev/null &
  lanes+=($!)
  set +m
}

stop_lanes() {
  local lane
  for lane in "${lanes[@]}"; do kill -- "-$lane" 2>/dev/null; done
  lanes=()
}
trap stop_lanes EXIT
trap 'exit 130' INT TERM

lanes_live() {
  local lane
  for lane in "${lanes[@]}"; do kill -0 "$lane" 2>/dev/null && return 0; done
  return 1
}

passed=0 failed=0
# print_tiers TIER…: each block as soon as it and those before it are whole; adds up passed and failed.
print_tiers() {
  local tier p f
  for tier in "$@"; do
    while [ ! -e "$tiers_folder/$tier.block" ] && lanes_live; do sleep 0.2; done
    if [ ! -e "$tiers_folder/$tier.block" ]; then
      echo "FAILED $tier: its lane ended before it did"
      failed=$((failed + 1))
      continue
    fi
    cat "$tiers_folder/$tier.block"
    while read -r p f; do passed=$((passed + p)) failed=$((failed + f)); done <"$tiers_folder/$tier.result"
  done
}

# print_figures TIER…: what the tiers counted, once more in one place.
print_figures() {
  local tier
  for tier in "$@"; do
    [ ! -s "$tiers_folder/$tier.figures" ] || cat "$tiers_folder/$tier.figures"
  done | awk '!said[$0]++'  # a sanitizer's run of the same tests says the same
}
