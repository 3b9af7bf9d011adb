# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Every SQL statement of reporting: facts in, figures out."""

from services.reporting.store.aansluiting import Approved, approved_cells, approved_lines
from services.reporting.store.facts import (
    LEVERING_KEY,
    StoredAward,
    awards_under,
    hold_prices,
    keep_first,
    keep_newest,
    keep_regio,
    prices,
    read_award,
    replace_maandwaarden,
)
from services.reporting.store.figures import (
    Cell,
    Window,
    approved_before,
    figures,
    gemeente_names,
    message_counts,
    money,
)

__all__ = [
    "LEVERING_KEY",
    "Approved",
    "Cell",
    "StoredAward",
    "Window",
    "approved_before",
    "approved_cells",
    "approved_lines",
    "awards_under",
    "figures",
    "gemeente_names",
    "hold_prices",
    "keep_first",
    "keep_newest",
    "keep_regio",
    "message_counts",
    "money",
    "prices",
    "read_award",
    "replace_maandwaarden",
]
