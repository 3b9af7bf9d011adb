# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Every SQL statement of reporting: facts in, figures out."""

from services.reporting.store.aansluiting import Approved, approved_cells, approved_lines
from services.reporting.store.facts import (
    REPORT,
    keep_first,
    keep_lines,
    keep_newest,
    keep_regios,
    keep_reports,
    keep_versions,
    mark_to_value,
)
from services.reporting.store.figures import (
    Cell,
    approved_before,
    figures,
    gemeente_names,
    message_counts,
    money,
)
from services.reporting.store.waardering import (
    AwardKey,
    Prijzen,
    awards_under,
    marked,
    prices,
    replace_values,
    unmark,
    versions,
)
from services.reporting.store.window import Window

__all__ = [
    "REPORT",
    "Approved",
    "AwardKey",
    "Cell",
    "Prijzen",
    "Window",
    "approved_before",
    "approved_cells",
    "approved_lines",
    "awards_under",
    "figures",
    "gemeente_names",
    "keep_first",
    "keep_lines",
    "keep_newest",
    "keep_regios",
    "keep_reports",
    "keep_versions",
    "mark_to_value",
    "marked",
    "message_counts",
    "money",
    "prices",
    "replace_values",
    "unmark",
    "versions",
]
