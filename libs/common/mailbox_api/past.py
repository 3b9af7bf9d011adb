# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Messages of the past over HTTP: judged in order, each at its own moment, kept or refused.

Several share a transaction, each with a savepoint of its own: a refused one leaves nothing, so that
it can be offered again once more is known, and takes nothing of the others with it.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Annotated, Any, Literal

import sqlalchemy as sa
from fastapi import APIRouter, Request
from pydantic import Field
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.api import MOST_BYTES, ApiModel, IdempotencyKey, Rt
from libs.common.auth import Caller, OrgType, allow
from libs.common.clock import AMSTERDAM, SimulatedClock
from libs.common.mailbox import MailIn, MailStatus, Received
from libs.common.mailbox.past import PastMailbox
from libs.common.mailbox_api.door import finding_json
from libs.common.mailbox_api.intake import HeadingLike, Intake
from libs.common.mailbox_api.schemas import Bevinding
from libs.common.problem import Unavailable
from libs.common.runtime import Runtime

Finding = Mapping[str, Any]
Uitkomst = Literal["ingelezen", "bekend", "destijds-geweigerd", "geweigerd", "te-beoordelen"]
_NOON = time(12)
_MAX = 25 * 1024 * 1024
_MOST = 200
_Beheer = Annotated[Caller, allow("verleden:inlezen", OrgType.BEHEER)]


class RefusedError(Exception):
    """What is wrong with a message of the past; nothing of it is kept."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("refused")
        self.findings = findings


def finding(regel: str, melding: str, plaats: str = "/Bericht/Header") -> Finding:
    """One that is no rule of the standard."""
    return {"regel": regel, "niveau": 4, "retourcode": None, "plaats": plaats, "melding": melding}


@dataclass(frozen=True, slots=True)
class Past:
    """One message of the past in its transaction; the clock of `rt` stands at its moment."""

    rt: Runtime
    session: AsyncSession
    mailbox: PastMailbox
    heading: HeadingLike
    content: bytes
    answer: bytes | None
    now: datetime

    async def receive(self, posted_by: str, uiterlijk: date | None = None) -> MailIn | None:
        """Store it as it came in then; None when it is there already."""
        heading = self.heading
        received = Received(
            ingediend_door=posted_by,
            inhoud=self.content,
            grootte=len(self.content),
            status=MailStatus.ONTVANGEN,
            soort=heading.soort,
            afzender=heading.afzender,
            ontvanger=heading.ontvanger,
            identificatie=heading.identificatie,
            dagtekening=heading.dagtekening,
            uiterlijk=uiterlijk,
        )
        mail, new = await self.mailbox.receive(self.session, received)
        return mail if new else None


Take = Callable[[Past], Awaitable[Uitkomst]]


@dataclass(frozen=True, slots=True)
class PastIntake:
    """How a service takes in its past.

    `own` are kinds that it deals with in a way of their own, such as what was sent from here;
    the others that it takes in live are judged by `judge`. `refused` gives the codes by which an
    answer refused.
    """

    intake: Intake
    own: Mapping[str, Take]
    refused: Callable[[bytes], Sequence[str]]
    judge: Callable[[Runtime, AsyncSession, MailIn], Awaitable[None]] | None = None

    async def take(self, past: Past) -> Uitkomst:
        """Deal with one message. Raises `RefusedError`."""
        soort = past.heading.soort
        if soort in self.own:
            return await self.own[soort](past)
        kind = self.intake.kinds.get(soort)
        if kind is None or self.judge is None:
            raise RefusedError([finding("soort", f"Deze dienst leest geen {soort} in.")])
        if past.answer is not None and self.refused(past.answer):
            return "destijds-geweigerd"
        mail = await past.receive(getattr(past.heading, kind.posted_by))
        if mail is None:
            return "bekend"
        await self.judge(past.rt, past.session, mail)
        outcome = past.mailbox.outcomes[mail.id]
        if outcome.status != MailStatus.VERWERKT:
            raise RefusedError(outcome.bevindingen)
        return "ingelezen"


class VerledenBericht(ApiModel):
    """Een bericht uit het verleden, met het antwoord dat er destijds op kwam."""

    bericht: str = Field(max_length=_MAX, description="Het bericht als XML.")
    antwoord: str | None = Field(
        default=None, max_length=_MAX, description="Het retourbericht of de JW325 erop, als XML."
    )


class VerledenInvoer(ApiModel):
    """Berichten uit het verleden, in de volgorde waarin ze worden beoordeeld."""

    berichten: list[VerledenBericht] = Field(
        min_length=1, max_length=_MOST, description="Een volgend bericht ziet wat er al staat."
    )


class VerledenUitkomst(ApiModel):
    """Wat er van het bericht is geworden; van een geweigerd bericht blijft niets staan."""

    uitkomst: Uitkomst
    bevindingen: list[Bevinding]


class VerledenUitkomsten(ApiModel):
    """Wat er van elk bericht is geworden, in de volgorde van de aanvraag."""

    uitkomsten: list[VerledenUitkomst]


class VerledenStand(ApiModel):
    """Wat nog onderweg is."""

    nog_te_versturen: int = Field(description="Gebeurtenissen die nog niet in het logboek staan.")
    bijgelezen: bool = Field(description="Alles in het logboek is hier verwerkt.")


def past_router(past: PastIntake) -> APIRouter:
    """The endpoints for whoever starts a region with its past."""
    router = APIRouter(tags=["Verleden"], redirect_slashes=False)

    @router.post(
        "/verleden/_inlezen",
        response_model=VerledenUitkomsten,
        summary="Berichten uit het verleden inlezen",
        description="Beoordeelt elk bericht zoals op de dag van zijn dagtekening en legt vast wat "
        "eruit volgt. Er gaat geen antwoord uit. Nog eens hetzelfde bericht verandert niets, en "
        "een geweigerd bericht houdt de andere niet tegen.",
        responses={503: {"description": "Nog niet alles is bijgelezen; zie `Retry-After`."}},
        # One large message with its answer, in JSON.
        openapi_extra={MOST_BYTES: 4 * _MAX},
    )
    async def read_in(
        invoer: VerledenInvoer,
        request: Request,
        rt: Rt,
        caller: _Beheer,
        idempotency_key: IdempotencyKey = None,
    ) -> VerledenUitkomsten:
        if not await _caught_up(rt):
            detail = "Nog niet alles uit het logboek is verwerkt."
            raise Unavailable(detail, headers={"Retry-After": "1"})
        async with rt.db.begin() as session:
            uitkomsten = [await _judged(past, rt, session, one) for one in invoer.berichten]
        return VerledenUitkomsten(uitkomsten=uitkomsten)

    @router.get(
        "/verleden",
        response_model=VerledenStand,
        summary="Wat nog onderweg is",
        description="Of alles wat is ingelezen bij de andere diensten kan zijn.",
    )
    async def state(rt: Rt, caller: _Beheer) -> VerledenStand:
        outbox = rt.mechanics.outbox.outbox
        unsent = sa.select(sa.func.count()).select_from(outbox).where(outbox.c.sent_at.is_(None))
        async with rt.db.read() as session:
            count = await session.scalar(unsent)
        return VerledenStand(nog_te_versturen=count or 0, bijgelezen=await _caught_up(rt))

    return router


async def _judged(
    past: PastIntake, rt: Runtime, session: AsyncSession, bericht: VerledenBericht
) -> VerledenUitkomst:
    try:
        async with session.begin_nested():
            return _shown(await _take(past, rt, session, bericht), ())
    except RefusedError as why:
        return _shown("geweigerd", why.findings)
    except IntegrityError:
        melding = "Wat erin staat, is al onder hetzelfde nummer vastgelegd."
        return _shown("geweigerd", [finding("al-vastgelegd", melding)])


async def _take(
    past: PastIntake, rt: Runtime, session: AsyncSession, bericht: VerledenBericht
) -> Uitkomst:
    content = bericht.bericht.encode()
    try:
        heading = past.intake.sniff(content)
    except past.intake.unreadable as error:
        found: Any = error
        raise RefusedError([finding_json(one) for one in found.findings]) from error
    day = heading.dagtekening
    if day is None or day > rt.clock.today():
        melding = "De dagtekening ontbreekt of ligt na vandaag."
        raise RefusedError([finding("TR135", melding, "/Bericht/Header/BerichtIdentificatie")])
    moment = datetime.combine(day, _NOON, AMSTERDAM)
    mailbox = PastMailbox(rt.need_mailbox().tables, rt.need_vault(), moment)
    then = replace(rt, clock=SimulatedClock(moment), mailbox=mailbox, past=True)
    answer = None if bericht.antwoord is None else bericht.antwoord.encode()
    now = rt.clock.now()
    return await past.take(Past(then, session, mailbox, heading, content, answer, now))


async def _caught_up(rt: Runtime) -> bool:
    """Everything that stands in the log now had its effect here."""
    if rt.consumer is None:
        return True
    barrier = await rt.consumer.barrier()
    async with rt.db.read() as session:
        return await rt.consumer.reached(session, barrier)


def _shown(uitkomst: Uitkomst, findings: Sequence[Finding]) -> VerledenUitkomst:
    shown = [Bevinding.model_validate(one) for one in findings]
    return VerledenUitkomst(uitkomst=uitkomst, bevindingen=shown)
