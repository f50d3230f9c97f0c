#!/usr/bin/env bash
# Import the returns that lie in a folder, with nobody there to watch:
#
#   yearly-import.sh FOLDER [PLAN]
#
# A line for cron, every morning at six; cron mails what is printed, and nothing is printed when all is well:
#
#   0 6 * * *  PATH=/usr/local/bin:/usr/bin:/bin SCIPLAN_DATABASE=/srv/sciplan.db SCIPLAN_USER=cron yearly-import.sh /srv/returns
#
# Each file comes in as one batch or not at all, and is moved to FOLDER/done or FOLDER/refused; beside a refused file
# lies a workbook with its rejected rows and the reasons, to be sent back. No file there is ever overwritten. What
# sciplan says of each file is added to FOLDER/import.log. Hidden files, the lock files of office programs (~$…) and
# subfolders are left alone, so evidence that returns name belongs into a subfolder.
#
# Exit codes: 0 all is in, 3 some file was refused, 4 something around it did not work and the files that it concerns
# still lie there for the next run, others are faults. Of several the worst: 0, 3, 4, others.
set -euo pipefail
shopt -s nullglob
LC_COLLATE=C

fail() { # CODE MESSAGE
  printf '%s: %s\n' "${0##*/}" "$2" >&2
  exit "$1"
}

[ $# -eq 1 ] || [ $# -eq 2 ] || fail 2 "usage: yearly-import.sh FOLDER [PLAN]"
[ -d "$1" ] || fail 2 "there is no folder $1"
command -v sciplan >/dev/null || fail 4 "sciplan is not found; add the folder that it lies in to PATH"

folder=${1%/}
case $folder in -*) folder=./$folder ;; esac
plan=()
[ $# -eq 1 ] || plan=(--plan "$2")
log=$folder/import.log
lock=$folder/.import.lock

if ! mkdir -- "$lock" 2>/dev/null; then
  [ ! -d "$lock" ] || fail 4 "another run is at work; if there is none, remove $lock"
  fail 4 "$folder cannot be written to"
fi
# What is left empty was not needed.
trap 'rmdir -- "$lock" "$folder/done" "$folder/refused" 2>/dev/null || :' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

free() { # FOLDER NAME: set `place` to a path in the folder that no file has, nor a workbook beside one
  local number=0
  place=$1/$2
  while [ -e "$place" ] || [ -L "$place" ] || [ -e "$place.rejected.xlsx" ]; do
    number=$((number + 1))
    place=$1/$2.$number
  done
}

rank() { # CODE: how bad it is
  case $1 in 0) echo 0 ;; 3) echo 1 ;; 4) echo 2 ;; *) echo 3 ;; esac
}

worst=0
worse() { # CODE
  [ "$(rank "$1")" -le "$(rank "$worst")" ] || worst=$1
}

note() { # CODE NAME TEXT: add each line of the text to the log, with time, code and name before it
  local now line
  now=$(date -u +%Y-%m-%dT%H:%M:%SZ)
  while IFS= read -r line; do
    printf '%s\t%s\t%s\t%s\n' "$now" "$1" "${2//[[:cntrl:]]/?}" "$line"
  done <<<"$3" >>"$log"
}

prepare() { # before the first file: a place for what is moved, and a database that holds the plan
  local code=0 said
  { mkdir -p -- "$folder/done" "$folder/refused" && : >>"$log"; } 2>/dev/null || fail 4 "$folder cannot be written to"
  said=$(sciplan plan show ${plan[@]+"${plan[@]}"} 2>&1 </dev/null) || code=$?
  [ "$code" -ne 0 ] || return 0
  # Another plan's name refuses no file: whatever is wrong here lies around the files, not in them.
  [ "$code" -gt 4 ] || code=4
  note "$code" - "$said"
  printf '%s\n' "$said" >&2
  exit "$code"
}

take() { # FILE: import it and move it to where it belongs
  local file=$1 name=${1##*/} code=0 said beside
  free "$folder/refused" "$name"
  beside=$place
  said=$(sciplan import "$file" ${plan[@]+"${plan[@]}"} --errors-to "$beside.rejected.xlsx" 2>&1 </dev/null) || code=$?
  note "$code" "$name" "$said"
  worse "$code"
  [ "$code" -eq 0 ] || printf '%s\n' "$said" >&2
  case $code in
    0) free "$folder/done" "$name" ;;
    3) place=$beside ;;
    *) return ;;
  esac
  if ! mv -n -- "$file" "$place" || [ -e "$file" ]; then
    note 4 "$name" "could not be moved to $place"
    printf '%s: %s could not be moved to %s\n' "${0##*/}" "$file" "$place" >&2
    worse 4
  fi
}

ready=
for file in "$folder"/*; do
  name=${file##*/}
  case $name in "~\$"* | import.log) continue ;; esac
  [ -f "$file" ] || continue
  [ -n "$ready" ] || prepare
  ready=yes
  take "$file"
done
exit "$worst"
