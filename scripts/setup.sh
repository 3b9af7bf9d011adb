#!/bin/sh
# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

# Makes .venv and installs the project in it: with uv when it is there, else with what Python has.
set -eu
cd "$(dirname "$0")/.."
venv=.venv

stop() {
    echo "setup: $1" >&2
    exit 1
}

recent() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    for python in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11 python; do
        if recent "$python"; then
            echo "$python"
            return
        fi
    done
}

have_uv() {
    # A version manager can leave a command behind that does not run.
    [ -z "${NO_UV:-}" ] && uv --version >/dev/null 2>&1
}

make_venv() {
    rm -rf "$venv"
    if have_uv; then
        uv venv -q --python "$(command -v "$1")" "$venv"
    elif "$1" -m venv "$venv" >/dev/null 2>&1; then
        :
    elif rm -rf "$venv" && "$1" -m virtualenv -q "$venv" 2>/dev/null; then
        :
    elif rm -rf "$venv" && "$1" -m pip --version >/dev/null 2>&1 &&
        "$1" -m venv --without-pip "$venv" >/dev/null 2>&1 &&
        "$1" -m pip -q --python "$venv/bin/python" install pip; then
        :
    else
        rm -rf "$venv"
        stop "this Python cannot make a virtual environment.
  Debian, Ubuntu: apt install python3-venv
  elsewhere:      install uv, or the Python package virtualenv"
    fi
}

python=$(find_python)
[ -n "$python" ] || stop "needs Python 3.11 or newer as python3.
  Debian 12, Ubuntu 24.04 or newer: apt install python3 python3-venv"
recent "$venv/bin/python" || make_venv "$python"
if have_uv; then
    uv pip install -q --python "$venv/bin/python" -c requirements.lock -e ".[dev]"
else
    "$venv/bin/python" -m pip --version >/dev/null 2>&1 || make_venv "$python"
    # setuptools warns at length that an editable install is editable.
    PYTHONWARNINGS=ignore "$venv/bin/python" -m pip install -q --disable-pip-version-check \
        -c requirements.lock -e ".[dev]"
fi
