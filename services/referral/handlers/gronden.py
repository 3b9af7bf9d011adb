# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""On which ground a request may be rejected, and what the aanbieder is told beside it."""

from dataclasses import replace
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.problem import Conflict, InvalidInput, InvalidParam
from libs.common.runtime import Runtime
from services.referral.domain.aanbod import ALTERNATIEVEN, Aanbod, Alternatief, Plek, alternatives
from services.referral.domain.verzoek import (
    MAATREGELEN,
    WOONPLAATSBEGINSEL,
    Afwijzing,
    Verzoek,
    VerzoekToewijzing,
    VerzoekWijziging,
)
from services.referral.store import aanbod, toewijzingen, verwijzingen

ZONDER_CONTRACT = frozenset({"3", "4"})
"""Reasons (WJ759) for which a family is told who does have a contract (R-04)."""

OVER_DE_HULP = frozenset({"2", "7", "9"})
"""Reasons that question the help itself: budget, content, age. Not behind a GI (R-05)."""


async def completed(
    rt: Runtime, session: AsyncSession, verzoek: Verzoek, afwijzing: Afwijzing
) -> Afwijzing:
    """With the gemeente that the residence check found; 409 against what it found (R-08)."""
    if afwijzing.reden != WOONPLAATSBEGINSEL:
        return afwijzing
    rests_on = await verwijzingen.of_verzoek(session, rt.need_vault(), verzoek.id)
    found = rests_on.woonplaats if rests_on else None
    if found is None:
        return afwijzing
    if found.gemeentecode == verzoek.gemeentecode:
        detail = "Volgens de woonplaatstoets is deze gemeente zelf verantwoordelijk."
        raise Conflict(detail, code="woonplaats-hier")
    if afwijzing.gemeente not in {None, found.gemeentecode}:
        detail = f"Volgens de woonplaatstoets is gemeente {found.gemeentecode} verantwoordelijk."
        raise Conflict(detail, code="woonplaats-elders")
    return replace(afwijzing, gemeente=found.gemeentecode)


def refuse_ground(verzoek: Verzoek, afwijzing: Afwijzing, today: date) -> None:
    """400 for a ground that is no longer, or never was, one for this request."""
    until = verzoek.woonplaats_uiterlijk
    if afwijzing.reden == WOONPLAATSBEGINSEL and until is not None and today > until:
        raise _refused("OP359", f"kon tot en met {until}; draag de client daarna over")
    if (
        isinstance(verzoek, VerzoekToewijzing)
        and verzoek.van_gi
        and afwijzing.reden in OVER_DE_HULP
    ):
        reason = (
            "gaat over de hulp, en die bepaalt de gecertificeerde instelling: alleen product, "
            "contract en woonplaats kunnen een reden zijn (artikel 3.5)"
        )
        raise _refused("bepaling-gi", reason)


async def refuse_measures(session: AsyncSession, verzoek: VerzoekWijziging) -> None:
    """409 for a VOW on jeugdbescherming or jeugdreclassering: those are asked anew (R-05)."""
    changed = {one.toewijzing_nummer for one in verzoek.pakket.te_wijzigen}
    known = await toewijzingen.of_client(session, verzoek.client_id, verzoek.agb_code)
    touched = {one.toekenning.categorie for one in known if one.toewijzing_nummer in changed}
    touched |= {one.categorie for one in verzoek.pakket.nieuw}
    if touched & MAATREGELEN:
        detail = "Jeugdbescherming en jeugdreclassering gaan niet met een verzoek om wijziging."
        raise Conflict(f"{detail} Wijs het af met reden 1.", code="geen-vow")


async def alternatives_for(
    rt: Runtime, session: AsyncSession, verzoek: Verzoek, afwijzing: Afwijzing | None
) -> tuple[Alternatief, ...]:
    """The first of `alternatives_to`, when the aanbieder has no contract for what it asks."""
    if afwijzing is None or afwijzing.reden not in ZONDER_CONTRACT:
        return ()
    found = await alternatives_to(rt, session, verzoek)
    return tuple(
        Alternatief(one.agb_code, one.naam, one.wachttijd) for _, one in found[:ALTERNATIEVEN]
    )


async def alternatives_to(
    rt: Runtime, session: AsyncSession, verzoek: Verzoek
) -> list[tuple[Plek, Aanbod]]:
    """Others for what a VOT asks, best first; a VOW is about help that is there (R-04)."""
    if not isinstance(verzoek, VerzoekToewijzing) or verzoek.gevraagd.categorie is None:
        return []
    asked, today = verzoek.gevraagd, rt.clock.today()
    found = await aanbod.offered(session, verzoek.gemeentecode, (asked.categorie, None), today)
    return alternatives(found, verzoek.agb_code, asked.code)


def _refused(code: str, reason: str) -> InvalidInput:
    return InvalidInput(
        f"Deze reden van afwijzing {reason}.", invalid_params=[InvalidParam("reden", code, reason)]
    )
