# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Pages of the monthly report: which there are, and one with charts and ways down."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from libs.common.auth import Caller
from libs.common.problem import NotFound
from libs.common.runtime import Runtime
from libs.ijw.months import months
from services.reporting.api.dashboard import opmaak
from services.reporting.api.dashboard.grafiek import (
    Grafiek,
    Reeks,
    Staven,
    heel,
    leg,
    maandnaam,
    teken,
)
from services.reporting.api.marap.lezen import lees
from services.reporting.domain.indicatoren import indicator_van
from services.reporting.handlers import marap as handlers
from services.reporting.schemas.indicatoren import Indicatorrij
from services.reporting.schemas.marap import Marapinhoud, Maraptabel, kop_of
from services.reporting.store import maraps as store

_ID = re.compile(r"[0-9a-f-]{36}")
_MEESTE = 60
_MAAND = "maand"


@dataclass(frozen=True, slots=True)
class Deel:
    """A table of the report with what is drawn of it, and where one goes on looking."""

    tabel: Maraptabel
    anker: str
    verloop: Grafiek | None
    staven: Staven | None
    verder: str

    def naam(self, rij: Indicatorrij) -> str:
        """What a row is about."""
        return _naam(rij)

    def omlaag(self, rij: Indicatorrij) -> str | None:
        """Where the figures of the gemeente of a row are by form of care, if they are."""
        gemeente = rij.cel.get("gemeente")
        return f"{self.verder}&{urlencode({'gemeente': gemeente})}" if gemeente else None


async def maraps(request: Request, rt: Runtime, caller: Caller) -> Response:
    """Those that the caller may see, the newest first."""
    async with rt.db.read() as session:
        regios, toestand = await handlers.sight(rt, session, caller)
        found = await store.page(session, regios, toestand, None, _MEESTE)
    return opmaak.page(request, "maraps.html", beller=caller, maraps=[kop_of(one) for one in found])


async def marap(request: Request, rt: Runtime, caller: Caller) -> Response:
    """One, as the caller may see it. 404 for what is not there, or not for the caller."""
    marap_id = request.path_params["marap_id"]
    if not _ID.fullmatch(marap_id):
        raise NotFound("Deze rapportage bestaat niet.")
    _, inhoud = await lees(rt, caller, marap_id)
    return opmaak.page(
        request,
        "marap.html",
        beller=caller,
        marap=inhoud,
        van=date.fromisoformat(f"{inhoud.van}-01"),
        tot=date.fromisoformat(f"{inhoud.tot}-01"),
        delen=[_deel(inhoud, tabel) for tabel in inhoud.tabellen],
        toon=opmaak.in_eenheid,
        opmaak_van=opmaak.van_eenheid,
    )


def _deel(inhoud: Marapinhoud, tabel: Maraptabel) -> Deel:
    by = tuple(tabel.groepering)
    one = indicator_van(tabel.id, tabel.versie)
    per = next((d for d in ("zorgvorm", "gemeente") if one and d in one.dimensies), "")
    asked = {"van": inhoud.van, "tot": inhoud.tot, "per": per}
    return Deel(
        tabel,
        "-".join((tabel.id, *by)).lower(),
        _verloop(inhoud, tabel) if by == (_MAAND,) else None,
        _staven(tabel) if len(by) == 1 and by != (_MAAND,) else None,
        f"{tabel.id}?{urlencode({key: value for key, value in asked.items() if value})}",
    )


def _verloop(inhoud: Marapinhoud, tabel: Maraptabel) -> Grafiek:
    """The first figure by month, beside that of a year before."""
    veld = tabel.maten[0].veld
    rows = {rij.cel[_MAAND]: rij for rij in tabel.rijen}
    van, tot = (date.fromisoformat(f"{month}-01") for month in (inhoud.van, inhoud.tot))
    every = list(months(van, tot))
    nu = [_van(rows.get(f"{month:%Y-%m}"), veld) for month in every]
    eerder = [_eerder(rows.get(f"{month:%Y-%m}"), veld) for month in every]
    return teken(every, [Reeks("Dit jaar", tuple(nu)), Reeks("Een jaar eerder", tuple(eerder))])


def _van(rij: Indicatorrij | None, veld: str) -> int | None:
    return None if rij is None else heel(rij.waarden.get(veld))


def _eerder(rij: Indicatorrij | None, veld: str) -> int | None:
    return None if rij is None or rij.eerder is None else heel(rij.eerder.get(veld))


def _staven(tabel: Maraptabel) -> Staven | None:
    veld = tabel.maten[0].veld
    rows: Sequence[Indicatorrij] = tabel.rijen
    return leg([(_naam(rij), heel(rij.waarden.get(veld))) for rij in rows])


def _naam(rij: Indicatorrij) -> str:
    return " · ".join(_label(name, value, rij) for name, value in rij.cel.items())


def _label(dimensie: str, value: str, rij: Indicatorrij) -> str:
    if dimensie == "gemeente":
        return rij.gemeentenaam or value
    if dimensie == _MAAND:
        return maandnaam(date.fromisoformat(f"{value}-01"))
    return value or "niet toegewezen"
