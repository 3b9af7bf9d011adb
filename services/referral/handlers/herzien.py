# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Another size, budget or product: on a VOW, or by the gemeente's own motion."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.ids import new_id
from libs.common.problem import Conflict, InvalidInput, InvalidParam
from libs.common.runtime import Runtime
from libs.ijw import evaluate
from services.referral.domain.client import Client
from services.referral.domain.contract import Productlijst
from services.referral.domain.herziening import (
    Besluitmoment,
    Herziening,
    TeLaat,
    Uitvoering,
    carry_out,
    current,
    revise,
)
from services.referral.domain.toewijzing import (
    DOOR_AANBIEDER,
    Toekenning,
    Toewijzing,
    Voortzetting,
    Wijziging,
    decision_moment,
)
from services.referral.domain.verzoek import GenomenBesluit, VerzoekWijziging
from services.referral.handlers import gebeurtenissen, mail, toekennen, uitgaand
from services.referral.handlers.bezwaren import refuse_input, refuse_state
from services.referral.handlers.contracten import (
    refuse_longer_than_run_off,
    refuse_outside_contract,
    refuse_successor,
)
from services.referral.handlers.leeftijden import refuse_beyond_age, refuse_longer_than_age
from services.referral.handlers.machtigingen import refuse_without_machtiging
from services.referral.handlers.pgbs import refuse_beside_pgb
from services.referral.handlers.tafels import refuse_unmotivated
from services.referral.handlers.toekennen import Award, Grondslag, keep_besluit
from services.referral.handlers.vinden import locked
from services.referral.rules.contract import Contractvraag
from services.referral.rules.herziening import HERZIENING_RULES, HerzieningFeiten
from services.referral.rules.toekenning import STAPEL_RULES, VORM_RULES, ToekenningFeiten
from services.referral.rules.wijziging import BESTAAN_RULES, WijzigingFeiten
from services.referral.store import toewijzingen
from services.referral.store.clienten import Bekend


@dataclass(frozen=True, slots=True)
class Revise:
    """Command: give a toewijzing another size, budget or end from a day, for a reason of JZ002.

    `herziening` is called with the number that it is for, `unchanged` with the version that is
    about to change, which it may refuse.
    """

    gemeentecode: str
    toewijzing_id: str
    herziening: Callable[[int], Herziening]
    reden: str
    instemming: bool
    unchanged: Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Herzien:
    """What came of it: the toewijzing that changed or ended, and the one that follows if any."""

    toewijzing: Toewijzing
    opvolger: Toewijzing | None


async def revise_toewijzing(rt: Runtime, session: AsyncSession, command: Revise) -> Herzien:
    """In place where the standard has it so, else end the number and award anew: one JW301."""
    read = partial(toewijzingen.read, session, command.gemeentecode, command.toewijzing_id)
    found, client = await locked(rt, session, read, "Deze toewijzing bestaat niet.")
    command.unchanged(found.versie)
    today = rt.clock.today()
    feiten = HerzieningFeiten(found, today, command.reden, command.instemming)
    unchanged = Wijziging(found.toekenning.einddatum, command.reden)
    refuse_state(evaluate(BESTAAN_RULES, unchanged, WijzigingFeiten(found, today), ""))
    herziening = command.herziening(found.toewijzing_nummer)
    refuse_input(evaluate(HERZIENING_RULES, herziening, feiten, ""))
    moment = Besluitmoment(rt.clock.now(), today, command.reden)
    try:
        done = revise(found, herziening, moment)
    except TeLaat:
        raise _needs_another_day() from None
    given = await _apply(rt, session, client, found.agb_code, done, None)
    await uitgaand.send_jw301(rt, session, client, found.agb_code)
    return Herzien(done.gewijzigd[0], given[0] if given else None)


async def honour_package(
    rt: Runtime,
    session: AsyncSession,
    client: Client,
    verzoek: VerzoekWijziging,
    per: date | None,
    grondslag: Grondslag,
) -> GenomenBesluit:
    """Award a VOW as it was asked, in one JW301 that names it at every product (IV093)."""
    known = await toewijzingen.of_client(session, client.id, verzoek.agb_code)
    huidig = current(known, rt.clock.today())
    _refuse_gone(verzoek, huidig.keys())
    moment = Besluitmoment(rt.clock.now(), rt.clock.today(), DOOR_AANBIEDER, per)
    try:
        done = carry_out(verzoek.pakket, huidig, moment)
    except TeLaat:
        raise _needs_another_day() from None
    given = await _apply(rt, session, client, verzoek.agb_code, done, (verzoek, grondslag))
    besluit = GenomenBesluit(
        id=new_id(),
        verzoek_id=verzoek.id,
        volgnummer=verzoek.versie,
        besluit="toegekend",
        automatisch=grondslag.automatisch,
        genomen_op=decision_moment(rt.clock.now()),
        beleid_versie=grondslag.beleid_versie,
        toetsen=grondslag.toetsen,
        toewijzing_id=given[0].id if len(given) == 1 else None,
        toewijzing_nummer=given[0].toewijzing_nummer if len(given) == 1 else None,
    )
    await keep_besluit(rt, session, client, verzoek, besluit)
    await uitgaand.send_jw301(rt, session, client, verzoek.agb_code, verzoek.referentie_aanbieder)
    return besluit


async def _apply(
    rt: Runtime,
    session: AsyncSession,
    client: Client,
    agb_code: str,
    done: Uitvoering,
    asked: tuple[VerzoekWijziging, Grondslag] | None,
) -> list[Toewijzing]:
    """First all that ends or changes, then what is new: each is held against what there is then."""
    verzoek, grondslag = asked or (None, Grondslag())
    uitgaand.ensure_told(client)
    before = {one.id: one for one in await toewijzingen.of_client(session, client.id, agb_code)}
    for changed in done.gewijzigd:
        await toewijzingen.change(session, changed)
    after = await toewijzingen.of_client(session, client.id, agb_code)
    for changed in done.gewijzigd:
        await _ensure_possible(session, changed, after)
        if changed.toekenning.ends_after(before[changed.id].toekenning):
            await refuse_without_machtiging(session, client, changed.toekenning)
            await refuse_longer_than_run_off(session, changed, rt.clock.today())
            await refuse_longer_than_age(session, client, changed.toekenning)
        event = gebeurtenissen.toewijzing_vastgesteld(changed, client)
        await mail.publish(rt, session, [event], verzoek.bericht_id if verzoek else changed.id)
    given = []
    for toekenning in done.nieuw:
        await toekennen.ensure_awardable(session, client, agb_code, toekenning)
        afwijking = grondslag.afwijking
        if (earlier := done.precedes(toekenning)) is not None:
            afwijking = await refuse_successor(session, rt.need_vault(), earlier, toekenning)
            await refuse_longer_than_age(session, client, toekenning)
        else:
            await refuse_beyond_age(rt, session, client, toekenning, None)
            await refuse_unmotivated(session, client, toekenning)
            vraag = Contractvraag(toekenning, toekenning.ingangsdatum)
            partijen = (client.gemeentecode, agb_code)
            await refuse_outside_contract(session, partijen, vraag, afwijking)
        award = Award(
            Bekend(client.gemeentecode, client.bsn),
            agb_code,
            toekenning,
            voortzetting=_continued(before.values(), toekenning),
            verwijzing_id=_referral_of(toekenning, done.gewijzigd),
            afwijking=afwijking,
        )
        given.append(await toekennen.give(rt, session, client, award, verzoek))
    return given


def _referral_of(toekenning: Toekenning, before: Sequence[Toewijzing]) -> str | None:
    """Another size of a product goes on under the referral of what it replaces."""
    replaced = (one for one in before if one.toekenning.same_product(toekenning))
    return next((one.verwijzing_id for one in replaced), None)


def _continued(before: Iterable[Toewijzing], toekenning: Toekenning) -> Voortzetting | None:
    """Help that went on after a move goes on so under another number too (R-20)."""
    same = (one for one in before if one.toekenning.same_product(toekenning))
    return next((one.voortzetting for one in same if one.voortzetting), None)


async def _ensure_possible(
    session: AsyncSession, changed: Toewijzing, known: Sequence[Toewijzing]
) -> None:
    """`known` is all of the client at the aanbieder as it will be."""
    if changed.verwijderd:
        return
    others = tuple(one for one in known if one.id != changed.id)
    feiten = ToekenningFeiten(Productlijst({}), others)
    refuse_input(evaluate(VORM_RULES, changed.toekenning, feiten, ""))
    refuse_state(evaluate(STAPEL_RULES, changed.toekenning, feiten, ""))
    await refuse_beside_pgb(session, changed.client_id, changed.toekenning)


def _refuse_gone(verzoek: VerzoekWijziging, huidig: Collection[int]) -> None:
    gone = sorted(verzoek.pakket.genoemd - set(huidig))
    if gone:
        listed = ", ".join(map(str, gone))
        raise Conflict(
            f"Niet meer actueel sinds het verzoek: toewijzing {listed}.", code="niet-meer-actueel"
        )


def _needs_another_day() -> InvalidInput:
    reason = "moet na het begin van de toewijzing liggen: wat al loopt wordt niet vervangen"
    return InvalidInput(
        "Een ander volume gaat in op een latere dag dan de toewijzing zelf (OP257).",
        invalid_params=[InvalidParam("ingangsdatum", "OP257", reason)],
    )
