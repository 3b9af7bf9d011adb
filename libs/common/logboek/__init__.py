# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The log of processing (Logboek Dataverwerkingen): who did what with whose data, and that it was
kept in the transaction of the deed itself.

A store says of whom it reads or writes (`note`). When its transaction ends, one row of the action
and one of each person go with it; a read is kept before its answer leaves. A chain over the
actions, made afterwards by one worker, shows when one was changed or taken away.
"""

from libs.common.logboek.book import Logboek, Resolve
from libs.common.logboek.chain import Breach, Chain
from libs.common.logboek.model import (
    Activiteit,
    Betrokkene,
    Handeling,
    Register,
    Sleutel,
    VanBericht,
    acting_as,
    caller_acts,
    note,
)
from libs.common.logboek.tables import LogboekTables, logboek_tables

__all__ = [
    "Activiteit",
    "Betrokkene",
    "Breach",
    "Chain",
    "Handeling",
    "Logboek",
    "LogboekTables",
    "Register",
    "Resolve",
    "Sleutel",
    "VanBericht",
    "acting_as",
    "caller_acts",
    "logboek_tables",
    "note",
]
