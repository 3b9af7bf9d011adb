# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What happens when a provider fails: children by form, and who else has room (B.4)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from libs.ijw.zorgvormen import ZORGVORMEN
from services.reporting import tables as t
from services.reporting.domain.accounthouders import ALLE, Cel, Getal, Tabel, tel
from services.reporting.domain.regios import Indeling
from services.reporting.store import accounthouders as store
from services.reporting.store.accounthouders import Traject

ZONDER_VORM = "onbekend"


@dataclass(frozen=True, slots=True)
class Impact:
    """Running children of a form; who else offers it to the same gemeenten, who of these takes
    anybody in now, and their free places as far as they are known."""

    vorm: str
    clienten: Getal
    alternatieven: int
    zonder_stop: int
    plaatsen: int | None
    tekort: int | None


@dataclass(frozen=True, slots=True)
class Lopend:
    """Deliveries that run on a day, and different children in every cell of them."""

    trajecten: Sequence[Traject]
    cellen: Mapping[Cel, int]


def vorm_of(categorie: str | None) -> str:
    """The form of care of a category; what has none stands by itself and is never dropped."""
    form = ZORGVORMEN.get(categorie or "")
    return form.zorgvorm if form else ZONDER_VORM


def running_on(trajecten: Iterable[Traject], day: date, indeling: Indeling) -> Lopend:
    """Whom the provider helps on the day."""
    running = [x for x in trajecten if x.begin <= day and (x.eind is None or x.eind >= day)]
    month = day.replace(day=1)
    cells = tel(
        (one.client, indeling.regio(one.gemeentecode, month), vorm_of(one.categorie))
        for one in running
    )
    return Lopend(running, cells)


async def impact(
    session: AsyncSession, agb_code: str, day: date, moment: datetime, lopend: Lopend, shown: Tabel
) -> list[Impact]:
    """By form of care, of the children whom the provider helps on the day."""
    running = lopend.trajecten
    wanted: dict[str, set[str]] = {}
    for one in running:
        if one.categorie is not None:
            wanted.setdefault(one.categorie, set()).add(one.gemeentecode)
    others = await _others(session, agb_code, wanted, day, moment)
    everyone = {code for several in others.values() for code in several}
    stops = await store.dossiers(session, t.clientenstop, everyone, moment)
    places = await store.dossiers(session, t.capaciteit, everyone, moment)
    found = []
    for vorm in shown.vormen:
        of_form = {c for c in wanted if vorm_of(c) == vorm}
        several = {code for c in of_form for code in others.get(c, ())}
        free = {code for code in several if not _stopped(code, stops, of_form, day)}
        number = shown.van(ALLE, vorm)
        room = _room(free, places, vorm, day)
        short = None
        if number.waarde is not None and room is not None:
            short = max(number.waarde - room, 0)
        found.append(Impact(vorm, number, len(several), len(free), room, short))
    return found


async def _others(
    session: AsyncSession,
    agb_code: str,
    wanted: Mapping[str, set[str]],
    day: date,
    moment: datetime,
) -> dict[str, set[str]]:
    """Who else has the category under contract for any of the gemeenten, by category."""
    found: dict[str, set[str]] = {}
    for categorie, other, gemeenten in await store.offers(session, sorted(wanted), day, moment):
        if other != agb_code and wanted[categorie] & set(gemeenten):
            found.setdefault(categorie, set()).add(other)
    return found


def _stopped(
    agb_code: str, stops: Sequence[Mapping[str, Any]], categorieen: set[str], day: date
) -> bool:
    """Takes nobody in on the day, for any of these categories; an empty list stands for all."""
    for one in stops:
        last = one["geldig_tot"]
        runs = one["geldig_van"] <= day and (last is None or day <= last)
        about = {product.partition("/")[0] for product in one["producten"]}
        if one["agb_code"] == agb_code and runs and (not about or about & categorieen):
            return True
    return False


def _room(
    agb_codes: set[str], places: Sequence[Mapping[str, Any]], vorm: str, day: date
) -> int | None:
    """Free places for the form in the year of the day; none when nobody told of any."""
    found = [
        one["beschikbaar"]
        for one in places
        if one["agb_code"] in agb_codes and one["jaar"] == day.year and one["functie"] == vorm
    ]
    return sum(found) if found else None
