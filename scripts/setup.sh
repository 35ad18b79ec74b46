#!/usr/bin/env bash
# Makes .venv with the pinned, hashed requirements. As root it also installs what Debian must give: Python's venv, the
# Indonesian data of the second reader of scans, and for the tests Chromium and PostgreSQL.
set -euo pipefail
cd "$(dirname "$0")/.."

find_python() {
  for name in python3 python3.11 python3.12 python3.13; do
    if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      echo "$name"
      return
    fi
  done
}

missing=()
python=$(find_python)
[ -n "$python" ] || missing+=(python3 python3-venv)
if [ -n "$python" ] && ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then missing+=(python3-venv); fi
command -v chromium >/dev/null || missing+=(chromium)
compgen -G "/usr/share/tesseract-ocr/*/tessdata/ind.traineddata" >/dev/null || missing+=(tesseract-ocr-ind)
compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null || missing+=(postgresql)

if [ ${#missing[@]} -gt 0 ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Memasang dari Debian: ${missing[*]}"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
    python=$(find_python)
  else
    echo "Belum terpasang: ${missing[*]}. Pasang dahulu, misalnya: sudo apt install ${missing[*]}" >&2
    [ -n "$python" ] && [[ ! " ${missing[*]} " =~ " python3-venv " ]] || exit 1
  fi
fi

"$python" -m venv .venv
.venv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
.venv/bin/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
