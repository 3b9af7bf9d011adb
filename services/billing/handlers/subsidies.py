# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Subsidies: award, advance, account for, determine, wind up; each booked by the key."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.problem import Conflict, Forbidden, NotFound
from libs.common.runtime import Runtime
from services.billing.domain.subsidie import AANVULLEN, VERLOOP, Handeling, Subsidie
from services.billing.handlers.zaken import Daad, volgende
from services.billing.store import subsidies, zaken
from services.billing.store.zaken import Stap


@dataclass(frozen=True, slots=True)
class Stapgegevens:
    """What a step needs: cents for an advance or a determination, `lasten` for an account, the
    AGB code of the receiver for what completes the award.
    """

    bedrag: int = 0
    lasten: Mapping[str, int] | None = None
    agb_code: str | None = None


async def award(
    rt: Runtime, session: AsyncSession, subsidie: Subsidie, gemeenten: frozenset[str], daad: Daad
) -> Subsidie:
    """Award, and book as obligation; `gemeenten` are those the caller may bind."""
    outside = sorted(frozenset(subsidie.sleutel) - gemeenten)
    if outside:
        detail = f"De aanroeper kan niet verlenen voor: {', '.join(outside)}."
        raise Forbidden(detail, code="andere-gemeente")
    await subsidies.add(session, subsidie)
    stap = daad.as_step(rt, subsidie.id, subsidie.versie, subsidie.toestand)
    await zaken.note(session, stap)
    await zaken.book(session, stap, "verlening", subsidie.paid_by_key(subsidie.verleend))
    return subsidie


async def act(
    rt: Runtime,
    session: AsyncSession,
    zaak_id: str,
    handeling: Handeling,
    daad: Daad,
    gegevens: Stapgegevens,
) -> Subsidie:
    """Take a step, with its bookings; 409 in the wrong order or above what was awarded."""
    before = await subsidies.read(session, zaak_id, lock=True)
    if before is None or before.verlener != daad.code:
        raise NotFound("Deze subsidie bestaat niet.")
    daad.op(before.versie)
    toestand = volgende(VERLOOP, before.toestand, handeling)
    moved = replace(before, toestand=toestand, versie=before.versie + 1)
    after = _changed(moved, handeling, gegevens)
    stap = daad.as_step(rt, zaak_id, after.versie, toestand)
    await subsidies.update(session, after)
    await zaken.note(session, stap)
    await _book(session, after, stap, gegevens)
    return after


def _changed(subsidie: Subsidie, handeling: Handeling, gegevens: Stapgegevens) -> Subsidie:
    if handeling == "bevoorschotten":
        total = subsidie.bevoorschot + gegevens.bedrag
        return replace(subsidie, bevoorschot=_within(total, subsidie))
    if handeling == "vaststellen":
        return replace(subsidie, vastgesteld=_within(gegevens.bedrag, subsidie))
    if handeling == "verantwoorden":
        return replace(subsidie, lasten=_of_its_gemeenten(gegevens.lasten or {}, subsidie))
    if handeling == AANVULLEN:
        return replace(subsidie, agb_code=_first(gegevens.agb_code, subsidie))
    return subsidie


def _first(agb_code: str | None, subsidie: Subsidie) -> str | None:
    """Told once: payment runs may have paid on it since."""
    if subsidie.agb_code is not None:
        detail = f"De AGB-code van de ontvanger is al bekend: {subsidie.agb_code}."
        raise Conflict(detail, code="agb-code-bekend")
    return agb_code


def _within(bedrag: int, subsidie: Subsidie) -> int:
    if bedrag > subsidie.verleend:
        detail = f"Er is {subsidie.verleend} eurocent verleend; dit komt op {bedrag}."
        raise Conflict(detail, code="meer-dan-verleend")
    return bedrag


def _of_its_gemeenten(lasten: Mapping[str, int], subsidie: Subsidie) -> Mapping[str, int]:
    outside = sorted(lasten.keys() - subsidie.sleutel.keys())
    if outside:
        detail = f"Niet in de verdeelsleutel: {', '.join(outside)}."
        raise Conflict(detail, code="niet-in-sleutel")
    return lasten


async def _book(
    session: AsyncSession, subsidie: Subsidie, stap: Stap, gegevens: Stapgegevens
) -> None:
    if stap.handeling == "bevoorschotten":
        await zaken.book(session, stap, "voorschot", subsidie.paid_by_key(gegevens.bedrag))
    elif stap.handeling == "vaststellen":
        await zaken.book(session, stap, "vaststelling", subsidie.paid_by_key(gegevens.bedrag))
    elif stap.handeling == "intrekken":
        await zaken.book(session, stap, "verlening", subsidie.paid_by_key(-subsidie.verleend))
    elif stap.handeling == "afwikkelen":
        advanced = await zaken.booked(session, subsidie.id, "voorschot")
        await zaken.book(session, stap, "saldo", subsidie.balance(advanced))
