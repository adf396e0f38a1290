#!/usr/bin/env bash
# Says which Chromium the tests use (its path, on standard output), and
# installs it from the system's packages if there is none.
set -eu

find_chromium() {
  local name path
  if [ -n "${CHROMIUM:-}" ]; then
    if [ -x "$CHROMIUM" ]; then
      printf '%s\n' "$CHROMIUM"
      return 0
    fi
    echo "CHROMIUM is set to '$CHROMIUM', which is no program: correct or unset it." >&2
    exit 1
  fi
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    if path=$(command -v "$name" 2>/dev/null); then
      printf '%s\n' "$path"
      return 0
    fi
  done
  path="/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
  if [ -x "$path" ]; then
    printf '%s\n' "$path"
    return 0
  fi
  return 1
}

give_up() {
  echo "The tests need Chromium and $1. Install Chromium or Chrome yourself, or set CHROMIUM to its path." >&2
  exit 1
}

if find_chromium; then
  exit 0
fi

command -v apt-get >/dev/null 2>&1 || give_up "it can be installed by itself only where there is apt-get"
as_root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null 2>&1 || give_up "installing it takes root or sudo"
  as_root=(sudo -n)
fi

echo "Installing Chromium from the system's packages (some minutes) ..." >&2
{
  "${as_root[@]}" apt-get update -q &&
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
      apt-get install -q -y --no-install-recommends chromium fonts-liberation
} </dev/null >&2 || give_up "apt-get could not install it (its message is above)"

find_chromium || give_up "apt-get installed it, yet it is not on PATH"
