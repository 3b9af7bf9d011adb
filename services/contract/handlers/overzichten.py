# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What follows from registers, contracts and spending together; reads only."""

from collections.abc import Collection, Iterator, Mapping, Sequence
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
    activities = {code: Activiteit(*did.get(code, (0, 0))) for code in sorted(contracted)}
    little = {code: one for code, one in activities.items() if one.signalen}
    aanbieders = await store.read_aanbieders(session, little)
    profielen = await dossiers.about(session, "aanbiederprofielen", little)
    found = []
    for agb_code, activiteit in little.items():
        may, why = opzegbaar(activiteit, _kenmerken(profielen[agb_code]))
        segments = {name: Activiteit(*one) for name, one in parts.get(agb_code, {}).items()}
        found.append(Klein(aanbieders[agb_code], activiteit, segments, may, why))
    return len(contracted), found


def _kenmerken(profielen: Sequence[Dossier]) -> Kenmerken:
    for profiel in profielen:
        inhoud = profiel.inhoud
        return Kenmerken(inhoud["schaars"], inhoud["uniek"], inhoud["tevredenheid"])
    return Kenmerken()


def row_of(one: Klein) -> dict[str, Any]:
    """As it is shown, and kept in the list of a year: what was drawn up stays as it was."""
    return {
        "agbCode": one.aanbieder.agb_code,
        "naam": one.aanbieder.naam,
        "omzet": one.activiteit.omzet,
        "clienten": one.activiteit.clienten,
        "segmenten": [
            {"segment": name, "omzet": part.omzet, "clienten": part.clienten}
            for name, part in sorted(one.segmenten.items())
        ],
        "signalen": list(one.activiteit.signalen),
        "opzegbaar": one.opzegbaar,
        "reden": one.reden,
    }


async def holder_on(session: AsyncSession, agb_code: str, day: date) -> Accounthouder | None:
    """Who is named for the day; else who had most turnover in the year before (C-16)."""
    named = [
        Aanwijzing(
            one.inhoud["regiocode"],
            date.fromisoformat(one.inhoud["geldigVan"]),
            _day(one.inhoud["geldigTot"]),
            one.inhoud["bron"],
        )
        for one in (await dossiers.about(session, "accounthouders", {agb_code}))[agb_code]
    ]
    spent = await bestedingen.turnover(session, agb_code, day.year - 1, day)
    return accounthouder(named, spent, day)


async def unequal_terms(
    session: AsyncSession, regiocode: str, gemeenten: Collection[str], day: date
) -> list[Afwijking]:
    """Where members of a region differ in products, tariffs and agreements (C-21)."""
    terms: dict[str, set[str]] = {code: set() for code in gemeenten}
    for contractant in (regiocode, *sorted(gemeenten)):
        for contract in await store.signed(session, contractant):
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
    rest = sorted(agb_code for agb_code in forms if after is None or agb_code > after)[:limit]
    aanbieders = await store.read_aanbieders(session, rest)
    subs = await dossiers.about(session, "onderaannemingen", rest)
    return [
        Gecontracteerde(
            aanbieders[agb_code],
            tuple(sorted(forms[agb_code])),
            tuple(sorted(_named(one) for one in subs[agb_code] if _in_year(one, jaar))),
        )
        for agb_code in rest
    ]


def _named(onderaanneming: Dossier) -> str:
    inhoud = onderaanneming.inhoud
    return f"{inhoud['naam']} (KvK {inhoud['kvkNummer']})"


@dataclass(frozen=True, slots=True)
class VoorCbs:
    """An aanbieder for the list of the CBS; `ontbreekt` names what it lacks."""

    aanbieder: Aanbieder
    postadres: str | None
    ontbreekt: tuple[str, ...]


async def for_cbs(session: AsyncSession, code: str, jaar: int) -> list[VoorCbs]:
    """Those under contract in a year; name, postal address and KvK are mandatory (C-01)."""
    found = []
    under_contract = await contracted(session, code, jaar)
    codes = [one.aanbieder.agb_code for one in under_contract]
    profielen = await dossiers.about(session, "aanbiederprofielen", codes)
    for one in under_contract:
        own = profielen[one.aanbieder.agb_code]
        given: Any = own[0].inhoud["postadres"] if own else None
        adres = None
        if given is not None:
            adres = f"{given['straat']}, {given['postcode']} {given['plaats']}"
        lacks = [] if one.aanbieder.kvk_nummer else ["kvkNummer"]
        lacks += [] if adres else ["postadres"]
        found.append(VoorCbs(one.aanbieder, adres, tuple(lacks)))
    return found


async def _of_year(session: AsyncSession, code: str, jaar: int) -> list[StoredContract]:
    year = Geldigheid(date(jaar, 1, 1), date(jaar, 12, 31))
    signed = await store.signed(session, code)
    return [one for one in signed if one.contract.geldig.overlaps(year)]


async def _kpis(session: AsyncSession, own: Zicht) -> list[Dossier]:
    found: list[Dossier] = []
    while True:
        after = found[-1].id if found else None
        page = await dossiers.page(session, "kpis", own, None, after, _SCAN)
        found += page
        if len(page) < _SCAN:
            return found


def _in_year(dossier: Dossier, jaar: int) -> bool:
    van = date.fromisoformat(dossier.inhoud["geldigVan"])
    own = Geldigheid(van, _day(dossier.inhoud["geldigTot"]))
    return own.overlaps(Geldigheid(date(jaar, 1, 1), date(jaar, 12, 31)))


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
