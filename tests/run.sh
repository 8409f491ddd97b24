#!/bin/bash
# Builds everything and runs every test. usage: tests/run.sh [--all] [--no-install] [--update-counts] [TIER…]
#   --all            also the long tiers (crash tests at length, libFuzzer), and each file compiled by itself
#   --no-install     does not look for missing Debian packages
#   --update-counts  writes tests/expected_counts.txt from this run instead of holding the run against it
#   TIER             only these: runner architecture unit contract replay golden window usb power crash faults network script schema sim mutants asan monkey fuzz tsan
# Ends with the line "N passed, N failed"; exit 0 only when nothing failed. Safe to run again; writes only under
# build/, build-asan/, build-tsan/ and build-fuzz/.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 3
export LC_ALL=C.UTF-8
unset DISPLAY WAYLAND_DISPLAY

TIERS=(runner architecture unit contract replay golden window usb power crash faults network script schema sim mutants asan monkey fuzz tsan)
ASAN_ROOMS='contract|barcode|scanner|printer|scale|journal|ingest'
TSAN_UNITS='unit_(agent|app_printing|app_queues|app_scale|display|http|county)'
TSAN_USB='usb_(transport|scanner|scale|printer)'
jobs=2
rounds=20
seeds=200
long_monkey_events=0
network_rounds=1
fuzz_seconds=0
file_by_file=''
install=yes update='' chosen=()
for argument in "$@"; do
  case "$argument" in
    --all) rounds=200 network_rounds=8 seeds=20000 long_monkey_events=1000000 fuzz_seconds=60 file_by_file=yes ;;
    --no-install) install='' ;;
    --update-counts) update=yes ;;
    -h | --help) sed -n '2,9s/^# \{0,1\}//p' "$0"; exit 0 ;;
    *)
      if [[ " ${TIERS[*]} " != *" $argument "* ]]; then
        echo "tests/run.sh: no tier is called $argument; there are: ${TIERS[*]}" >&2
        exit 2
      fi
      chosen+=("$argument") ;;
  esac
done
[ ${#chosen[@]} -gt 0 ] || chosen=("${TIERS[@]}")

. tests/support/tiers.sh

# configure_and_build FOLDER SANITIZER TARGETS…: all of it when no target is given. The log is shown only on failure.
configure_and_build() {
  local folder="$1" sanitizer="$2" log="$1/build.log" started=$SECONDS
  shift 2
  mkdir -p "$folder"
  local compiler=() unity=ON
  [[ -z "$file_by_file" || "$sanitizer" == address || "$sanitizer" == thread ]] || unity=OFF
  [ "$sanitizer" != fuzzer ] || compiler=(-DCMAKE_C_COMPILER=clang -DCMAKE_CXX_COMPILER=clang++)
  cmake -S . -B "$folder" "${compiler[@]}" -G Ninja -DCMAKE_BUILD_TYPE=RelWithDebInfo -DZHUANGUI_TESTS=ON -DZHUANGUI_SANITIZE="$sanitizer" \
    -DCMAKE_UNITY_BUILD="$unity" >"$log" 2>&1 || { tail -n 25 "$log" >&2; give_up "configuring $folder failed; the log is $log"; }
  local targets=("$@")
  if [ -n "$sanitizer" ]; then
    mapfile -t targets < <(ninja -C "$folder" -t targets all | sed -nE "s#^(bin/tests/($1)):.*#\1#p" | sort -u)
    [ ${#targets[@]} -gt 0 ] || give_up "no test program matches '$1' for the $sanitizer build"
  fi
  nice ninja -C "$folder" -j "$jobs" "${targets[@]}" >>"$log" 2>&1 ||
    { grep -E -A12 'error|FAILED' "$log" | tail -n 40 >&2; give_up "building $folder failed; the log is $log"; }
  echo "built $folder in $((SECONDS - started)) s"
}

tool_check() {
  local tool
  for tool in cmake ninja g++ python3 curl umockdev-wrapper; do
    command -v "$tool" >/dev/null || give_up "the tool $tool is missing; run without --no-install, or install packaging/packages.txt"
  done
  python3 -c 'import jsonschema' 2>/dev/null || give_up "python3 has no jsonschema; install python3-jsonschema"
}

if [ -n "$install" ]; then
  . packaging/install_packages.sh
  groups=(build run test)
  [ "$fuzz_seconds" = 0 ] || groups+=(long)
  install_packages "${groups[@]}" || give_up "packages are missing"
fi
tool_check
mkdir -p "$tiers_folder"
configure_and_build build '' all

counts=(--counts tests/expected_counts.txt)
[ -z "$update" ] || counts=(--write-counts "$tiers_folder/counts")
programs() {  # programs TIER FOLDER PREFIX-PATTERN [OPTIONS…]
  local tier="$1" folder="$2" pattern="$3" where=()
  shift 3
  [[ "$*" != *umockdev* ]] || where=(on_the_bus)
  run_tier "$tier" "${where[@]}" python3 tests/support/run_programs.py --tier "$tier" --folder "$folder/bin/tests" --pattern "$pattern" \
    "${counts[@]}" "$@"
}

# A program under a name that no tier runs would be forgotten in silence.
for program in build/bin/tests/*; do
  [[ -x "$program" && ! "${program##*/}" =~ ^(architecture|unit|contract|golden|usb|sim|power|monkey)(_[a-z_0-9]*)?$ ]] || continue
  case "${program##*/}" in
    schema_writer | script_puppet) ;;  # helpers of other tests
    *) echo "FAILED ${program##*/} belongs to no tier; tests/run.sh would never run it"; failed=$((failed + 1)) ;;
  esac
done

loudly() {  # its words on stderr are for who waits, not for the log
  "$@" 2>&3
}

past_the_log() {  # without what a terminal tells the maintainer of faults that are made on purpose
  "$@" 2> >(grep -v '^zhuangui-terminal: ' >&2)
}

on_the_bus() {  # the emulated bus always polls ready: two programs on it would disturb each other
  flock "$tiers_folder/bus.lock" "$@"
}

do_tier() {
  case "$1" in
    runner)
      run_tier runner python3 tests/support/run_programs_test.py
      run_tier lanes python3 tests/support/tiers_test.py ;;
    architecture | unit | contract | golden | power) programs "$1" build "$1(_.*)?" ;;
    crash) run_tier crash python3 tests/crash/crash_test.py --programs build/bin --work build/crash --rounds "$rounds" ;;
    faults) run_tier faults python3 tests/crash/faults_test.py --programs build/bin --work build/faults ;;
    network)
      run_tier network python3 tests/network/network_test.py --programs build/bin --work build/network \
        --rounds "$network_rounds" "${counts[@]}" ;;
    window) run_tier window python3 tests/window/window_test.py --programs build/bin --work build/window "${counts[@]}" ;;
    usb) programs usb build 'usb_.*' --wrapper umockdev-wrapper ;;
    asan)
      configure_and_build build-asan address "unit_($ASAN_ROOMS)[a-z_0-9]*"
      programs asan build-asan "unit_($ASAN_ROOMS)[a-z_0-9]*" ;;
    monkey)
      configure_and_build build-asan address 'monkey'
      run_tier monkey past_the_log build-asan/bin/tests/monkey
      run_tier monkey_alone past_the_log build-asan/bin/tests/monkey --mode self_service --events 10000
      [ "$long_monkey_events" = 0 ] || run_tier monkey_long past_the_log build/bin/tests/monkey --events "$long_monkey_events" ;;
    tsan)
      configure_and_build build-tsan thread "$TSAN_UNITS|$TSAN_USB"
      # Address layouts that are too random for ThreadSanitizer are switched off where the kernel lets us.
      steady=''
      ! setarch -R true 2>/dev/null || steady='setarch -R'
      programs tsan build-tsan "$TSAN_UNITS" --wrapper "$steady"
      programs tsan_usb build-tsan "$TSAN_USB" --wrapper "$steady umockdev-wrapper" ;;
    replay) run_tier replay python3 tests/replay/replay_test.py --programs build/bin "${counts[@]}" ;;
    script) run_tier script python3 tests/script/run_scripts.py --programs build/bin --work build/script "${counts[@]}" ;;
    mutants)
      configure_and_build build '' mutant_programs
      run_tier mutants python3 tests/mutants/mutants_test.py --build build "${counts[@]}" ;;
    sim) run_tier sim loudly build/bin/tests/sim --jobs "$jobs" --seeds 1 "$seeds" --sabotages ;;
    fuzz)
      configure_and_build build-asan address 'fuzz_[a-z_0-9]*'
      long=()
      if [ "$fuzz_seconds" != 0 ]; then
        configure_and_build build-fuzz fuzzer 'fuzz_[a-z_0-9]*'
        long=(--seconds "$fuzz_seconds" --fuzzers build-fuzz/bin/tests)
      fi
      run_tier fuzz python3 tests/fuzz/fuzz_test.py --folder build-asan/bin/tests --work build/fuzz "${long[@]}" \
        "${counts[@]}" ;;
    schema) run_tier schema python3 tests/schema/schema_test.py --writer build/bin/tests/schema_writer --artefacts build/script ;;
  esac
}

# The sanitizers' lane compiles nearly all the time, at a low priority; the other one mostly waits for disks and frames.
compiling=() waiting=()
for tier in "${chosen[@]}"; do
  case "$tier" in
    asan | tsan | fuzz | monkey) compiling+=("$tier") ;;
    *) waiting+=("$tier") ;;
  esac
done
start_lane "${compiling[@]}"
start_lane "${waiting[@]}"
print_tiers "${chosen[@]}"

if [ -n "$update" ]; then
  [ ${#chosen[@]} = ${#TIERS[@]} ] || give_up "--update-counts needs every tier: a part would forget the rest"
  { sed -n '/^#/p' tests/expected_counts.txt; sort "$tiers_folder"/counts.*; } >"$tiers_folder"/expected_counts.txt
  cp "$tiers_folder"/expected_counts.txt tests/expected_counts.txt
  echo "tests/expected_counts.txt is written"
fi
echo "what was counted, in $SECONDS s:"
print_figures "${chosen[@]}"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
