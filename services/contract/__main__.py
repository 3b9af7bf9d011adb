# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Runs contract: `python -m services.contract COMMAND`; `COMMANDS` are those of its own."""

from libs.common.main import main
from services.contract.app import COMMANDS, build

if __name__ == "__main__":
    main("contract", build, COMMANDS)
