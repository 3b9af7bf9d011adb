# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What providers claim: delivered help per month, with mistakes made on purpose and mended."""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from demo.messages import EURO, Line
from demo.region import Product, Traject
from libs.ijw import JW325
from libs.ijw.months import last_day_of_month
from libs.ijw.volumes import TOTAAL, Omvang, days, max_per_prestatie, product_periode

_MISTAKE = 0.07
_CORRECTION = 0.03
_DAYS_A_WEEK = 7
_UNKNOWN_NUMBER = 900_000_001
_TRAJECT_MONTHS = 9


@dataclass
class Delivery:
    """Help under an award: what the provider keeps of it."""

    traject: Traject
    nummer: int
    started: bool = False
    stopped: bool = False
    claimed_once: bool = False

    def may_start(self, today: date) -> bool:
        """Help begins on or before today and was not reported yet."""
        begin, end = self.traject.start, self.traject.stop
        real = begin is not None and (end is None or begin <= end)
        return not self.started and real and begin is not None and begin <= today

    def may_stop(self, today: date) -> bool:
        """Reported help ended on or before today."""
        end = self.traject.stop
        return self.started and not self.stopped and end is not None and end <= today

    @property
    def begin(self) -> date:
        """First day of help."""
        return self.traject.start or self.traject.vanaf

    def active_days(self, begin: date, end: date) -> int:
        """Days of help within a period."""
        last = min(end, self.traject.stop or end)
        return max(0, days(max(begin, self.begin), last))


@dataclass(frozen=True, slots=True)
class Claimed:
    """A line as sent, with how it should have been; the same where no mistake was made."""

    line: Line
    right: Line


@dataclass
class Ledger:
    """The lines of one provider towards one gemeente: numbering, and what must be sent again."""

    prefix: str
    rng: random.Random
    last: int = 0
    again: list[Line] = field(default_factory=list)
    approved: list[Line] = field(default_factory=list)

    def number(self) -> str:
        """A ReferentieNummer that was not used before."""
        self.last += 1
        return f"{self.prefix}{self.last:05d}"

    def lines(self, deliveries: Iterable[Delivery], first: date) -> list[Claimed]:
        """What is claimed for the month, after what comes again from earlier ones."""
        found = [Claimed(line, line) for line in self.again]
        self.again = []
        for delivery in deliveries:
            line = self._line(delivery, first)
            if line is not None:
                found.append(Claimed(self._maybe_wrong(line, delivery.traject.product), line))
        return found

    def settle(self, sent: Sequence[Claimed], answer: JW325 | None) -> None:
        """Take in the answer: refused lines come again put right, some others are corrected."""
        if answer is None or answer.declaratie_antwoord is None:
            self.again += [replace(c.right, referentie=self.number()) for c in sent]
            return
        refused = {
            p.product_referentie.referentie_nummer
            for client in answer.declaratie_antwoord.clienten
            for p in client.prestaties
        }
        for claimed in sent:
            if claimed.line.referentie in refused:
                self._send_again(claimed)
            elif claimed.line.vorige is None:
                self.approved.append(claimed.line)
                if self.rng.random() < _CORRECTION and claimed.line.volume > 1:
                    self.again += self._correction(claimed.line)

    def _line(self, delivery: Delivery, first: date) -> Line | None:
        traject, product = delivery.traject, delivery.traject.product
        period = product_periode(first, traject.vanaf, traject.tot)
        if not delivery.started or period is None:
            return None
        active = delivery.active_days(*period)
        volume = self._volume(delivery, period, active) if active > 0 else 0
        if volume == 0:
            return None
        return Line(
            bsn=traject.client.bsn,
            referentie=self.number(),
            toewijzing=delivery.nummer,
            categorie=product.categorie,
            code=product.code,
            begin=period[0],
            eind=period[1],
            volume=volume,
            eenheid=product.eenheid,
            tarief=product.bedrag,
            bedrag=volume if product.bedrag is None else volume * product.bedrag,
        )

    def _volume(self, delivery: Delivery, period: tuple[date, date], active: int) -> int:
        """Delivered volume: a share of what the days of help allow."""
        traject, product = delivery.traject, delivery.traject.product
        if product.eenheid == EURO:
            return round(traject.volume * traject.benut / _TRAJECT_MONTHS)
        if product.frequentie == TOTAAL:
            return self._once(delivery, period)
        if product.frequentie == "4":
            share = active / days(*period)
            return round(traject.volume * traject.benut * share)
        wanted = round(traject.volume * active / _DAYS_A_WEEK * traject.benut)
        return min(wanted, _maximum(traject, period))

    def _once(self, delivery: Delivery, period: tuple[date, date]) -> int:
        """A piece of output is claimed once, two months after help began."""
        ready = delivery.begin + timedelta(days=60)
        if delivery.claimed_once or not period[0] <= ready <= last_day_of_month(period[0]):
            return 0
        delivery.claimed_once = True
        return delivery.traject.volume

    def _maybe_wrong(self, line: Line, product: Product) -> Line:
        if self.rng.random() >= _MISTAKE:
            return line
        mistakes = [
            replace(line, toewijzing=_UNKNOWN_NUMBER),
            _priced(line, volume=line.volume * 3 + 40),
            replace(line, eenheid="16" if line.eenheid != "16" else "14"),
        ]
        if product.bedrag is not None:
            mistakes.append(_priced(replace(line, tarief=product.bedrag + 250), line.volume))
        if self.approved:
            mistakes.append(replace(self.rng.choice(self.approved), referentie=line.referentie))
        return self.rng.choice(mistakes)

    def _send_again(self, claimed: Claimed) -> None:
        """Put right, under a new number; what was right and still refused is let go."""
        if claimed.line != claimed.right:
            self.again.append(replace(claimed.right, referentie=self.number()))

    def _correction(self, line: Line) -> Iterator[Line]:
        """A credit of the whole line, then the line as it should have been."""
        yield replace(line, referentie=self.number(), vorige=line.referentie, bedrag=-line.bedrag)
        self.approved.remove(line)
        yield _priced(replace(line, referentie=self.number()), line.volume - 1)


def _maximum(traject: Traject, period: tuple[date, date]) -> int:
    product = traject.product
    omvang = Omvang(volume=traject.volume, eenheid=product.eenheid, frequentie=product.frequentie)
    return max_per_prestatie(omvang, *period, term_end=traject.tot, outputgericht=False)


def _priced(line: Line, volume: int) -> Line:
    bedrag = volume if line.tarief is None else volume * line.tarief
    return replace(line, volume=volume, bedrag=bedrag)
