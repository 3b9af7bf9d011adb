# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What must be there before the messages of a plan: registers, contracts, lump sums; and what is
told without messages: who was helped under a lump sum."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import islice

from demo.figures.plan import Help, Plan
from demo.figures.regio import JZPLUS, LATER, Form, played
from demo.parties import Json, Parties
from libs.common.shares import split_by_weight

_SINCE = "2015-01-01"
_QUARTERS = ((1, 3, 31), (4, 6, 30), (7, 9, 30), (10, 12, 31))


async def found(plan: Plan, parties: Parties) -> dict[str, str]:
    """Registers and contracts; gives the contract under which an aanbieder has its lump sum."""
    regio = plan.regio
    beheer, inkoop = parties["beheer:beheer"], parties[f"regio:{regio.code}"]
    for member in regio.members:
        body = {"naam": member.name, "geldigVan": _SINCE}
        await beheer.call("PUT", f"/contract/v1/gemeenten/{member.code}", body)
    leden = [{"gemeentecode": member.code, "geldigVan": _SINCE} for member in regio.members]
    named = {"naam": regio.name, "leden": leden}
    await beheer.call("PUT", f"/contract/v1/regios/{regio.code}", named)
    for form in regio.forms:
        await inkoop.call("POST", "/contract/v1/productindelingen", indeling(form))
    gemeenten = [member.code for member in regio.members]
    begin = f"{played(regio.years[0])}-01-01"
    lumped = {}
    for agb in plan.aanbieders:
        about = {"naam": f"Aanbieder {agb}", "kvkNummer": agb}
        await inkoop.call("PUT", f"/contract/v1/aanbieders/{agb}", about)
        own = [form for form in regio.forms if agb in plan.offers[form.name]]
        paid = [form for form in own if form.tarief is not None]
        if paid:
            body = contract(agb, gemeenten, begin, paid)
            await inkoop.call("POST", "/contract/v1/contracten", body)
        if lump := [form for form in own if form.tarief is None]:
            body = contract(agb, gemeenten, begin, lump)
            made = await inkoop.call("POST", "/contract/v1/contracten", body)
            lumped[agb] = made["id"]
    for year, places in regio.places.items():
        for agb, count in split_by_weight(places, dict.fromkeys(plan.aanbieders, 1)).items():
            body = _capacity(agb, played(year), count)
            await inkoop.call("POST", "/contract/v1/capaciteiten", body)
    await _fix_keys(plan, parties, lumped)
    return lumped


async def _fix_keys(plan: Plan, parties: Parties, contracts: dict[str, str]) -> None:
    """How the lump sum of each contract and year is split beforehand."""
    inkoop = parties[f"regio:{plan.regio.code}"]
    for (year, agb), cents in plan.lump_sums.items():
        path = f"/contract/v1/contracten/{contracts[agb]}/verdeelsleutels/{year}"
        await inkoop.call("PUT", path, _sleutel(plan, year, cents))


async def tell_of_lump_sums(plan: Plan, parties: Parties, contracts: dict[str, str]) -> None:
    """Instalments of each year by the key of its contract, and per quarter and gemeente who was
    helped under it."""
    inkoop = parties[f"regio:{plan.regio.code}"]
    for year, agb in plan.lump_sums:
        body: Json = {"contractId": contracts[agb], "jaar": year}
        await inkoop.call("POST", "/billing/v1/taakafspraken", body)
    for (agb, gemeente, begin, end), helps in sorted(_by_quarter(plan).items()):
        body = {
            "contractId": contracts[agb],
            "gemeentecode": gemeente,
            "periodeBegin": begin.isoformat(),
            "periodeEind": end.isoformat(),
            "regels": list(_opgaveregels(helps, begin, end)),
        }
        await parties[f"aanbieder:{agb}"].call("POST", "/billing/v1/taakopgaven", body)


async def tell_beside_messages(plan: Plan, parties: Parties) -> None:
    """What no message brings: young people, and supervision orders of children of the last year."""
    regio = plan.regio
    told = [
        {
            "soort": "jeugdigen",
            "gebied": regio.code,
            "jaar": played(year),
            "waarde": count,
            "bron": "regiovisie",
        }
        for year, count in regio.jeugdigen.items()
    ]
    if told:
        party = parties[f"regio:{regio.code}"]
        await party.call("POST", "/reporting/v1/ingaven", {"ingaven": told})
    lived = {h.child.bsn: h.gemeente for h in plan.helps if h.begin.year == played(regio.years[-1])}
    children = iter(sorted(lived.items()))
    running = 0
    for year, count in sorted(regio.ots.items()):
        for bsn, gemeente in islice(children, count - running):
            party = parties[f"gemeente:{gemeente}"]
            found = await party.call("POST", "/referral/v1/clienten/_zoek", {"bsn": bsn})
            body = {
                "clientId": found["resultaten"][0]["id"],
                "soort": "ots",
                "begindatum": f"{played(year)}-03-01",
            }
            await party.call("POST", "/referral/v1/maatregelen", body)
        running = count


def _sleutel(plan: Plan, year: int, cents: int) -> Json:
    """The lump sum of a contract over gemeenten, by their clients of the year before."""
    regio = plan.regio
    known = {member.code: [member.clients[year - LATER]] for member in regio.members}
    part = {
        "soort": "clienten",
        "bron": "cliënten per gemeente",
        "peildatum": f"{year - 1}-12-31",
        "jaren": [year - 1],
        "invoer": known,
    }
    return {"bedrag": cents, "delen": [part]}


def _by_quarter(plan: Plan) -> dict[tuple[str, str, date, date], list[Help]]:
    found: dict[tuple[str, str, date, date], list[Help]] = defaultdict(list)
    for help_ in plan.helps:
        if help_.form.tarief is not None:
            continue
        for first, last, day in _QUARTERS:
            year = help_.begin.year
            begin, end = date(year, first, 1), date(year, last, day)
            if help_.begin <= end and help_.end >= begin:
                found[help_.agb, help_.gemeente, begin, end].append(help_)
    return found


def _opgaveregels(helps: list[Help], begin: date, end: date) -> Iterator[Json]:
    for help_ in helps:
        yield {
            "bsn": help_.child.bsn,
            "categorie": help_.form.categorie,
            "code": help_.form.code,
            "begindatum": help_.begin.isoformat(),
            "einddatum": help_.end.isoformat() if help_.end <= end else None,
            "dagen": (min(help_.end, end) - max(help_.begin, begin)).days + 1,
        }


def _capacity(agb: str, year: int, places: int) -> Json:
    return {
        "agbCode": agb,
        "functie": JZPLUS,
        "schaal": "bovenregionaal",
        "jaar": year,
        "afgesproken": places,
        "beschikbaar": places,
    }


def indeling(form: Form) -> Json:
    """Where the region counts its product."""
    return {
        "product": f"{form.categorie}/{form.code}",
        "segment": "lumpsum" if form.tarief is None else "ambulant",
        "zorgvorm": form.name,
        "geldigVan": _SINCE,
    }


def contract(agb: str, gemeenten: list[str], begin: str, forms: list[Form]) -> Json:
    """With an aanbieder for these forms, for as long as it lasts."""
    return {
        "agbCode": agb,
        "gemeentecodes": gemeenten,
        "geldigVan": begin,
        "producten": [_product(form, begin) for form in forms],
    }


def _product(form: Form, begin: str) -> Json:
    tarieven = [{"bedrag": form.tarief, "geldigVan": begin}] if form.tarief is not None else []
    return {
        "categorie": form.categorie,
        "code": form.code,
        "omschrijving": form.name,
        "variant": "taakgericht" if form.tarief is None else "inspanningsgericht",
        "eenheid": form.eenheid,
        "tarieven": tarieven,
    }
