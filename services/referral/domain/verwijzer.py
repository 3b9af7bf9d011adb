# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Who refers a child to help, and the code (COD327) under which that counts (R-01)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

Verwijzertype = Literal[
    "gemeentelijke-toegang",
    "cjg",
    "lokaal-team",
    "gezinscoach",
    "swv-poortwachter",
    "preventieve-jeugdbescherming",
    "familierechter",
    "huisarts",
    "poh-jeugd",
    "sojggz",
    "jeugdarts",
    "gi",
    "medisch-specialist",
    "wijkteam",
    "zelfverwijzer",
    "rechter",
    "ovj",
    "jji",
]

GEMEENTE = "01"
HUISARTS = "02"
JEUGDARTS = "03"
GI = "04"
SPECIALIST = "05"
GEEN = "06"
JUSTITIE = "08"

MET_AGB = frozenset({HUISARTS, JEUGDARTS, GI, SPECIALIST})
"""Codes that go with the AGB of who referred, or else with a name (CD067, CD068, OP297)."""

CODES: Mapping[Verwijzertype, str] = MappingProxyType(
    {
        "gemeentelijke-toegang": GEMEENTE,
        "cjg": GEMEENTE,
        "lokaal-team": GEMEENTE,
        "gezinscoach": GEMEENTE,
        "swv-poortwachter": GEMEENTE,  # help by way of education counts as of the gemeente
        "preventieve-jeugdbescherming": GEMEENTE,
        "familierechter": GEMEENTE,  # advice that the gemeente follows; 08 is for criminal law
        "huisarts": HUISARTS,
        "poh-jeugd": HUISARTS,  # the GP answers for who works in the practice
        "sojggz": HUISARTS,
        "jeugdarts": JEUGDARTS,
        "gi": GI,
        "medisch-specialist": SPECIALIST,
        "wijkteam": GEEN,  # the team gives the help itself
        "zelfverwijzer": GEEN,
        "rechter": JUSTITIE,
        "ovj": JUSTITIE,
        "jji": JUSTITIE,
    }
)

_DETAILS: Mapping[Verwijzertype, str] = MappingProxyType(
    {
        "cjg": "cjg",
        "lokaal-team": "lokaal-team",
        "gezinscoach": "gezinscoach",
        "swv-poortwachter": "swv",
        "preventieve-jeugdbescherming": "drang",
        "familierechter": "familierechter",
        "poh-jeugd": "poh",
        "sojggz": "sojggz",
        "wijkteam": "wijkteam",
        "ovj": "ovj",
        "jji": "jji",
    }
)

GEEN_VERWIJZERS: Mapping[str, str] = MappingProxyType(
    {
        "rvdk": "de Raad voor de Kinderbescherming verwijst niet: breng dit in aan de "
        "beschermingstafel",
        "veilig-thuis": "Veilig Thuis verwijst niet: breng dit in aan de beschermingstafel",
    }
)
"""Parties that bring a child to the table of child protection instead, with what to say (R-14)."""


def detail_of(verwijzer_type: Verwijzertype | None) -> str | None:
    """Who it was within a code; None where the code says it all, or nothing else is known."""
    return None if verwijzer_type is None else _DETAILS.get(verwijzer_type)
