# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Tables of reporting: facts as the events told them, each with when it was known; no BSN.

A fact that another one replaced keeps its row with `vervallen_op`: as known at a moment are the
rows with `bekend_op` at or before it and `vervallen_op` after it or empty.
"""

from services.reporting.tables.base import MECHANICS, metadata
from services.reporting.tables.contracten import (
    accounthouder,
    capaciteit,
    clientenstop,
    continuiteitsrisico,
    contract,
    contractproduct,
    plafond,
    plafond_nabij,
    productindeling,
    zorgfunctie,
)
from services.reporting.tables.declaraties import (
    regel,
    taaklevering,
    taaklevering_deel,
    taaklevering_regel,
)
from services.reporting.tables.registers import aanbieder, gemeente, regio, regio_lid
from services.reporting.tables.verkeer import bericht, termijn, verwijzing, verzoek, verzoek_besluit
from services.reporting.tables.zorg import (
    levering,
    pgb,
    te_waarderen,
    toewijzing,
    toewijzing_maand,
)

__all__ = [
    "MECHANICS",
    "aanbieder",
    "accounthouder",
    "bericht",
    "capaciteit",
    "clientenstop",
    "continuiteitsrisico",
    "contract",
    "contractproduct",
    "gemeente",
    "levering",
    "metadata",
    "pgb",
    "plafond",
    "plafond_nabij",
    "productindeling",
    "regel",
    "regio",
    "regio_lid",
    "taaklevering",
    "taaklevering_deel",
    "taaklevering_regel",
    "te_waarderen",
    "termijn",
    "toewijzing",
    "toewijzing_maand",
    "verwijzing",
    "verzoek",
    "verzoek_besluit",
    "zorgfunctie",
]
