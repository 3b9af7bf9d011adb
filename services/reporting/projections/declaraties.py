# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What the billing service told: lines judged, lump sums, and help delivered under them."""

from datetime import date
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.contracts import (
    DeclaratieBeoordeeld,
    Envelope,
    Regel,
    TaakafspraakVastgesteld,
    TaakleveringOpgegeven,
)
from libs.ijw.months import month_of
from services.reporting import store
from services.reporting import tables as t
from services.reporting.projections.taakbijdragen import keep_contributions
from services.reporting.projections.told import Told, columns, rows, sane, told_at

_OF_REPORT = (*store.REPORT, "deel", "agb_code")
_OF_LINE = (
    "client_pseudoniem",
    "categorie",
    "code",
    "begindatum",
    "einddatum",
    "dagen",
    "uitvoerder",
)


async def project_declaraties(session: AsyncSession, told: Told[DeclaratieBeoordeeld]) -> None:
    """Judged lines."""
    found = [_regel(event, regel, envelope) for event, envelope in told for regel in event.regels]
    if found:
        months = await store.keep_lines(session, found)
        await store.mark_to_count(session, ((who, m.year, m.year) for who, m in months))


async def project_taakafspraken(session: AsyncSession, told: Told[TaakafspraakVastgesteld]) -> None:
    """Lump sums as they were agreed."""
    await keep_contributions(session, told, "taakafspraak")


async def project_taakleveringen(session: AsyncSession, told: Told[TaakleveringOpgegeven]) -> None:
    """Parts of delivery reports."""
    lines = [
        columns(event, _OF_REPORT) | {"volgnummer": number} | columns(regel, _OF_LINE)
        for event, _ in told
        for number, regel in enumerate(event.regels)
    ]
    await store.keep_reports(session, rows(t.taaklevering_deel, told), lines)


def _regel(event: DeclaratieBeoordeeld, regel: Regel, envelope: Envelope) -> dict[str, Any]:
    return {
        "regel_id": regel.regel_id,
        "bekend_op": told_at(envelope),
        "gemeentecode": event.gemeentecode,
        "agb_code": event.agb_code,
        "client_pseudoniem": event.client_pseudoniem,
        "referentie_nummer": regel.referentie_nummer,
        "vorig_referentie_nummer": regel.vorig_referentie_nummer,
        "toewijzing_nummer": regel.toewijzing_nummer,
        "categorie": regel.categorie,
        "code": regel.code,
        "maand": month_of(sane("periode_begin", regel.periode_begin)),
        "periode_begin": regel.periode_begin,
        "periode_eind": sane("periode_eind", regel.periode_eind),
        "declaratie_maand": date.fromisoformat(f"{event.declaratie_maand}-01"),
        "volume": sane("volume", regel.volume),
        "eenheid": regel.eenheid,
        "bedrag": sane("bedrag", regel.bedrag),
        "toegekend": regel.toegekend,
        "buiten_berichten": event.buiten_berichten,
    }
