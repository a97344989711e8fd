#!/bin/sh
# Several processes on this machine with the proxy before them, on http://127.0.0.1:8501: make serve N=2
# Ends all of them when it ends. Needs caddy; without it each process answers at its own port.
set -eu
cd "$(dirname "$0")/.."
number=${1:-2}
first=8511
processes=""
trap 'kill $(jobs -p) 2>/dev/null; wait' EXIT
trap 'exit 0' INT TERM
at=0
while [ "$at" -lt "$number" ]; do
	port=$((first + at))
	.venv/bin/streamlit run serve.py --server.port="$port" &
	processes="$processes 127.0.0.1:$port"
	at=$((at + 1))
done
if command -v caddy >/dev/null; then
	DASHBOARD_PROCESSES="$processes" caddy run --config deploy/Caddyfile --adapter caddyfile &
	echo "http://127.0.0.1:8501"
else
	echo "caddy is not installed; the processes answer at$processes"
fi
wait
