# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The control ladder of Regeling Jeugdwet 6b: each step opens no more than it needs (B-18)."""

from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal

from services.billing.domain.verloop import Verloop

Handeling = Literal[
    "algemene-risicoanalyse",
    "algemeen-controleplan",
    "algemeen-resultaat",
    "specifieke-risicoanalyse",
    "specifiek-controleplan",
    "aankondigen",
    "detailcontrole",
    "conceptrapport",
    "hoor-en-wederhoor",
    "eindrapport",
    "afsluiten",
]

VERLOOP = Verloop(
    naam="controle",
    begin="doel",
    stappen=MappingProxyType(
        {
            ("doel", "algemene-risicoanalyse"): "algemene-risicoanalyse",
            ("algemene-risicoanalyse", "algemeen-controleplan"): "algemeen-controleplan",
            ("algemeen-controleplan", "algemeen-resultaat"): "algemeen-resultaat",
            ("algemeen-resultaat", "specifieke-risicoanalyse"): "specifieke-risicoanalyse",
            ("algemeen-resultaat", "afsluiten"): "afgesloten",
            ("specifieke-risicoanalyse", "specifiek-controleplan"): "specifiek-controleplan",
            ("specifiek-controleplan", "aankondigen"): "aangekondigd",
            ("aangekondigd", "detailcontrole"): "detailcontrole",
            ("detailcontrole", "conceptrapport"): "conceptrapport",
            ("conceptrapport", "hoor-en-wederhoor"): "gehoord",
            ("gehoord", "eindrapport"): "eindrapport",
            ("eindrapport", "afsluiten"): "afgesloten",
        }
    ),
)

DETAIL = "detailcontrole"
"""The only state in which a file of a client may be opened."""

ZONDER_CIJFERS = frozenset({"doel", "algemene-risicoanalyse"})
"""States before the general plan says which aggregates will be looked at."""

VANAF_AANKONDIGING = frozenset(
    {"aangekondigd", "detailcontrole", "conceptrapport", "gehoord", "eindrapport", "afgesloten"}
)
"""States in which the aanbieder knows, if it was announced at all."""

GEGEVENS: MappingProxyType[Handeling, frozenset[str]] = MappingProxyType(
    {
        "algemene-risicoanalyse": frozenset(),
        "algemeen-controleplan": frozenset({"publicatie"}),
        "algemeen-resultaat": frozenset({"voldoende_zekerheid"}),
        "specifieke-risicoanalyse": frozenset(),
        "specifiek-controleplan": frozenset({"persoon"}),
        "aankondigen": frozenset({"start_detail"}),
        "detailcontrole": frozenset(),
        "conceptrapport": frozenset(),
        "hoor-en-wederhoor": frozenset(),
        "eindrapport": frozenset({"publicatie", "bewaren_tot"}),
        "afsluiten": frozenset(),
    }
)
"""What a step must state beside its text, and no other may."""


@dataclass(frozen=True, slots=True)
class Controle:
    """A control of one aanbieder by one gemeente as it now stands."""

    id: str
    gemeentecode: str
    agb_code: str
    periode_begin: date
    periode_eind: date
    toestand: str
    voldoende_zekerheid: bool | None = None
    gebonden_persoon: str | None = None
    start_detail: date | None = None
    bewaren_tot: date | None = None
    versie: int = 1
