# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Every SQL statement of reporting: facts in, figures out."""

from services.reporting.store.aansluiting import Approved, approved_cells, approved_lines
from services.reporting.store.celbladen import labels_after
from services.reporting.store.cellen import counted_figures, counted_together
from services.reporting.store.dimensies import FIGURES, GESCHREVEN, Cell
from services.reporting.store.facts import (
    REPORT,
    keep_deliveries,
    keep_first,
    keep_lines,
    keep_newest,
    keep_regios,
    keep_reports,
    keep_versions,
    lapse_deliveries,
    mark_to_value,
)
from services.reporting.store.figures import (
    MAANDBEDRAGEN,
    approved_before,
    figures,
    gemeente_names,
    message_counts,
    money,
    money_by_month,
)
from services.reporting.store.leden import memberships
from services.reporting.store.maanden import months_of_clients
from services.reporting.store.personen import followed, meaning
from services.reporting.store.sleutels import (
    keep_translations,
    key_or_first,
    own_key,
    parked_by_key,
    set_key,
    translations,
)
from services.reporting.store.tellen import (
    EARLIEST,
    Mark,
    TeTellen,
    Years,
    add_to_cells,
    count_through,
    counted_months,
    counted_through,
    forget_numbers,
    mark_awarded,
    mark_members,
    mark_regions,
    mark_to_count,
    marked_to_count,
    numbers,
    replace_months,
    take_marks,
    uncount_marks,
)
from services.reporting.store.vernietigd import replace_destroyed, under_replacing
from services.reporting.store.vormen import zorgvormen
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
from services.reporting.store.window import DIMENSIES, Window

__all__ = [
    "DIMENSIES",
    "EARLIEST",
    "FIGURES",
    "GESCHREVEN",
    "MAANDBEDRAGEN",
    "REPORT",
    "Approved",
    "AwardKey",
    "Cell",
    "Mark",
    "Prijzen",
    "TeTellen",
    "Window",
    "Years",
    "add_to_cells",
    "approved_before",
    "approved_cells",
    "approved_lines",
    "awards_under",
    "count_through",
    "counted_figures",
    "counted_months",
    "counted_through",
    "counted_together",
    "figures",
    "followed",
    "forget_numbers",
    "gemeente_names",
    "keep_deliveries",
    "keep_first",
    "keep_lines",
    "keep_newest",
    "keep_regios",
    "keep_reports",
    "keep_translations",
    "keep_versions",
    "key_or_first",
    "labels_after",
    "lapse_deliveries",
    "mark_awarded",
    "mark_members",
    "mark_regions",
    "mark_to_count",
    "mark_to_value",
    "marked",
    "marked_to_count",
    "meaning",
    "memberships",
    "message_counts",
    "money",
    "money_by_month",
    "months_of_clients",
    "numbers",
    "own_key",
    "parked_by_key",
    "prices",
    "replace_destroyed",
    "replace_months",
    "replace_values",
    "set_key",
    "take_marks",
    "translations",
    "uncount_marks",
    "under_replacing",
    "unmark",
    "versions",
    "zorgvormen",
]
