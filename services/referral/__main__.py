# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Runs referral: `python -m services.referral {api,worker,migrate}`."""

from libs.common.main import main
from services.referral.app import build

if __name__ == "__main__":
    main("referral", build)
