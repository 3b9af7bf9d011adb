# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Runs billing: `python -m services.billing COMMAND`; `COMMANDS` are those of its own."""

from libs.common.main import main
from services.billing.app import COMMANDS, build

if __name__ == "__main__":
    main("billing", build, COMMANDS)
