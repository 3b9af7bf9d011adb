# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""`python -m libs.client`: the command line where it was not installed."""

from libs.client.cli import main

if __name__ == "__main__":
    main()
