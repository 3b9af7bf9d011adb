# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Clients as their gemeente registers them, with the people around them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.ids import new_id
from libs.common.problem import Conflict, InvalidParam
from libs.common.runtime import Runtime
from libs.ijw import Finding, evaluate
from services.referral.domain.aanbod import CRISIS
from services.referral.domain.client import Client, Persoon
from services.referral.domain.gezag import Omgeving, with_surroundings
from services.referral.domain.toewijzing import Toekenning
from services.referral.handlers import correcties
from services.referral.handlers.bezwaren import refuse_input
from services.referral.rules.client import CLIENT_RULES, ClientFeiten
from services.referral.rules.gezag import GEZAG_RULES, RELATIE_RULES, GezagFeiten, RelatieFeiten
from services.referral.store import clienten
from services.referral.store.clienten import Bekend


@dataclass(frozen=True, slots=True)
class Register:
    """Command: what a gemeente knows of a client, and of those around it as far as it tells."""

    who: Bekend
    persoon: Persoon
    omgeving: Omgeving


async def register(
    rt: Runtime, session: AsyncSession, command: Register, unchanged: Callable[[int], None]
) -> tuple[Client, bool]:
    """The client with these data, and whether it is new; the same data again change nothing.

    `unchanged` is called with the version that is about to be replaced, and may refuse it.
    """
    vault, now = rt.need_vault(), rt.clock.now()
    found = await clienten.find(session, vault, command.who)
    _refuse_former(found, command.who)
    persoon = _judged(command, found, rt.clock.today())
    client, made = await clienten.ensure(session, vault, command.who, persoon, now)
    if not made and found is None:  # somebody else registered it meanwhile
        persoon = _judged(command, client, rt.clock.today())
    if made or client.persoon == persoon:
        return client, made
    unchanged(client.versie)
    renewed = replace(client, versie=client.versie + 1, persoon=persoon)
    await clienten.save(session, vault, renewed, now)
    if _counts_otherwise(client.persoon, renewed.persoon):
        await correcties.tell(rt, session, client, renewed, new_id())
    return renewed, False


def _counts_otherwise(before: Persoon, after: Persoon) -> bool:
    """Another sex or day of birth, of which the month goes to who counts clients."""
    return (before.geslacht, before.geboortedatum) != (after.geslacht, after.geboortedatum)


def _refuse_former(found: Client | None, who: Bekend) -> None:
    """409 for a BSN that was corrected: what is told may be of the one whose BSN it is."""
    if found is not None and who.bsn is not None and found.bsn != who.bsn:
        raise Conflict(
            "Dit BSN stond eerder ten onrechte bij een client van uw gemeente en is gecorrigeerd.",
            code="bsn-gecorrigeerd",
            invalid_params=[
                InvalidParam("bsn", "bsn-gecorrigeerd", "is bij een correctie vervangen")
            ],
        )


def refuse_without_gezag(client: Client, toekenning: Toekenning, *, known: bool = False) -> None:
    """409 for help to a child of whom nobody registered who has authority over it (OP002).

    `known` when the aanbieder said that it knows. Crisis does not wait for it, and a client outside
    the messages is in none.
    """
    if toekenning.categorie == CRISIS or not client.in_berichten:
        return
    feiten = GezagFeiten(toekenning.ingangsdatum, known)
    findings = evaluate(GEZAG_RULES, client.persoon, feiten, "")
    if findings:
        reason = "noemen nog niet wie het gezag heeft; registreer de client met de gezagsdrager"
        raise Conflict(
            "Van deze client is niet vastgelegd wie het gezag heeft.",
            code=findings[0].regel,
            invalid_params=[InvalidParam("relaties", findings[0].regel, reason)],
        )


def _judged(command: Register, found: Client | None, today: date) -> Persoon:
    """What is to be kept; 400 with all that is wrong with it."""
    known = found.persoon if found else None
    refuse_input(
        [
            *evaluate(CLIENT_RULES, _itself(command), ClientFeiten(today), ""),
            *_of_relaties(command, known, today),
        ]
    )
    return with_surroundings(command.persoon, command.omgeving, known)


def _itself(command: Register) -> Persoon:
    return replace(command.persoon, gezag_zelf=command.omgeving.gezag_zelf or False)


def _of_relaties(command: Register, known: Persoon | None, today: date) -> list[Finding]:
    bekend = frozenset(one.nummer for one in known.relaties) if known else frozenset()
    genoemd: frozenset[str] = frozenset()
    findings: list[Finding] = []
    for place, relatie in enumerate(command.omgeving.relaties or ()):
        feiten = RelatieFeiten(command.persoon, today, bekend, genoemd)
        findings += evaluate(RELATIE_RULES, relatie, feiten, f"/relaties/{place}")
        genoemd |= {relatie.nummer}
    return findings
