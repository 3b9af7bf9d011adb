# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What follows from registers, contracts and spending together; reads only."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from libs.ijw.zorgvormen import ZORGVORMEN
from services.contract import store
from services.contract.domain import Aanbieder, Geldigheid
from services.contract.domain.accounthouder import Aanwijzing, Accounthouder, accounthouder
from services.contract.domain.besteding import Activiteit, Kenmerken, opzegbaar
from services.contract.domain.risico import redenen
from services.contract.domain.voorwaarden import Afwijking, afwijkingen
from services.contract.store import StoredContract, bestedingen, dossiers
from services.contract.store.dossiers import Dossier, Zicht

_SCAN = 500
"""Rows that are read at a time."""


@dataclass(frozen=True, slots=True)
class Klein:
    """An aanbieder under contract with what it did in a year, and in each segment."""

    aanbieder: Aanbieder
    activiteit: Activiteit
    segmenten: Mapping[str, Activiteit]
    opzegbaar: bool
    reden: str


async def small_ones(
    session: AsyncSession, code: str, gemeenten: Collection[str], jaar: int
) -> tuple[int, list[Klein]]:
    """How many are under contract, and those of them that do little (C-17)."""
    contracted = {one.contract.agb_code for one in await _of_year(session, code, jaar)}
    did = await bestedingen.activity(session, gemeenten, jaar)
    parts = await bestedingen.activity_by_segment(session, gemeenten, jaar)
    found = []
    for agb_code in sorted(contracted):
        activiteit = Activiteit(*did.get(agb_code, (0, 0)))
        if not activiteit.signalen:
            continue
        aanbieder = await store.read_aanbieder(session, agb_code)
        assert aanbieder is not None  # noqa: S101 - a contract has an aanbieder
        may, why = opzegbaar(activiteit, await _kenmerken(session, agb_code))
        segments = {name: Activiteit(*one) for name, one in parts.get(agb_code, {}).items()}
        found.append(Klein(aanbieder[0], activiteit, segments, may, why))
    return len(contracted), found


async def _kenmerken(session: AsyncSession, agb_code: str) -> Kenmerken:
    for profiel in await _about(session, "aanbiederprofielen", agb_code):
        inhoud = profiel.inhoud
        return Kenmerken(inhoud["schaars"], inhoud["uniek"], inhoud["tevredenheid"])
    return Kenmerken()


async def holder_on(session: AsyncSession, agb_code: str, day: date) -> Accounthouder | None:
    """Who is named for the day; else who had most turnover in the year before (C-16)."""
    named = [
        Aanwijzing(
            one.inhoud["regiocode"],
            date.fromisoformat(one.inhoud["geldigVan"]),
            _day(one.inhoud["geldigTot"]),
            one.inhoud["bron"],
        )
        for one in await _about(session, "accounthouders", agb_code)
    ]
    spent = await bestedingen.turnover(session, agb_code, day.year - 1, day)
    return accounthouder(named, spent, day)


async def unequal_terms(
    session: AsyncSession, regiocode: str, gemeenten: Collection[str], day: date
) -> list[Afwijking]:
    """Where members of a region differ in products, tariffs and agreements (C-21)."""
    terms: dict[str, set[str]] = {code: set() for code in gemeenten}
    for contractant in (regiocode, *sorted(gemeenten)):
        for contract in await _signed(session, contractant):
            if contract.contract.geldig.holds_on(day):
                for code in terms.keys() & set(contract.contract.gemeentecodes):
                    terms[code].update(_terms(contract, day))
    own = Zicht(eigenaren=(regiocode, *gemeenten))
    for kpi in await _kpis(session, own):
        codes = gemeenten if kpi.eigenaar == regiocode else [kpi.eigenaar]
        for code in codes:
            terms[code].add(f"{kpi.agb_code} prestatieafspraak {kpi.inhoud['naam']}")
    return list(afwijkingen({code: frozenset(found) for code, found in terms.items()}))


@dataclass(frozen=True, slots=True)
class Accounthoudertaak:
    """A provider at risk, for the region that speaks with it: that it is, and who noted it."""

    dossier: Dossier
    soorten: tuple[str, ...]


async def for_holder(
    session: AsyncSession, regiocode: str, today: date, page: tuple[str | None, int]
) -> tuple[list[Accounthoudertaak], str | None]:
    """Open risks of which a region is account holder, without anybody's figures (C-23).

    Beside them the place to go on from; a page may be short where many are of other regions.
    """
    after, limit = page
    found: list[Accounthoudertaak] = []
    rows = await dossiers.page(session, "risicos", Zicht(), None, after, _SCAN)
    for one in rows:
        why = list(redenen(_results(one), one.inhoud["gebeurtenissen"]))
        holder = await holder_on(session, one.agb_code or "", today) if why else None
        if holder is not None and holder.regiocode == regiocode:
            found.append(Accounthoudertaak(one, tuple(why)))
            if len(found) == limit:
                return found, one.id
    return found, rows[-1].id if len(rows) == _SCAN else None


def _results(dossier: Dossier) -> dict[int, int]:
    return {int(jaar): cents for jaar, cents in dossier.inhoud["resultaten"].items()}


def _terms(contract: StoredContract, day: date) -> Iterator[str]:
    agb_code = contract.contract.agb_code
    for product in contract.contract.producten:
        name = f"{agb_code} {product.categorie}/{product.code} {product.variant}"
        yield name
        for tarief in product.tarieven:
            if tarief.geldig.holds_on(day):
                yield f"{name} {tarief.bedrag} cent"


@dataclass(frozen=True, slots=True)
class Gecontracteerde:
    """An aanbieder with its forms of help, and who delivers for it."""

    aanbieder: Aanbieder
    vormen: tuple[str, ...]
    onderaannemers: tuple[str, ...]


async def contracted(
    session: AsyncSession,
    code: str,
    jaar: int,
    after: str | None = None,
    limit: int | None = None,
) -> list[Gecontracteerde]:
    """Those with a contract in a year, with names of forms (C-22); by AGB code, all or a page."""
    forms: dict[str, set[str]] = {}
    for one in await _of_year(session, code, jaar):
        shown = (ZORGVORMEN[p.categorie].zorgvorm for p in one.contract.producten)
        forms.setdefault(one.contract.agb_code, set()).update(shown)
    found = []
    rest = sorted(agb_code for agb_code in forms if after is None or agb_code > after)
    for agb_code in rest[:limit]:
        aanbieder = await store.read_aanbieder(session, agb_code)
        assert aanbieder is not None  # noqa: S101 - a contract has an aanbieder
        subs = [
            f"{one.inhoud['naam']} (KvK {one.inhoud['kvkNummer']})"
            for one in await _about(session, "onderaannemingen", agb_code)
            if _in_year(one, jaar)
        ]
        found.append(
            Gecontracteerde(aanbieder[0], tuple(sorted(forms[agb_code])), tuple(sorted(subs)))
        )
    return found


@dataclass(frozen=True, slots=True)
class VoorCbs:
    """An aanbieder for the list of the CBS; `ontbreekt` names what it lacks."""

    aanbieder: Aanbieder
    postadres: str | None
    ontbreekt: tuple[str, ...]


async def for_cbs(session: AsyncSession, code: str, jaar: int) -> list[VoorCbs]:
    """Those under contract in a year; name, postal address and KvK are mandatory (C-01)."""
    found = []
    for one in await contracted(session, code, jaar):
        profielen = await _about(session, "aanbiederprofielen", one.aanbieder.agb_code)
        given: Any = profielen[0].inhoud["postadres"] if profielen else None
        adres = None
        if given is not None:
            adres = f"{given['straat']}, {given['postcode']} {given['plaats']}"
        lacks = [] if one.aanbieder.kvk_nummer else ["kvkNummer"]
        lacks += [] if adres else ["postadres"]
        found.append(VoorCbs(one.aanbieder, adres, tuple(lacks)))
    return found


async def _of_year(session: AsyncSession, code: str, jaar: int) -> list[StoredContract]:
    year = Geldigheid(date(jaar, 1, 1), date(jaar, 12, 31))
    signed = await _signed(session, code)
    return [one for one in signed if one.contract.geldig.overlaps(year)]


async def _signed(session: AsyncSession, code: str) -> list[StoredContract]:
    found: list[StoredContract] = []
    while True:
        after = found[-1].id if found else None
        page = await store.list_contracten(session, store.signed_by(code), after, _SCAN)
        found += page
        if len(page) < _SCAN:
            return found


async def _kpis(session: AsyncSession, own: Zicht) -> list[Dossier]:
    found: list[Dossier] = []
    while True:
        after = found[-1].id if found else None
        page = await dossiers.page(session, "kpis", own, None, after, _SCAN)
        found += page
        if len(page) < _SCAN:
            return found


async def _about(session: AsyncSession, soort: str, agb_code: str) -> list[Dossier]:
    return await dossiers.others(session, soort, agb_code, "")


def _in_year(dossier: Dossier, jaar: int) -> bool:
    van = date.fromisoformat(dossier.inhoud["geldigVan"])
    own = Geldigheid(van, _day(dossier.inhoud["geldigTot"]))
    return own.overlaps(Geldigheid(date(jaar, 1, 1), date(jaar, 12, 31)))


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
