# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Tables of reporting: facts as the events told them, each with when it was known; no BSN.

A fact that another one replaced keeps its row with `vervallen_op`: as known at a moment are the
rows with `bekend_op` at or before it and `vervallen_op` after it or empty.
"""

from services.reporting.tables.accounthouders import ah_opmerking, ah_publicatie
from services.reporting.tables.base import MECHANICS, metadata
from services.reporting.tables.contracten import (
    aanbiederprofiel,
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
from services.reporting.tables.correcties import (
    CORRECTIES,
    VERNIETIGD,
    clientcorrectie,
    opvolging,
    vernietigd_pseudoniem,
)
from services.reporting.tables.declaraties import (
    regel,
    taaklevering,
    taaklevering_deel,
    taaklevering_regel,
)
from services.reporting.tables.ews import (
    ews_levering,
    ews_niveau,
    ews_norm,
    ews_plicht,
    ews_stand,
    ews_stap,
    inzage,
)
from services.reporting.tables.federatie import federatie_bron, federatie_weergave
from services.reporting.tables.ingaven import ingave
from services.reporting.tables.marap import marap
from services.reporting.tables.regie import (
    beschermingstafel,
    consult,
    escalatie,
    gezinsplan,
    maatregel,
    regietaak,
    toekomstplan,
    verblijf,
    wachtsignaal,
)
from services.reporting.tables.registers import aanbieder, gemeente, regio, regio_lid
from services.reporting.tables.sleutels import pseudoniemsleutel, vertaald_pseudoniem
from services.reporting.tables.tellingen import (
    aanbiederwijziging,
    cel,
    cijferwijziging,
    client,
    client_maand,
    te_tellen,
    telstand,
)
from services.reporting.tables.verkeer import bericht, termijn, verwijzing, verzoek, verzoek_besluit
from services.reporting.tables.voorwaarden import plafondstand, taakbijdrage
from services.reporting.tables.zorg import (
    levering,
    pgb,
    te_waarderen,
    toewijzing,
    toewijzing_maand,
)

__all__ = [
    "CORRECTIES",
    "MECHANICS",
    "VERNIETIGD",
    "aanbieder",
    "aanbiederprofiel",
    "aanbiederwijziging",
    "accounthouder",
    "ah_opmerking",
    "ah_publicatie",
    "bericht",
    "beschermingstafel",
    "capaciteit",
    "cel",
    "cijferwijziging",
    "client",
    "client_maand",
    "clientcorrectie",
    "clientenstop",
    "consult",
    "continuiteitsrisico",
    "contract",
    "contractproduct",
    "escalatie",
    "ews_levering",
    "ews_niveau",
    "ews_norm",
    "ews_plicht",
    "ews_stand",
    "ews_stap",
    "federatie_bron",
    "federatie_weergave",
    "gemeente",
    "gezinsplan",
    "ingave",
    "inzage",
    "levering",
    "maatregel",
    "marap",
    "metadata",
    "opvolging",
    "pgb",
    "plafond",
    "plafond_nabij",
    "plafondstand",
    "productindeling",
    "pseudoniemsleutel",
    "regel",
    "regietaak",
    "regio",
    "regio_lid",
    "taakbijdrage",
    "taaklevering",
    "taaklevering_deel",
    "taaklevering_regel",
    "te_tellen",
    "te_waarderen",
    "telstand",
    "termijn",
    "toekomstplan",
    "toewijzing",
    "toewijzing_maand",
    "verblijf",
    "vernietigd_pseudoniem",
    "vertaald_pseudoniem",
    "verwijzing",
    "verzoek",
    "verzoek_besluit",
    "wachtsignaal",
    "zorgfunctie",
]
