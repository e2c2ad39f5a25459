#!/bin/bash
# Ours and Go's in turn, on one processor and so often (5): the medians of both, and of the ratios of each pair.
#   pairs.sh BIN-FOLDER [TIMES]
set -euo pipefail
bin=$1
times=${2:-5}
here=$(dirname "$(readlink -f "$0")")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
go build -o "$work/peers" "$here/peers.go"

# ours|Go's
pairs='rendezvous|rendezvous
buffered put and take|buffered put and take
alts of 2 that wait|select of 2 that waits
alts of 16 that wait|select of 16 that waits
buffered put and alts of 2|buffered put and select of 2
spawn and join|spawn and join
gate of 10 segments|gate of 10 (WaitGroup)
coroutine switch by token|goroutine switch (Gosched)'

for ((i = 0; i < times; i++)); do
    for name in rendezvous buffered alts; do taskset -c 0 "$bin/bench_channel" "$name"; done >"$work/ours.$i"
    for name in spawn gate coroutine; do taskset -c 0 "$bin/bench_engine" "$name"; done >>"$work/ours.$i"
    taskset -c 0 "$work/peers" >"$work/go.$i"
done

median() { sort -g | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'; }

printf '%-32s %10s %10s %8s\n' what 'ours, ns' 'Go, ns' ratio
while IFS='|' read -r ours go; do
    for ((i = 0; i < times; i++)); do
        a=$(awk -v what="$ours" 'index($0, what "  ") == 1 { $0 = substr($0, length(what) + 1); print $1; exit }' "$work/ours.$i")
        b=$(awk -v what="Go: $go" 'index($0, what "  ") == 1 { $0 = substr($0, length(what) + 1); print $1; exit }' "$work/go.$i")
        echo "$a $b"
    done >"$work/pair"
    printf '%-32s %10s %10s %8s\n' "$ours" "$(awk '{ print $1 }' "$work/pair" | median)" \
        "$(awk '{ print $2 }' "$work/pair" | median)" "$(awk '{ printf "%.2f\n", $1 / $2 }' "$work/pair" | median)"
done <<<"$pairs"
