# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A report as its reader may see it, for every form in which it is shown."""

from libs.common.auth import Caller, OrgType
from libs.common.runtime import Runtime
from services.reporting.api.indicatoren import antwoordrij
from services.reporting.api.indicatoren import audience as audience_of
from services.reporting.domain.marap import Marap, Tabel, definitiewijzigingen
from services.reporting.handlers import marap as handlers
from services.reporting.handlers.gevraagd import Antwoord
from services.reporting.schemas import marap as s
from services.reporting.schemas.indicatoren import Doelgroep, maten_of
from services.reporting.store import gemeente_names, maraps


async def lees(
    rt: Runtime, caller: Caller, marap_id: str, doelgroep: Doelgroep | None = None
) -> tuple[Marap, s.Marapinhoud]:
    """One that the caller may see, and what stands in it. Raises `NotFound`."""
    async with rt.db.read() as session:
        marap = await handlers.find(rt, session, marap_id, caller)
        before = await maraps.definitions_before(session, marap)
        namen = await gemeente_names(session)
    audience = _audience(doelgroep, caller)
    tabellen = [_tabel(marap, *one) for one in await handlers.shown(marap, audience, namen)]
    changes = definitiewijzigingen(before, marap.definities)
    return marap, s.inhoud_of(marap, audience, tabellen, changes)


def _audience(asked: str | None, caller: Caller) -> Doelgroep:
    """A report is of a region: a gemeente reads it as a region does."""
    if caller.org_type == OrgType.GEMEENTE and asked in {None, "gemeente"}:
        return "regio"
    return audience_of(asked, caller)


def _tabel(marap: Marap, tabel: Tabel, antwoord: Antwoord) -> s.Maraptabel:
    indicator, groepering = tabel.onderdeel.indicator, tabel.onderdeel.groepering
    cells = sorted((antwoord.nu.keys() | antwoord.eerder.keys()) - {()})
    return s.Maraptabel(
        id=indicator.id,
        naam=indicator.naam,
        versie=indicator.versie,
        formule=indicator.formule,
        groepering=list(groepering),
        maten=maten_of(indicator),
        totaal=antwoordrij(indicator, (), (), antwoord),
        rijen=[antwoordrij(indicator, groepering, cel, antwoord) for cel in cells],
        toelichting=marap.toelichtingen.get(indicator.id),
    )
