# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What the CBS is told of youth help: forms, reasons, periods, and which spells are one record.

After the information protocol (RJ annex 2, chapters 3 to 7): who gave help tells it, a half year of
youth help and child protection, a quarter of youth probation, whole each time.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Self

HULPVORMEN: Mapping[str, str] = MappingProxyType(
    {
        "01": "uitgevoerd door het wijk- of buurtteam",
        "02": "ambulante jeugdhulp op locatie van de aanbieder",
        "03": "daghulp op locatie van de aanbieder",
        "04": "jeugdhulp in het netwerk van de jeugdige",
        "11": "pleegzorg",
        "12": "gezinsgericht",
        "13": "gesloten plaatsing",
        "14": "ander verblijf",
    }
)
"""Names by code, as `zorgvormen` has them for a category; what else stands there is no youth help
(child protection, youth probation)."""
CODES: Mapping[str, str] = MappingProxyType({naam: code for code, naam in HULPVORMEN.items()})
_VERBLIJF = frozenset({"11", "12", "13", "14"})

_REDENEN = {
    "31": "01",
    "39": "01",
    "34": "02",
    "32": "03",
    "33": "04",
    "35": "05",
    "02": "05",
}
_OVERSTAP = "38"
_DOOR_CLIENT = "03"

_DAG = timedelta(days=1)
_LEVERTERMIJN = timedelta(weeks=3)
_PERIODE = re.compile(r"(20[0-9]{2})-(?:H([12])|K([1-4]))", re.ASCII)
_HALFJAAR, _KWARTAAL = 6, 3


def cbs_reason(reden: str | None, *, client_koos: bool = False) -> str | None:
    """Why help ended (JZ588) as a code 01 to 05 of the CBS; None for a temporary stop, and where
    only the context would tell (36, 37).

    Going to another aanbieder (38) is an end by the client when the client chose it.
    """
    if reden is None:
        return None
    if reden == _OVERSTAP:
        return _DOOR_CLIENT if client_koos else None
    return _REDENEN.get(reden)


@dataclass(frozen=True, slots=True)
class Verslagperiode:
    """What one delivery is about, through and including `tot`; written `2024-H1` or `2024-K3`."""

    van: date
    tot: date

    @classmethod
    def lees(cls, text: str) -> Self:
        """From its written form; `ValueError` for any other text."""
        found = _PERIODE.fullmatch(text)
        if found is None:
            raise ValueError(text)
        jaar = int(found[1])
        months = _HALFJAAR if found[2] else _KWARTAAL
        first = (int(found[2] or found[3]) - 1) * months + 1
        after = date(jaar + (first + months > 12), (first + months - 1) % 12 + 1, 1)  # noqa: PLR2004 - a year
        return cls(date(jaar, first, 1), after - _DAG)

    @property
    def is_halfjaar(self) -> bool:
        """Of youth help and child protection, not of youth probation."""
        return self.tot.month - self.van.month + 1 == _HALFJAAR

    @property
    def uiterlijk(self) -> date:
        """The last day of its delivery."""
        return self.tot + _LEVERTERMIJN

    def telt(self, begin: date, eind: date | None) -> bool:
        """A record is delivered: it started, ended or ran in the period."""
        return begin <= self.tot and (eind is None or eind >= self.van)


@dataclass(frozen=True, slots=True)
class Traject:
    """Help of one form to a client by an aanbieder, days through and including `eind`.

    `hulpvorm` is a code; `reden` why it ended (JZ588); `gemeente` where the client lived last. Of a
    spell that is looked at for a time only, `liep_al` says that help ran before its first day, and
    `loopt_door` that it went on after its last.
    """

    client: str
    aanbieder: str
    gemeente: str
    hulpvorm: str
    begin: date
    eind: date | None = None
    reden: str | None = None
    liep_al: bool = False
    loopt_door: bool = False


def samengevoegd(delen: Iterable[Traject]) -> list[Traject]:
    """Spells as the records that they are to the CBS.

    Overlapping help of one form by an aanbieder is one record, and so is help of which the end has
    no reason for the CBS and the next spell begins the day after. A stay starts on the day after
    its first night; what the same aanbieder gives outside a stay while it lasts belongs to it.
    """
    by_aanbieder: defaultdict[tuple[str, str], list[Traject]] = defaultdict(list)
    for deel in delen:
        by_aanbieder[deel.client, deel.aanbieder].append(deel)
    found: list[Traject] = []
    for own in by_aanbieder.values():
        joined = list(_joined(own))
        stays = [_after_a_night(one) for one in joined if _is_verblijf(one)]
        stays = [one for one in stays if one.eind is None or one.begin <= one.eind]
        found += stays
        for one in joined:
            if not _is_verblijf(one):
                found += _outside(one, stays)
    return found


def _after_a_night(stay: Traject) -> Traject:
    return stay if stay.liep_al else replace(stay, begin=stay.begin + _DAG)


def _is_verblijf(one: Traject) -> bool:
    return one.hulpvorm in _VERBLIJF


def _joined(delen: Iterable[Traject]) -> Iterator[Traject]:
    """Of one client and aanbieder, form by form."""
    last: Traject | None = None
    for deel in sorted(delen, key=lambda one: (one.hulpvorm, one.begin, one.eind or date.max)):
        if last is None or deel.hulpvorm != last.hulpvorm or not _goes_on(last, deel):
            if last is not None:
                yield last
            last = deel
        else:
            last = _one_of(last, deel)
    if last is not None:
        yield last


def _goes_on(last: Traject, deel: Traject) -> bool:
    if last.eind is None or deel.begin <= last.eind:
        return True
    return cbs_reason(last.reden) is None and deel.begin == last.eind + _DAG


def _one_of(first: Traject, second: Traject) -> Traject:
    """From the begin of the first through the end of what ends last, with the reason of that."""
    longest = first
    if first.eind is not None and (second.eind is None or second.eind >= first.eind):
        longest = second
    return replace(
        first,
        gemeente=second.gemeente,
        eind=longest.eind,
        reden=longest.reden,
        liep_al=first.liep_al or (second.liep_al and second.begin == first.begin),
        loopt_door=any(one.loopt_door for one in (first, second) if one.eind == longest.eind),
    )


def _outside(one: Traject, stays: Sequence[Traject]) -> Iterator[Traject]:
    """What is left of help beside stays of the same client and aanbieder."""
    begin = one.begin
    for stay in sorted(stays, key=lambda stay: stay.begin):
        if stay.eind is not None and stay.eind < begin:
            continue
        if one.eind is not None and stay.begin > one.eind:
            break
        if begin < stay.begin:
            yield _part(one, begin, stay.begin - _DAG, None)
        if stay.eind is None:
            return
        begin = stay.eind + _DAG
    if one.eind is None or begin <= one.eind:
        yield _part(one, begin, one.eind, one.reden)


def _part(one: Traject, begin: date, eind: date | None, reden: str | None) -> Traject:
    return replace(
        one,
        begin=begin,
        eind=eind,
        reden=reden,
        liep_al=one.liep_al and begin == one.begin,
        loopt_door=one.loopt_door and eind == one.eind,
    )
