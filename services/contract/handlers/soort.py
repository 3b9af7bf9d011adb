# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What a kind of dossier is: its shape, who writes and sees it, what must hold, what follows."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from pydantic import BaseModel

from libs.common.auth import OrgType
from libs.common.contracts import Event
from services.contract.domain import Fault, Geldigheid
from services.contract.store.dossiers import Dossier

Invoer: TypeAlias = Any
"""A value of the kind's own input model."""

BEHEERDERS = (OrgType.REGIO, OrgType.GEMEENTE)


def none_wrong(_invoer: Invoer, _others: Sequence[Invoer]) -> Iterator[Fault]:
    """Of a kind about which nothing more is asked than its shape."""
    return iter(())


def about(invoer: Invoer) -> Iterable[tuple[str, str]]:
    """Of a kind that is about one aanbieder."""
    return [("agbCode", invoer.agb_code)] if invoer.agb_code else []


def head(dossier: Dossier) -> dict[str, Any]:
    """What every event over an aanbieder begins with."""
    return {
        "dossier_id": dossier.id,
        "versie": dossier.versie,
        "eigenaar": dossier.eigenaar,
        "agb_code": dossier.agb_code,
    }


def no_codes(_invoer: Invoer) -> Iterable[tuple[str, str]]:
    """Of a kind that names no aanbieder."""
    return ()


def nothing_more(_invoer: Invoer, _today: date) -> Mapping[str, Any]:
    """Of a kind that shows what was given and no more."""
    return {}


def period(invoer: Invoer) -> Geldigheid:
    """From `geldigVan` to `geldigTot`."""
    return Geldigheid(invoer.geldig_van, invoer.geldig_tot)


def ordered(invoer: Invoer) -> Iterator[Fault]:
    """A fault when it ends before it begins."""
    if not period(invoer).is_ordered:
        yield Fault("geldigTot", "volgorde", "ligt voor geldigVan")


def no_overlap(invoer: Invoer, others: Sequence[Any]) -> Iterator[Fault]:
    """A fault when it shares a day with another."""
    yield from ordered(invoer)
    for other in others:
        if period(other).overlaps(period(invoer)):
            yield Fault("geldigVan", "overlap", f"overlapt met de periode {period(other)}")
            return


def for_all(_invoer: Invoer) -> bool:
    """Of a kind that everybody may see."""
    return True


@dataclass(frozen=True, slots=True)
class Soort:
    """One kind; `naam` is its place in the address.

    `agb_codes` gives field and code of each aanbieder that must be registered, the one it is about
    first. `fouten` sees the others of the kind about the same aanbieder. `afgeleid` works out what
    is shown besides. An aanbieder reads what is about itself where `aanbieder_leest`.
    """

    naam: str
    titel: str
    beschrijving: str
    invoer: type[BaseModel]
    uitvoer: type[BaseModel]
    schrijvers: tuple[OrgType, ...] = BEHEERDERS
    aanbieder_leest: bool = True
    agb_codes: Callable[[Invoer], Iterable[tuple[str, str]]] = no_codes
    fouten: Callable[[Invoer, Sequence[Invoer]], Iterator[Fault]] = none_wrong
    afgeleid: Callable[[Invoer, date], Mapping[str, Any]] = nothing_more
    gedeeld: Callable[[Invoer], bool] = lambda _invoer: False
    gebeurtenis: Callable[[Dossier, Invoer], Event | None] = lambda _dossier, _invoer: None
    gebeurtenis_met_accounthouder: Callable[[Dossier, Invoer, str | None], Event] | None = None
    """Of a kind that the account holder of the aanbieder must hear of."""

    @property
    def lezers(self) -> tuple[OrgType, ...]:
        """Who may look at all."""
        return tuple(k for k in OrgType if k != OrgType.AANBIEDER or self.aanbieder_leest)
