# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Runs reporting: `python -m services.reporting COMMAND`; `COMMANDS` are those of its own."""

from libs.common.main import main
from services.reporting.app import COMMANDS, build

if __name__ == "__main__":
    main("reporting", build, COMMANDS)
