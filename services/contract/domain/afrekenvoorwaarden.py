# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Terms by which a year of a contract is settled, and what may be wrong with them (C-11)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from libs.common.contracts.voorwaarden import Grondslag
from services.contract.domain.contracten import Contract
from services.contract.domain.geldigheid import Fault, Geldigheid


@dataclass(frozen=True, slots=True)
class Afrekenvoorwaarden:
    """Cents, and shares in thousandths; `gewichten` maps (categorie, code) to thousandths."""

    jaar: int
    grondslag: Grondslag
    budget: int | None = None
    sleutel: Mapping[str, int] = field(default_factory=dict)
    band: int = 0
    onderschrijding: int = 0
    overschrijding: int = 0
    gewichten: Mapping[tuple[str, str], int] = field(default_factory=dict)


def voorwaarden_faults(terms: Afrekenvoorwaarden, contract: Contract) -> Iterator[Fault]:
    """Everything wrong: a year outside, a key without weight or budget, units without weights."""
    if not contract.geldig.overlaps(Geldigheid(date(terms.jaar, 1, 1), date(terms.jaar, 12, 31))):
        reason = f"ligt buiten de looptijd van het contract ({contract.geldig})"
        yield Fault("jaar", "buiten-contract", reason)
    for code in sorted(terms.sleutel.keys() - set(contract.gemeentecodes)):
        yield Fault("sleutel", "niet-onder-contract", f"noemt {code}, dat niet in het contract is")
    if bool(terms.sleutel) != (terms.budget is not None):
        yield Fault("budget", "onvolledig", "en sleutel staan er beide of geen van beide")
    if terms.sleutel and not sum(terms.sleutel.values()):
        yield Fault("sleutel", "zonder-gewicht", "heeft geen enkel gewicht")
    if bool(terms.gewichten) != (terms.grondslag == "eenheden"):
        yield Fault(
            "gewichten", "onvolledig", "horen bij de grondslag 'eenheden', en alleen daarbij"
        )
