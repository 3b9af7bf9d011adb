# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The play: twelve months of a region through the message endpoints, month by month."""

import asyncio
import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from demo import messages
from demo.claims import Delivery, Ledger
from demo.messages import Envelope, Numbering
from demo.parties import Parties, Party, Posted
from demo.region import FIRST_MONTH, MONTHS, Aanbieder, Gemeente, Region, Traject, month
from demo.report import Tally
from libs.ijw import JW301, JW319, JW325, message_type, read
from libs.ijw.months import last_day_of_month

_CLAIM_DAY, _START_DAY, _STOP_DAY = 5, 16, 28
_LOOK_S = 0.05
_MISHAPS_IN = 6
_REJECT_EVERY, _RESEARCH_EVERY = 9, 7

Outgoing = tuple[str, str, bytes]
"""AGB code, kind and bytes of a message to post."""


@dataclass
class Play:
    """What the organisations of the region know while the story goes on."""

    region: Region
    parties: Parties
    rng: random.Random
    progress: Callable[[str], None]
    months: int = MONTHS
    tally: Tally = field(default_factory=Tally)
    numbering: dict[str, Numbering] = field(default_factory=lambda: defaultdict(Numbering))
    deliveries: dict[str, Delivery] = field(default_factory=dict)
    ledgers: dict[tuple[str, str], Ledger] = field(default_factory=dict)
    today: date = FIRST_MONTH
    decided: int = 0

    async def run(self) -> None:
        """All months, and the claims of the last one after it."""
        for number in range(self.months + 1):
            first = month(number)
            await self._at(first)
            if number < self.months:
                await self._ask(first)
            await self._decide()
            await self._collect()
            await self._at(first.replace(day=_CLAIM_DAY))
            if number > 0:
                await self._claim(month(number - 1))
            if number < self.months:
                await self._deliver(first)
            if number == _MISHAPS_IN:
                await self._mishaps()

    async def _at(self, day: date) -> None:
        self.today = day
        moment = datetime.combine(day, time(9), UTC).isoformat()
        await self.parties["beheer:beheer"].call("PUT", "/embedded/v1/klok", {"moment": moment})
        self.progress(f"{day:%d-%m-%Y}")

    async def _ask(self, first: date) -> None:
        """Providers ask for allocations."""
        asked = [t for t in self.region.trajecten if t.vanaf.replace(day=1) == first]
        await self._post("referral", [self._request(t) for t in asked])

    def _request(self, traject: Traject) -> Outgoing:
        raw = messages.verzoek(self._envelope("JW315", traject), traject)
        return self._message("JW315", traject, raw)

    async def _decide(self) -> None:
        """Officers decide what no policy decided: now and then no, or not yet."""
        for gemeente in self.region.gemeenten:
            officer = self.parties[f"gemeente:{gemeente.code}"]
            for status in ("in-onderzoek", "open"):
                path = f"/referral/v1/verzoeken?limit=500&status={status}"
                waiting = (await officer.call("GET", path))["resultaten"]
                for verzoek in sorted(waiting, key=lambda v: str(v["referentieAanbieder"])):
                    besluit = self._decision(status)
                    path = f"/referral/v1/verzoeken/{verzoek['id']}/besluiten"
                    await officer.call("POST", path, besluit)

    def _decision(self, status: str) -> dict[str, str]:
        self.decided += 1
        if self.decided % _REJECT_EVERY == 0:
            return {"besluit": "afgewezen", "reden": "7"}
        if status == "open" and self.decided % _RESEARCH_EVERY == 0:
            return {"besluit": "in-onderzoek"}
        return {"besluit": "toegekend"}

    async def _collect(self) -> None:
        """Providers read their post, when all of it is there, and answer it."""
        await self._released()
        answers: list[Outgoing] = []
        for aanbieder in self.region.aanbieders:
            async for _item, raw in self._party(aanbieder.agb).collect("referral"):
                message = read(raw)
                self.tally.received[message_type(message)] += 1
                if isinstance(message, JW301):
                    self._note_award(message)
                if isinstance(message, JW301 | JW319):
                    soort = "JW302" if isinstance(message, JW301) else "JW320"
                    number = self.numbering[aanbieder.agb].next(soort)
                    answer = messages.approval(message, number, self.today)
                    answers.append((aanbieder.agb, soort, answer))
        await self._post("referral", answers)

    async def _released(self) -> None:
        """Wait until all that referral decided is told, and with it what it sends."""
        beheer = self.parties["beheer:beheer"]
        while (await beheer.call("GET", "/referral/v1/verleden"))["nogTeVersturen"]:  # noqa: ASYNC110
            await asyncio.sleep(_LOOK_S)

    def _note_award(self, message: JW301) -> None:
        by_reference = {t.referentie: t for t in self.region.trajecten}
        for product in message.client.toegewezen_producten:
            traject = by_reference.get(product.referentie_aanbieder or "")
            if traject is not None:
                self.deliveries[traject.referentie] = Delivery(traject, product.toewijzing_nummer)

    async def _deliver(self, first: date) -> None:
        """Help begins and ends; somebody always reports a start twice."""
        await self._at(first.replace(day=_START_DAY))
        deliveries = in_order(self.deliveries)
        begun = [d for d in deliveries if d.may_start(self.today)]
        for delivery in begun:
            delivery.started = True
        await self._post("referral", [self._start(d) for d in [*begun, *begun[:1]]])
        await self._at(first.replace(day=_STOP_DAY))
        ended = [d for d in deliveries if d.may_stop(self.today)]
        for delivery in ended:
            delivery.stopped = True
        await self._post("referral", [self._stop(d) for d in ended])

    def _start(self, delivery: Delivery) -> Outgoing:
        traject = delivery.traject
        envelope = self._envelope("JW305", traject)
        raw = messages.start(envelope, traject, delivery.nummer, delivery.begin)
        return self._message("JW305", traject, raw)

    def _stop(self, delivery: Delivery) -> Outgoing:
        traject = delivery.traject
        envelope = self._envelope("JW307", traject)
        end = traject.stop or self.today
        raw = messages.stop(envelope, traject, delivery.nummer, delivery.begin, end)
        return self._message("JW307", traject, raw)

    async def _claim(self, first: date) -> None:
        """Every provider claims the month from every gemeente, then reads its answers."""
        pairs = [(a, g) for a in self.region.aanbieders for g in self.region.gemeenten]
        gate = asyncio.Semaphore(4)
        await asyncio.gather(*(self._claim_one(first, a, g, gate) for a, g in pairs))
        for aanbieder in self.region.aanbieders:
            async for item, _raw in self._party(aanbieder.agb).collect("billing"):
                self.tally.received[item["soort"]] += 1

    async def _claim_one(
        self, first: date, aanbieder: Aanbieder, gemeente: Gemeente, gate: asyncio.Semaphore
    ) -> None:
        ledger = self._ledger(aanbieder, gemeente)
        deliveries = in_order(self.deliveries)
        own = [d for d in deliveries if _between(d.traject, aanbieder, gemeente)]
        sent = ledger.lines(own, first)
        if not sent:
            return
        number = self.numbering[aanbieder.agb].next("JW323")
        envelope = Envelope(aanbieder.agb, gemeente.code, number, self.today)
        periode = (first, last_day_of_month(first))
        raw = messages.declaratie(
            envelope, f"D{first:%y%m}{gemeente.code}", periode, [c.line for c in sent]
        )
        async with gate:
            posted = await self._party(aanbieder.agb).post_message("billing", "JW323", raw)
        self._count(posted)
        ledger.settle(sent, _answer(posted))

    async def _mishaps(self) -> None:
        """What goes wrong in every region: no XML, a used number, a start without an award."""
        aanbieder, traject = self.region.aanbieders[0], self.region.trajecten[0]
        party = self._party(aanbieder.agb)
        own = Envelope(aanbieder.agb, traject.client.gemeente.code, "JW315000001", self.today)
        unknown = self._envelope("JW305", traject)
        for soort, raw in (
            ("JW315", b"Geachte gemeente, hierbij ons verzoek."),
            ("JW315", messages.verzoek(own, traject)),
            ("JW305", messages.start(unknown, traject, 999_999_999, self.today)),
        ):
            self._count(await party.post_message("referral", soort, raw))

    async def _post(self, service: str, outgoing: Iterable[Outgoing]) -> None:
        """Post messages, a few providers at a time; each keeps its own order."""
        by_sender: dict[str, list[tuple[str, bytes]]] = defaultdict(list)
        for agb, soort, raw in outgoing:
            by_sender[agb].append((soort, raw))
        batches = (self._party(a).post_messages(service, m) for a, m in by_sender.items())
        for posted in await asyncio.gather(*batches):
            for one in posted:
                self._count(one)

    def _count(self, posted: Posted) -> None:
        self.tally.post(posted.soort, accepted=posted.accepted, codes=posted.codes)

    def _party(self, agb: str) -> Party:
        return self.parties[f"aanbieder:{agb}"]

    def _ledger(self, aanbieder: Aanbieder, gemeente: Gemeente) -> Ledger:
        key = (aanbieder.agb, gemeente.code)
        if key not in self.ledgers:
            seed = random.Random(f"{self.rng.random()}{key}")
            self.ledgers[key] = Ledger(f"R{gemeente.code}", seed)
        return self.ledgers[key]

    def _envelope(self, soort: str, traject: Traject) -> Envelope:
        agb = traject.aanbieder.agb
        number = self.numbering[agb].next(soort)
        return Envelope(agb, traject.client.gemeente.code, number, self.today)

    def _message(self, soort: str, traject: Traject, raw: bytes) -> Outgoing:
        return traject.aanbieder.agb, soort, raw


def in_order(deliveries: Mapping[str, Delivery]) -> list[Delivery]:
    """By reference: awards come in whatever order they were decided, and chance must not see it."""
    return [delivery for _, delivery in sorted(deliveries.items())]


def _between(traject: Traject, aanbieder: Aanbieder, gemeente: Gemeente) -> bool:
    return traject.aanbieder is aanbieder and traject.client.gemeente is gemeente


def _answer(posted: Posted) -> JW325 | None:
    antwoord = posted.bericht.get("antwoord")
    message = read(antwoord["xml"].encode()) if antwoord else None
    return message if isinstance(message, JW325) else None
