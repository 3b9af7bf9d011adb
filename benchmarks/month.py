# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A made month of the whole country, or a share of it: who claims what from whom.

42 regions, 342 gemeenten, 3 000 providers, 20 000 messages with 700 000 lines on 500 000 awards.
Sizes of messages and of providers have long tails; the same share gives the same month. In a mixed
one lines are refused, and messages come back to lines that were approved: a credit and a new debit.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate, islice

from demo import messages
from demo.messages import Envelope, Line
from libs.ijw import gemeente_exists, reserved_bsns

REGIONS, GEMEENTEN, AANBIEDERS = 42, 342, 3_000
MESSAGES, LINES = 20_000, 700_000
CATEGORIE, CODES, TARIEF = "45", ("45B01", "45B02"), 8_000
PERIODE = (date(2026, 7, 1), date(2026, 7, 31))
DAGTEKENING = date(2026, 8, 5)
_SPREAD = 1.4
"""Of the logarithm of a message's size: half have under 14 lines, a hundredth over 300."""

_LARGEST = 5_000
_TWO_LINES = 0.4
"""Of the awards, those for a category only, on which two products are claimed."""

_LINES_A_CHILD = 2
_WRONG = 20
"""In a mixed month one award in so many is claimed at a tariff that is in no contract."""

_CORRECTED = 10
"""In a mixed month one message in so many is corrected by another."""

_MOST_CORRECTED = 20
"""Awards in a correction."""


@dataclass(frozen=True, slots=True)
class Award:
    """An allocation on which is claimed; `code` is absent where a category was awarded."""

    gemeentecode: str
    agb_code: str
    nummer: int
    bsn: str
    code: str | None


@dataclass(frozen=True, slots=True)
class Claim:
    """One message of a provider to a gemeente, as lines on awards.

    In a `mixed` month some of its lines are wrong; `corrects` is the number of the message whose
    lines on these awards it credits, and claims anew with an hour less.
    """

    agb_code: str
    gemeentecode: str
    number: int
    awards: tuple[Award, ...]
    mixed: bool = False
    corrects: int | None = None

    @property
    def size(self) -> int:
        """How many lines it has."""
        lines = sum(len(_codes(award)) for award in self.awards)
        return lines if self.corrects is None else 2 * lines

    @property
    def refused(self) -> int:
        """How many of them are refused."""
        return sum(len(_codes(award)) for award in self.awards if self._is_wrong(award))

    def xml(self) -> bytes:
        """The JW323."""
        lines = [line for award in self.awards for line in self._lines(award)]
        envelope = Envelope(self.agb_code, self.gemeentecode, f"M{self.number:09d}", DAGTEKENING)
        return messages.declaratie(envelope, f"D{self.number:09d}", PERIODE, lines)

    def correction(self, number: int) -> "Claim":
        """Of its first lines that are approved."""
        right = [award for award in self.awards if not self._is_wrong(award)]
        first = tuple(right[:_MOST_CORRECTED])
        return Claim(self.agb_code, self.gemeentecode, number, first, corrects=self.number)

    def _is_wrong(self, award: Award) -> bool:
        return self.mixed and award.nummer % _WRONG == 0

    def _lines(self, award: Award) -> Iterator[Line]:
        for code in _codes(award):
            named = _line(award, code, f"R{self.number}-{award.nummer}-{code}")
            if self.corrects is not None:
                earlier = f"R{self.corrects}-{award.nummer}-{code}"
                named_anew = f"C{self.number}-{award.nummer}-{code}"
                yield replace(named, referentie=named_anew, vorige=earlier, bedrag=-named.bedrag)
                less = named.volume - 1
                yield replace(named, volume=less, bedrag=less * TARIEF)
            elif self._is_wrong(award):
                yield replace(named, tarief=TARIEF + 1, bedrag=named.volume * (TARIEF + 1))
            else:
                yield named


def month(share: float, times: int = 1, *, mixed: bool = False) -> list[Claim]:
    """The claims of a month, in the order in which they come; `times` that of everything.

    Corrections come when all else has come: a credit before its debit would be refused.
    """
    dice = random.Random(2026)  # noqa: S311 - not for secrets
    pairs = list(_pairs(dice))
    count = round(MESSAGES * share) * times
    sizes = _sizes(dice, count, round(LINES * share) * times)
    bsns = list(reserved_bsns())
    claims, nummer = [], 1
    for number, size in enumerate(sizes):
        agb, gemeente = pairs[dice.randrange(len(pairs))]
        awards = tuple(_awards(dice, agb, gemeente, nummer, size, bsns))
        nummer += len(awards)
        claims.append(Claim(agb, gemeente, number, awards, mixed))
    if not mixed:
        return claims
    later = (claim.correction(len(claims) + n) for n, claim in enumerate(claims[::_CORRECTED]))
    return [*claims, *(claim for claim in later if claim.awards)]


def contracts(claims: Sequence[Claim]) -> dict[str, list[str]]:
    """The gemeenten with which each provider has a contract."""
    found: dict[str, set[str]] = {}
    for claim in claims:
        found.setdefault(claim.agb_code, set()).add(claim.gemeentecode)
    return {agb: sorted(codes) for agb, codes in sorted(found.items())}


def gemeenten() -> list[str]:
    """The codes of as many gemeenten as there are, in order."""
    codes = (f"{code:04d}" for code in range(1, 10_000))
    return list(islice((c for c in codes if gemeente_exists(c, PERIODE[0])), GEMEENTEN))


def _pairs(dice: random.Random) -> Iterator[tuple[str, str]]:
    """Provider and gemeente, as often as they send: few providers serve many regions."""
    codes = gemeenten()
    regions = [codes[n::REGIONS] for n in range(REGIONS)]
    for number in range(AANBIEDERS):
        served = min(REGIONS, int(dice.paretovariate(1.2)))
        for region in dice.sample(regions, served):
            for gemeente in dice.sample(region, min(len(region), 1 + dice.randrange(8))):
                yield f"9{number:07d}", gemeente


def _sizes(dice: random.Random, count: int, total: int) -> list[int]:
    """Sizes with a long tail that add up to `total`."""
    drawn = [dice.lognormvariate(0, _SPREAD) for _ in range(count)]
    scale = total / sum(drawn)
    ends = [round(end * scale) for end in accumulate(drawn)]
    sizes = [max(1, end - begin) for begin, end in zip([0, *ends], ends, strict=False)]
    return [min(size, _LARGEST) for size in sizes]


def _awards(
    dice: random.Random, agb: str, gemeente: str, nummer: int, size: int, bsns: Sequence[str]
) -> Iterator[Award]:
    first, left = dice.randrange(len(bsns)), size
    while left > 0:
        two = left > 1 and dice.random() < _TWO_LINES
        bsn = bsns[(first + (size - left) // _LINES_A_CHILD) % len(bsns)]
        yield Award(gemeente, agb, nummer, bsn, None if two else CODES[0])
        nummer += 1
        left -= 2 if two else 1


def _codes(award: Award) -> tuple[str, ...]:
    return CODES if award.code is None else (award.code,)


def _line(award: Award, code: str, referentie: str) -> Line:
    volume = 4 + award.nummer % 5
    return Line(
        bsn=award.bsn,
        referentie=referentie,
        toewijzing=award.nummer,
        categorie=CATEGORIE,
        code=code,
        begin=PERIODE[0],
        eind=PERIODE[1],
        volume=volume,
        eenheid="04",
        tarief=TARIEF,
        bedrag=volume * TARIEF,
    )
