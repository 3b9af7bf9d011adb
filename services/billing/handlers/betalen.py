# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Payment runs and bank accounts: one person prepares, another approves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.auth.person import four_eyes, person_of
from libs.common.ids import new_id
from libs.common.problem import Conflict, InvalidInput, NotFound
from libs.common.runtime import Runtime
from services.billing.domain.betaling import (
    BETAALRUN,
    MEESTE_CENTEN,
    MET_BESTAND,
    REKENING,
    Besluit,
    Betaalrun,
    Rekening,
    Runhandeling,
    Voorstel,
    changed_accounts,
    propose,
)
from services.billing.handlers.betaalbestand import pain001
from services.billing.handlers.zaken import Daad, Op, any_version, volgende
from services.billing.store import betalingen, posten, rekeningen, zaken


@dataclass(frozen=True, slots=True)
class Dader:
    """Who acts: the client, its gemeente, the person that the token names; `op` as of a step."""

    client_id: str
    gemeentecode: str
    persoon: str
    op: Op = any_version

    def as_daad(self, handeling: str, inhoud: Mapping[str, Any] | None = None) -> Daad:
        """The same as a step; the person is kept with it."""
        kept = {"persoon": self.persoon} | dict(inhoud or {})
        return Daad(handeling, self.client_id, self.gemeentecode, kept)


@dataclass(frozen=True, slots=True)
class Opdracht:
    """Which run: when the bank pays, and whom; all when no aanbieder is named."""

    uitvoerdatum: date
    aanbieders: Sequence[str] | None = field(default=None)


def dader(client_id: str, gemeentecode: str, persoon: str | None) -> Dader:
    """Who acts; 403 when the token names no person, for then nobody can tell two people apart."""
    return Dader(client_id, gemeentecode, person_of(persoon))


async def propose_account(
    rt: Runtime, session: AsyncSession, houder: str, gegevens: tuple[str, str], wie: Dader
) -> Rekening:
    """Propose an account (IBAN and name) of an aanbieder, another gemeente or the own one."""
    iban, tenaamstelling = gegevens
    last = await rekeningen.last_number(session, wie.gemeentecode, houder)
    rekening = Rekening(
        id=new_id(),
        gemeentecode=wie.gemeentecode,
        houder=houder,
        nummer=last + 1,
        iban=iban,
        tenaamstelling=tenaamstelling,
        toestand=REKENING.begin,
        voorbereider=wie.persoon,
    )
    await rekeningen.add(session, rekening)
    daad = wie.as_daad("voorstellen")
    await zaken.note(session, daad.as_step(rt, rekening.id, 1, rekening.toestand))
    return rekening


async def decide_account(
    rt: Runtime, session: AsyncSession, rekening_id: str, besluit: Besluit, wie: Dader
) -> Rekening:
    """Approve or refuse a proposed account, as another person than the one who proposed it."""
    before = await rekeningen.read(session, rekening_id)
    if before is None or before.gemeentecode != wie.gemeentecode:
        raise NotFound("Deze rekening bestaat niet.")
    toestand = volgende(REKENING, before.toestand, besluit)
    refuse_same(before.voorbereider, wie)
    after = replace(before, toestand=toestand, versie=before.versie + 1)
    await rekeningen.update(session, after)
    await zaken.note(session, wie.as_daad(besluit).as_step(rt, after.id, after.versie, toestand))
    return after


async def prepare(rt: Runtime, session: AsyncSession, opdracht: Opdracht, wie: Dader) -> Betaalrun:
    """A run over all that is open; 409 when there is nothing to pay or no own account."""
    if opdracht.uitvoerdatum < rt.clock.today():
        raise InvalidInput("De uitvoerdatum ligt in het verleden.")
    known = await rekeningen.in_use(session, wie.gemeentecode)
    eigen = known.get(wie.gemeentecode)
    if eigen is None:
        detail = "Er is geen goedgekeurde rekening van de gemeente zelf."
        raise Conflict(detail, code="geen-eigen-rekening")
    await rekeningen.hold(session, eigen)
    found = await posten.open_posten(
        session, wie.gemeentecode, opdracht.uitvoerdatum, opdracht.aanbieders
    )
    run_id = new_id()
    voorstel = propose(run_id, found, known)
    _refuse_unpayable(voorstel)
    run = Betaalrun(
        id=run_id,
        gemeentecode=wie.gemeentecode,
        uitvoerdatum=opdracht.uitvoerdatum,
        iban=eigen.iban,
        tenaamstelling=eigen.tenaamstelling,
        bedrag=voorstel.bedrag,
        aantal=len(voorstel.betalingen),
        toestand=BETAALRUN.begin,
        voorbereider=wie.persoon,
    )
    await betalingen.add(session, run, voorstel)
    await posten.note_paid(session, run.id)
    await zaken.note(session, _prepared(voorstel, wie).as_step(rt, run.id, 1, run.toestand))
    return run


async def step(
    rt: Runtime,
    session: AsyncSession,
    run_id: str,
    handeling: Runhandeling,
    wie: Dader,
    reden: str | None = None,
) -> Betaalrun:
    """Approve, execute or withdraw; whoever prepared a run does not approve it."""
    before = await own_run(session, run_id, wie.gemeentecode, lock=True)
    wie.op(before.versie)
    toestand = volgende(BETAALRUN, before.toestand, handeling)
    after = replace(before, toestand=toestand, versie=before.versie + 1)
    if handeling == "goedkeuren":
        refuse_same(before.voorbereider, wie)
        await _refuse_changed_accounts(session, before)
        await _refuse_settled(session, before)
        after = replace(after, goedgekeurd_op=rt.clock.now())
        await posten.note_paid(session, run_id)
    if handeling == "intrekken":
        await posten.release(session, run_id)
    await betalingen.update(session, after)
    daad = wie.as_daad(handeling, {"reden": reden} if reden else None)
    await zaken.note(session, daad.as_step(rt, run_id, after.versie, toestand))
    return after


async def own_run(
    session: AsyncSession, run_id: str, gemeentecode: str, *, lock: bool = False
) -> Betaalrun:
    """A run of this gemeente; any other does not exist."""
    found = await betalingen.read(session, run_id, lock=lock)
    if found is None or found.gemeentecode != gemeentecode:
        raise NotFound("Deze betaalrun bestaat niet.")
    return found


async def file_of(session: AsyncSession, run_id: str, gemeentecode: str) -> bytes:
    """The file for the bank; 409 before the run was approved, or after it was withdrawn."""
    run = await own_run(session, run_id, gemeentecode)
    if run.toestand not in MET_BESTAND or run.goedgekeurd_op is None:
        detail = f"Deze betaalrun is '{run.toestand}': er is alleen een bestand na goedkeuring."
        raise Conflict(detail, code="niet-goedgekeurd")
    return pain001(run, await betalingen.payments_of(session, run_id), run.goedgekeurd_op)


def _prepared(voorstel: Voorstel, wie: Dader) -> Daad:
    """The step, with whom the run leaves for later."""
    skipped = [
        {"agbCode": agb, "bedrag": bedrag, "reden": reden}
        for agb, bedrag, reden in voorstel.overgeslagen
    ]
    return wie.as_daad("voorbereiden", {"overgeslagen": skipped})


def refuse_same(voorbereider: str, wie: Dader) -> None:
    """403 for whoever would approve what it prepared itself."""
    detail = "Wie iets voorbereidt keurt het niet zelf goed: dat doet een ander"
    four_eyes([voorbereider], wie.persoon, detail)


def _refuse_unpayable(voorstel: Voorstel) -> None:
    if not voorstel.betalingen:
        reasons = "; ".join(
            f"{agb}: {reden}, {bedrag} eurocent" for agb, bedrag, reden in voorstel.overgeslagen
        )
        detail = f"Er is nu niets te betalen{f' ({reasons})' if reasons else ''}."
        raise Conflict(detail, code="niets-te-betalen")
    if max(betaling.bedrag for betaling in voorstel.betalingen) > MEESTE_CENTEN:
        raise Conflict("Een betaling is hoger dan een bank aanneemt.", code="te-hoog")


async def _refuse_changed_accounts(session: AsyncSession, run: Betaalrun) -> None:
    paid = await betalingen.payments_of(session, run.id)
    changed = changed_accounts(run, paid, await rekeningen.in_use(session, run.gemeentecode))
    if changed:
        detail = f"De rekening is gewijzigd van {', '.join(changed)}: maak een nieuwe betaalrun."
        raise Conflict(detail, code="rekening-gewijzigd")


async def _refuse_settled(session: AsyncSession, run: Betaalrun) -> None:
    settled = await posten.settled_elsewhere(session, run.id)
    if settled:
        detail = f"De andere gemeente heeft al ontvangen: {', '.join(settled)}. Trek de run in."
        raise Conflict(detail, code="al-betaald")
