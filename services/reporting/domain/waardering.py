# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What an award is worth per month, and when that became known: by its versions and its prices.

The same facts give the same rows, in whatever order they came in.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol, TypeVar

from libs.ijw.worth import Award, Maandwaarde, Tarief, continued, maandwaarden, tarief_of

MEESTE_CENTEN = 10**11
"""A thousand million euros: of more a sum may not hold, and counting ahead would stand still."""


@dataclass(frozen=True, slots=True)
class Contractversie:
    """For whom and when a contract holds."""

    contract_id: str
    versie: int
    bekend_op: datetime
    gemeentecodes: frozenset[str]
    geldig_van: date
    geldig_tot: date | None


@dataclass(frozen=True, slots=True)
class Productversie:
    """A product in a contract with its tariffs as their event told them."""

    product_id: str
    versie: int
    bekend_op: datetime
    contract_id: str
    product: tuple[str | None, ...]
    """AGB code, category and code."""
    eenheid: str | None
    tarieven: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Toewijzingversie:
    """One version of an award.

    After a move the tariffs of `tarief_gemeentecode` count until `tarief_tot` where there are no
    own ones (R-20).
    """

    versie: int
    bekend_op: datetime
    agb_code: str
    categorie: str | None
    code: str | None
    award: Award
    tarief_gemeentecode: str | None = None
    tarief_tot: date | None = None


@dataclass(frozen=True, slots=True)
class Maandfeit:
    """Cents of one month, as known from `bekend_op` until `vervallen_op`."""

    maand: date
    bekend_op: datetime
    vervallen_op: datetime | None
    agb_code: str
    categorie: str | None
    code: str | None
    bedrag: int
    dubbel: int


def maandfeiten(
    gemeentecode: str,
    versies: Sequence[Toewijzingversie],
    producten: Sequence[Productversie],
    contracten: Sequence[Contractversie],
) -> list[Maandfeit]:
    """The value of one award per month through time.

    `versies` are all versions of the award; `producten` those of the product of any of them, with
    their `contracten`.
    """
    begin = min(v.bekend_op for v in versies)
    priced = {one.bekend_op for one in producten} | {one.bekend_op for one in contracten}
    moments = {one.bekend_op for one in versies} | {moment for moment in priced if moment > begin}
    timeline = []
    for moment in sorted(moments):
        (versie,) = _known(versies, moment, lambda _: 0)
        tarieven = _tarieven(gemeentecode, versie, producten, contracten, moment)
        values = maandwaarden(versie.award, tarieven)
        if all(one.bedrag <= MEESTE_CENTEN for one in values):
            timeline.append((moment, versie, values))
        else:  # a volume and a tariff that are each possible, and together are not
            timeline.append((moment, versie, []))
    return sorted(_merged(timeline), key=lambda feit: (feit.maand, feit.bekend_op))


class _Version(Protocol):
    @property
    def versie(self) -> int: ...
    @property
    def bekend_op(self) -> datetime: ...


VersionT = TypeVar("VersionT", bound=_Version)


def _known(versions: Sequence[VersionT], moment: datetime, key: Any) -> list[VersionT]:  # noqa: ANN401
    """Of each key the newest version that was known at a moment."""
    newest: dict[object, VersionT] = {}
    for one in versions:
        if one.bekend_op <= moment:
            before = newest.get(key(one))
            if before is None or before.versie < one.versie:
                newest[key(one)] = one
    return list(newest.values())


def _tarieven(
    gemeentecode: str,
    versie: Toewijzingversie,
    producten: Sequence[Productversie],
    contracten: Sequence[Contractversie],
    moment: datetime,
) -> tuple[Tarief, ...]:
    """The tariffs that were known to hold for this award; of several contracts joined."""
    product = (versie.agb_code, versie.categorie, versie.code)
    known = [
        one for one in _known(producten, moment, lambda p: p.product_id) if one.product == product
    ]
    agreed = {one.contract_id: one for one in _known(contracten, moment, lambda c: c.contract_id)}
    pairs = [(one, agreed[one.contract_id]) for one in known if one.contract_id in agreed]
    return (*_own(pairs, gemeentecode), *_continued(pairs, versie))


_Pairs = Sequence[tuple[Productversie, Contractversie]]


def _own(pairs: _Pairs, gemeentecode: str) -> Iterator[Tarief]:
    for product, contract in pairs:
        if gemeentecode in contract.gemeentecodes:
            for stored in product.tarieven:
                term = (contract.geldig_van, contract.geldig_tot)
                yield tarief_of(stored, product.eenheid, term)


def _continued(pairs: _Pairs, versie: Toewijzingversie) -> Iterator[Tarief]:
    if versie.tarief_gemeentecode is None or versie.tarief_tot is None:
        return
    for product, contract in pairs:
        if versie.tarief_gemeentecode in contract.gemeentecodes:
            for stored in product.tarieven:
                whole = tarief_of(stored, product.eenheid, (date.min, None))
                term = (contract.geldig_van, contract.geldig_tot)
                in_term = continued(whole, term, versie.tarief_tot)
                if in_term is not None:
                    yield in_term


_Moment = tuple[datetime, Toewijzingversie, list[Maandwaarde]]


def _merged(timeline: Sequence[_Moment]) -> Iterator[Maandfeit]:
    """Rows per month; a moment that changed nothing for a month makes none."""
    running: dict[date, tuple[datetime, tuple[Any, ...]]] = {}
    for moment, versie, values in timeline:
        about = (versie.agb_code, versie.categorie, versie.code)
        now = {v.maand: (*about, v.bedrag, v.dubbel) for v in values}
        for maand, (since, before) in list(running.items()):
            if now.get(maand) != before:
                yield Maandfeit(maand, since, moment, *before)
                del running[maand]
        for maand, value in now.items():
            running.setdefault(maand, (moment, value))
    for maand, (since, value) in running.items():
        yield Maandfeit(maand, since, None, *value)


def opgeteld(maanden: Sequence[Mapping[str, int]]) -> list[dict[str, int]]:
    """Cents from the first month through each: what two months hold counts once in their sum."""
    found: list[dict[str, int]] = []
    for maand in maanden:
        before = found[-1] if found else dict.fromkeys(maand, 0)
        shared = maand["gedeeld_bedrag"] if found else 0
        summed = {name: before[name] + amount for name, amount in maand.items()}
        found.append(summed | {"toegewezen_bedrag": summed["toegewezen_bedrag"] - shared})
    return found
