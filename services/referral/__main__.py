# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Runs referral: `python -m services.referral COMMAND`; `COMMANDS` are those of its own."""

from libs.common.main import main
from services.referral.app import COMMANDS, build

if __name__ == "__main__":
    main("referral", build, COMMANDS)
