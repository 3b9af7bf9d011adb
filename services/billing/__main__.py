# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Runs billing: `python -m services.billing {api,worker,migrate}`."""

from libs.common.main import main
from services.billing.app import build

if __name__ == "__main__":
    main("billing", build)
