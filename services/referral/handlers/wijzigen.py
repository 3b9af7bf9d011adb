# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Changing a toewijzing: shorten, extend or delete, always told with a JW301."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.runtime import Runtime
from libs.ijw import evaluate
from services.referral.domain.client import Client
from services.referral.domain.contract import Productlijst
from services.referral.domain.toewijzing import VERWIJDERD, Toewijzing, Wijziging
from services.referral.handlers import gebeurtenissen, mail, uitgaand, verwijsverloop
from services.referral.handlers.bezwaren import refuse_input, refuse_state
from services.referral.handlers.contracten import refuse_longer_than_run_off
from services.referral.handlers.leeftijden import refuse_longer_than_age
from services.referral.handlers.machtigingen import refuse_without_machtiging
from services.referral.handlers.pgbs import refuse_beside_pgb
from services.referral.handlers.vinden import locked
from services.referral.rules.toekenning import STAPEL_RULES, VORM_RULES, ToekenningFeiten
from services.referral.rules.wijziging import (
    BESTAAN_RULES,
    INHOUD_RULES,
    TOESTAND_RULES,
    WijzigingFeiten,
)
from services.referral.store import goedgekeurd, leveringen, toewijzingen
from services.referral.store.leveringen import Relatie


@dataclass(frozen=True, slots=True)
class ChangeToewijzing:
    """Command: give this toewijzing another end, for a reason of JZ002.

    Who deletes need not give an end. `unchanged` is called with the version that is about to
    change, and may refuse it.
    """

    gemeentecode: str
    toewijzing_id: str
    reden: str
    einddatum: date | None
    einddatum_given: bool
    instemming: bool
    unchanged: Callable[[int], None]

    def of(self, found: Toewijzing) -> Wijziging:
        """What that means for the toewijzing: deleting ends it where it begins (CS335)."""
        if self.einddatum_given:
            return Wijziging(self.einddatum, self.reden)
        return Wijziging(found.toekenning.ingangsdatum, self.reden)


async def change(rt: Runtime, session: AsyncSession, command: ChangeToewijzing) -> Toewijzing:
    """Load, evaluate, save, tell the aanbieder."""
    found, client = await _load(rt, session, command)
    command.unchanged(found.versie)
    wijziging = command.of(found)
    changed = found.changed(wijziging, rt.clock.now())
    feiten = await _feiten(rt, session, found, command.instemming)
    await _ensure_changeable(session, feiten, changed, wijziging)
    if changed.toekenning.ends_after(found.toekenning):
        await refuse_without_machtiging(session, client, changed.toekenning)
        await refuse_longer_than_run_off(session, changed, rt.clock.today())
        await refuse_longer_than_age(session, client, changed.toekenning)
    await toewijzingen.change(session, changed)
    await uitgaand.send_jw301(rt, session, client, found.agb_code)
    event = gebeurtenissen.toewijzing_vastgesteld(changed, client)
    await mail.publish(rt, session, [event], found.id)
    if changed.verwijderd:
        await verwijsverloop.taken_back(rt, session, client, changed)
    return changed


async def _load(
    rt: Runtime, session: AsyncSession, command: ChangeToewijzing
) -> tuple[Toewijzing, Client]:
    read = partial(toewijzingen.read, session, command.gemeentecode, command.toewijzing_id)
    return await locked(rt, session, read, "Deze toewijzing bestaat niet.")


async def _feiten(
    rt: Runtime, session: AsyncSession, found: Toewijzing, instemming: bool
) -> WijzigingFeiten:
    relatie = Relatie(found.client_id, found.agb_code)
    number = found.toewijzing_nummer
    return WijzigingFeiten(
        toewijzing=found,
        vandaag=rt.clock.today(),
        gestart=(await leveringen.load(session, relatie)).started_on(number),
        goedgekeurd_tot=await goedgekeurd.last_day(session, found.gemeentecode, number),
        instemming=instemming,
    )


async def _ensure_changeable(
    session: AsyncSession, feiten: WijzigingFeiten, changed: Toewijzing, wijziging: Wijziging
) -> None:
    """400 for what was asked wrongly, 409 for what things do not allow."""
    found = feiten.toewijzing
    known = await toewijzingen.of_client(session, found.client_id, found.agb_code)
    others = tuple(one for one in known if one.id != found.id)
    award_feiten = ToekenningFeiten(Productlijst({}), others)
    after = changed.toekenning
    refuse_state(evaluate(BESTAAN_RULES, wijziging, feiten, ""))
    wrong = evaluate(INHOUD_RULES, wijziging, feiten, "")
    refuse_input([*wrong, *evaluate(VORM_RULES, after, award_feiten, "")])
    refuse_state(evaluate(TOESTAND_RULES, wijziging, feiten, ""))
    if wijziging.reden != VERWIJDERD:
        refuse_state(evaluate(STAPEL_RULES, after, award_feiten, ""))
        await refuse_beside_pgb(session, found.client_id, after)
