#!/bin/bash
# Makes the clips the counter speaks with, by a synthesiser: FOLDER/zh-CN/*.wav and FOLDER/en/*.wav, from the words of
# assets/voice. Recordings of a person, under the same names, sound better and can take the place of any of them.
# usage: bash packaging/make_voice.sh FOLDER          (needs the Debian package espeak-ng)
set -euo pipefail
[ $# = 1 ] && [ "${1#-}" = "$1" ] || { sed -n '2,4s/^# \{0,1\}//p' "$0"; exit 2; }
command -v espeak-ng >/dev/null || { echo "make_voice: espeak-ng is missing; as root: apt-get install espeak-ng" >&2; exit 3; }
words="$(cd "$(dirname "$0")/.." && pwd)/assets/voice"
made=0
for language in zh-CN:cmn en:en; do
  folder="$1/${language%%:*}"
  mkdir -p "$folder"
  while read -r name text; do
    case "$name" in '' | '#'*) continue ;; esac
    espeak-ng -v "${language#*:}" -s 150 -w "$folder/$name.wav" -- "$text" </dev/null
    made=$((made + 1))
  done <"$words/${language%%:*}.txt"
done
echo "$made clips stand under $1; [screen] voice_folder = \"$1\" lets the counter speak with them"
