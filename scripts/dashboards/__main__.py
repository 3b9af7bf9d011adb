# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""`python -m scripts.dashboards`: write the dashboards, and the table of docs/watching.md."""

from pathlib import Path

from scripts.dashboards.pages import written

if __name__ == "__main__":
    for path, text in written(Path(__file__).parents[2]).items():
        path.write_text(text)
