# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The page of the quality of data: what lacks and what belongs to nothing, by provider (P-09)."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from libs.common.auth import Caller
from libs.common.runtime import Runtime
from libs.ijw.months import last_day_of_month
from services.reporting.api.dashboard import opmaak
from services.reporting.api.dashboard.keuze import gekozen
from services.reporting.api.kerncijfers import voor_wie
from services.reporting.api.vragen import gebied_van
from services.reporting.domain.datakwaliteit import Kwaliteit
from services.reporting.domain.definities import DATAKWALITEIT, VERSIES
from services.reporting.domain.onderdrukking import DREMPELS
from services.reporting.handlers.datakwaliteit import read_quality
from services.reporting.handlers.gevraagd import Gevraagd
from services.reporting.store.partijen import aanbieder_names


async def datakwaliteit(request: Request, rt: Runtime, caller: Caller) -> Response:
    """Of all the caller's own gemeenten together, as small numbers are hidden; the least whole
    first."""
    keuze, fouten = gekozen(request.query_params, rt.clock)
    gevraagd = Gevraagd((keuze.van, last_day_of_month(keuze.tot)), keuze.peilmoment)
    drempel = DREMPELS[voor_wie(caller)]
    async with rt.db.read() as session:
        found = await read_quality(session, gebied_van(caller), gevraagd, drempel)
        namen = await aanbieder_names(session, set(found.aanbieders))
    return opmaak.page(
        request,
        "datakwaliteit.html",
        400 if fouten else 200,
        beller=caller,
        keuze=keuze,
        fouten=fouten,
        gemeenten={},
        definitieversie=VERSIES["datakwaliteit"],
        d={one.veld: one for one in DATAKWALITEIT},
        totaal=found.totaal,
        aanbieders=_op_volledigheid(found.aanbieders, namen),
        niet_ingedeeld=found.niet_ingedeeld,
    )


def _op_volledigheid(
    aanbieders: Mapping[str, Kwaliteit], namen: Mapping[str, str]
) -> list[tuple[str, Kwaliteit]]:
    """By name; those last of which completeness is hidden, or nothing was expected."""

    def place(item: tuple[str, Kwaliteit]) -> tuple[bool, float, str]:
        shown = item[1].volledigheid
        return shown is None, shown or 0.0, item[0]

    return sorted(((namen.get(agb, agb), one) for agb, one in aanbieders.items()), key=place)
