#!/usr/bin/env bash
# run.sh MINUTES [TARGET...]: runs each fuzz target for so many minutes, from the fixtures and what earlier runs kept, and
# prints a line a target. Ends with code 1 where one found something; it then lies in target/fuzz/artifacts.
set -euo pipefail
cd "$(dirname "$0")/../.."

minutes=${1:?usage: run.sh MINUTES [TARGET...]}
shift
targets=("$@")
if [ "${#targets[@]}" -eq 0 ]; then
  mapfile -t targets < <(sed -n '/^\[\[bin\]\]/,/^$/s/^name = "\(.*\)"/\1/p' tests/fuzz/Cargo.toml)
fi

# Without a sanitizer: there is no unsafe code of ours, and panics, hangs and memory show without one.
flags=(--fuzz-dir tests/fuzz --sanitizer none --target-dir target/fuzz/build)
found=0
for target in "${targets[@]}"; do
  corpus=target/fuzz/corpus/$target
  artifacts=target/fuzz/artifacts/$target
  mkdir -p "$corpus" "$artifacts"
  log=target/fuzz/$target.log
  status=0
  # At most 64 KB an input, a second a kilobyte of the largest, and 4 GB, the lexicon included.
  cargo +nightly fuzz run "${flags[@]}" "$target" "$corpus" tests/fixtures tests/fixtures/read/ten tests/fixtures/read/broken -- \
    -max_total_time=$((minutes * 60)) -max_len=65536 -timeout=60 -rss_limit_mb=4096 \
    -artifact_prefix="$artifacts/" -print_final_stats=1 >"$log" 2>&1 || status=$?
  runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
  peak=$(sed -n 's/^stat::peak_rss_mb: *//p' "$log")
  slowest=$(sed -n 's/^stat::slowest_unit_time_sec: *//p' "$log")
  echo "$target: ${runs:-0} runs in $minutes min, slowest ${slowest:-?} s, peak ${peak:-?} MB, $([ $status -eq 0 ] && echo nothing found || echo "FOUND, see $log")"
  [ $status -eq 0 ] || found=1
done
exit $found
