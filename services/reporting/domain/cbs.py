# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Our own facts as the records that the CBS counts, and what the CBS says it got (B.6). Pure.

Counts are cells as those of indicators, so that the same rule hides small ones; they are in no
catalogue, for they only serve to hold one delivery against another.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from libs.ijw.cbs import CODES, Traject, cbs_reason, samengevoegd
from services.reporting.domain.indicatoren.afscherming import Getoond
from services.reporting.domain.indicatoren.cellen import Cel
from services.reporting.domain.indicatoren.feiten import Feiten, Hulp, Maatregel, Vraag
from services.reporting.domain.indicatoren.register import Indicator, Maat, Uitkomst
from services.reporting.domain.indicatoren.tellend import (
    ANDERS_INGEDEELD,
    INDELING,
    Spel,
    begint,
    eindigt,
    hoort,
    stukken,
    telt,
)

VRIJ = "vrij"
"""Where help comes from that asked for no award."""
WIJKTEAM = "wijkteam"
"""Who gave it, when it was no aanbieder."""
ZONDER_REDEN = "zonder"
MARGE = 5
"""Percent of our own count within which a difference is no finding [ours]."""
_UIT_REGELS = "regel"
"""Help known from claims alone: its days are those of months, no start and no end."""
_RECLASSERING = "jeugdreclassering"
_DAG = timedelta(days=1)

Bevinding = Literal[
    "gelijk",
    "binnen-marge",
    "meer-bij-cbs",
    "minder-bij-cbs",
    "alleen-cbs",
    "alleen-eigen",
    "niet-getoond",
]


def trajecten(hulp: Iterable[Hulp]) -> list[Hulp]:
    """Help as records: `reden` in the code of the CBS, `zonder` for an end without one.

    A record is of the days that count, and begins and ends nothing where only these do: who goes on
    when regions merge, or when a product is counted in another form, neither comes nor goes.
    """
    return [_record(one) for one in samengevoegd(deel for one in hulp for deel in _delen(one))]


def _delen(one: Hulp) -> Iterator[Traject]:
    """The spans of help that count."""
    hulpvorm = CODES.get(one.hulpvorm or "")
    if hulpvorm is None or one.bron == _UIT_REGELS:
        return
    for first, last in stukken(one):
        on = last < (one.eind or date.max)
        yield Traject(
            one.client,
            one.aanbieder,
            one.gemeente,
            hulpvorm,
            first,
            None if last == date.max else last,
            None if on else one.reden,
            liep_al=first > one.begin,
            loopt_door=on,
        )


def _record(one: Traject) -> Hulp:
    """With a begin before, and no end after, the days that count where help ran on there."""
    eind = None if one.loopt_door else one.eind
    return Hulp(
        client=one.client,
        aanbieder=one.aanbieder,
        gemeente=one.gemeente,
        hulpvorm=one.hulpvorm,
        begin=one.begin - _DAG if one.liep_al else one.begin,
        eind=eind,
        reden=None if eind is None else cbs_reason(one.reden) or ZONDER_REDEN,
        tellend=((one.begin, one.eind or date.max),),
    )


def alleen_gedeclareerd(hulp: Sequence[Hulp], records: Iterable[Hulp], vraag: Vraag) -> int:
    """Help in the period that is known from claims alone: by client, aanbieder and form, where that
    aanbieder has no record of the client on these days. It lacks a start, and so would a delivery.
    """
    known: defaultdict[tuple[str, str], list[Hulp]] = defaultdict(list)
    for record in records:
        known[record.client, record.aanbieder].append(record)
    return len(
        {
            (one.client, one.aanbieder, one.hulpvorm)
            for one in hulp
            if one.bron == _UIT_REGELS
            and one.hulpvorm in CODES
            and telt(one, vraag)
            and not any(_meet(one, record) for record in known[one.client, one.aanbieder])
        }
    )


def _meet(one: Hulp, other: Hulp) -> bool:
    """On a day that counts of both."""
    return any(
        first <= end and begin <= last
        for first, last in stukken(one)
        for begin, end in stukken(other)
    )


def _telling(spells: Sequence[Hulp | Maatregel], vraag: Vraag) -> Uitkomst:
    """Delivered, begun and ended in the period, and running after its last day."""
    inside = [one for one in spells if telt(one, vraag)]
    groups = {
        "records": inside,
        "begonnen": [one for one in inside if begint(one, vraag)],
        "geeindigd": [one for one in inside if eindigt(one, vraag)],
        "lopend": [one for one in inside if _lasts(one, vraag)],
    }
    clients = [len({one.client for one in group}) for group in groups.values() if group]
    return Uitkomst({name: len(group) for name, group in groups.items()}, min(clients, default=0))


def _lasts(one: Spel, vraag: Vraag) -> bool:
    return (one.eind is None or one.eind > vraag.tot) and hoort(one, vraag.tot)


def _jeugdhulp(feiten: Feiten, vraag: Vraag) -> Uitkomst:
    return _telling(feiten.hulp, vraag)


_MATEN = (
    Maat("records", "aantal", "Records in de levering"),
    Maat("begonnen", "aantal", "Begonnen"),
    Maat("geeindigd", "aantal", "Geëindigd"),
    Maat("lopend", "aantal", "Lopend na de laatste dag"),
)
JEUGDHULP = Indicator(
    id="CBS-JH",
    naam="Jeugdhulptrajecten zoals het CBS ze telt",
    formule="Leveringen en regels van taakgerichte opgaven, en hulp zonder indicatie, samengevoegd "
    "tot records; begonnen, geëindigd of lopend in de periode." + INDELING,
    maten=_MATEN,
    feiten=frozenset({"hulp"}),
    dimensies=("gemeente", "aanbieder", "hulpvorm", "reden"),
    bereken=_jeugdhulp,
    versie=2,
    wijziging=ANDERS_INGEDEELD,
)


def _maatregelen(id: str, naam: str, *, reclassering: bool) -> Indicator:
    def bereken(feiten: Feiten, vraag: Vraag) -> Uitkomst:
        of_kind = (m for m in feiten.maatregelen if (m.soort == _RECLASSERING) is reclassering)
        return _telling(list(of_kind), vraag)

    return Indicator(
        id=id,
        naam=naam,
        formule="Maatregelen, begonnen, geëindigd of lopend in de periode.",
        maten=_MATEN,
        feiten=frozenset({"maatregelen"}),
        dimensies=("gemeente", "soort"),
        bereken=bereken,
    )


JEUGDBESCHERMING = _maatregelen("CBS-JB", "Maatregelen van jeugdbescherming", reclassering=False)
JEUGDRECLASSERING = _maatregelen("CBS-JR", "Maatregelen van jeugdreclassering", reclassering=True)


@dataclass(frozen=True, slots=True)
class Spiegelregel:
    """What the CBS counted of an aanbieder, for a gemeente and a form (code)."""

    gemeente: str
    aanbieder: str
    hulpvorm: str
    aantal: int


def in_cellen(regels: Iterable[Spiegelregel], groepering: Sequence[str]) -> dict[Cel, int]:
    """Added up by some dimensions, and in total: a record is in one line only."""
    found: defaultdict[Cel, int] = defaultdict(int)
    for regel in regels:
        for by in {tuple(groepering), ()}:
            found[tuple(getattr(regel, name) for name in by)] += regel.aantal
    return {cel: aantal for cel, aantal in found.items() if aantal}


@dataclass(frozen=True, slots=True)
class Verschil:
    """A cell as the CBS has it and as we do; `eigen` is empty when it is not shown."""

    cel: Cel
    cbs: int
    eigen: int | None
    bevinding: Bevinding

    @property
    def verschil(self) -> int | None:
        """How many more the CBS has."""
        return None if self.eigen is None else self.cbs - self.eigen


def naast_elkaar(spiegel: Mapping[Cel, int], eigen: Mapping[Cel, Getoond]) -> Iterator[Verschil]:
    """Every cell that either has, in order; the total first."""
    for cel in sorted(spiegel.keys() | eigen.keys()):
        cbs, shown = spiegel.get(cel, 0), eigen.get(cel)
        if shown is not None and shown.verborgen:
            yield Verschil(cel, cbs, None, "niet-getoond")
            continue
        own = int(shown.waarden["records"] or 0) if shown is not None else 0
        if cbs or own:
            yield Verschil(cel, cbs, own, _bevinding(cbs, own))


def _bevinding(cbs: int, eigen: int) -> Bevinding:
    if cbs == eigen:
        return "gelijk"
    if not eigen:
        return "alleen-cbs"
    if not cbs:
        return "alleen-eigen"
    if 100 * abs(cbs - eigen) <= MARGE * eigen:
        return "binnen-marge"
    return "meer-bij-cbs" if cbs > eigen else "minder-bij-cbs"
