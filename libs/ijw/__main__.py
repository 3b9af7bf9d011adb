# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""`python -m libs.ijw`: see `libs.ijw.cli`."""

import sys

from libs.ijw.cli import main

if __name__ == "__main__":
    sys.exit(main())
