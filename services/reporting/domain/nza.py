# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What the NZa gets of every award (RJ 8f), out of our own facts, and how whole it is. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from types import MappingProxyType

from services.reporting.domain.indicatoren.feiten import ONBEKEND, Feiten, Hulp, Toewijzing, Vraag
from services.reporting.domain.indicatoren.register import (
    Getal,
    Indicator,
    Maat,
    Uitkomst,
    procent,
)

ELEMENTEN: Mapping[str, str] = MappingProxyType(
    {
        "client": "Pseudoniem van de jeugdige",
        "gemeente": "Gemeentecode",
        "geboortejaar": "Geboortejaar",
        "verwijzer": "Soort verwijzer",
        "vorm": "Vorm van hulp of maatregel",
        "toegewezen": "Datum van toewijzing",
        "beoogd": "Beoogde begindatum",
        "begin": "Werkelijke begindatum",
        "eind": "Einddatum",
        "reden": "Reden van beëindiging",
        "bedrag": "Bedrag",
        "volume": "Volume",
    }
)
_TIJDELIJK = "20"
_LEVERING = "levering"
Sleutel = tuple[str, int]
"""Gemeente and number of an award."""


@dataclass(frozen=True, slots=True)
class Datums:
    """When an award was made, and when help was to begin: as asked, else as first awarded."""

    toegewezen: date
    beoogd: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Regel:
    """An award with its twelve elements: `bedrag` in cents and `volume` as approved in the period,
    `reden` of JZ588, `verwijzer` of COD327; empty where nothing is known (yet)."""

    client: str
    gemeente: str
    nummer: int
    aanbieder: str
    geboortejaar: int | None
    verwijzer: str | None
    vorm: str | None
    toegewezen: date | None
    beoogd: date | None
    begin: date | None
    eind: date | None
    reden: str | None
    bedrag: int | None
    volume: int | None
    eenheid: str | None
    afloop: date | None
    """The last day of the award."""

    @property
    def sleutel(self) -> Sleutel:
        """By which rows are in order."""
        return self.gemeente, self.nummer

    def verwacht(self, veld: str, peildag: date) -> bool:
        """The element should be there on the day: help that began by the day it was meant to, its
        end once the award is over, and money for what began."""
        if veld == "begin":
            return self.beoogd is not None and self.beoogd <= peildag
        if veld in {"eind", "reden"}:
            return self.begin is not None and self.afloop is not None and self.afloop < peildag
        if veld in {"bedrag", "volume"}:
            return self.begin is not None and self.begin <= peildag
        return True


@dataclass(frozen=True, slots=True)
class Volledigheid:
    """Of how many awards an element should be there, and of how many of these it is."""

    verwacht: int
    aanwezig: int

    @property
    def procent(self) -> float | None:
        """One decimal; None when it is expected of nothing."""
        return procent(self.aanwezig, self.verwacht)

    def is_toonbaar(self, drempel: int) -> bool:
        """Neither number is a small one."""
        return all(not count or count >= drempel for count in (self.verwacht, self.aanwezig))


def regels(
    feiten: Feiten, datums: Mapping[Sleutel, Datums], vraag: Vraag, regio: str
) -> list[Regel]:
    """The awards that touch the period, in order of gemeente and number.

    The pseudonym is one for this region: it fits nothing that another keeps.
    """
    hulp: defaultdict[Sleutel, list[Hulp]] = defaultdict(list)
    for one in feiten.hulp:
        if one.bron == _LEVERING:
            hulp[one.gemeente, one.toewijzing].append(one)
    geld = _geld(feiten, vraag)
    found = []
    for award in sorted(feiten.toewijzingen, key=lambda one: (one.gemeente, one.nummer)):
        if vraag.touches(award.ingang, award.eind):
            key = (award.gemeente, award.nummer)
            client = feiten.clienten.get(award.client)
            jaar = None if client is None else int(client.geboortemaand[:4])
            delivered = _verloop(hulp.get(key, ()))
            found.append(
                _regel(award, jaar, datums.get(key), delivered, geld.get(key, _NIETS), regio)
            )
    return found


def volledigheid(rijen: Iterable[Regel], peildag: date) -> dict[str, Volledigheid]:
    """Of each element."""
    rows = list(rijen)
    found = {}
    for veld in ELEMENTEN:
        due = [one for one in rows if one.verwacht(veld, peildag)]
        there = sum(getattr(one, veld) is not None for one in due)
        found[veld] = Volledigheid(len(due), there)
    return found


VOLLEDIGHEID = Indicator(
    id="NZA",
    naam="Volledigheid van de gegevens voor de NZa",
    formule="Per element: hoeveel procent van de toewijzingen waarvan het er zou moeten zijn.",
    maten=(
        Maat("toewijzingen", "aantal", "Toewijzingen"),
        *(Maat(veld, "procent", naam) for veld, naam in ELEMENTEN.items()),
    ),
    feiten=frozenset(),
    dimensies=("aanbieder",),
    bereken=lambda _, __: Uitkomst({}),
)
"""So that what hides small cells of indicators hides these."""


def per_aanbieder(
    rijen: Sequence[Regel], peildag: date, drempel: int
) -> dict[tuple[str, ...], Uitkomst]:
    """Cells by aanbieder and in total; no percentage is of, or tells of, fewer than `drempel`."""
    parts: defaultdict[tuple[str, ...], list[Regel]] = defaultdict(list)
    parts[()] = list(rijen)
    for one in rijen:
        parts[one.aanbieder,].append(one)
    found = {}
    for cel, own in parts.items():
        values: dict[str, Getal] = {"toewijzingen": len(own)}
        for veld, one_of in volledigheid(own, peildag).items():
            values[veld] = one_of.procent if one_of.is_toonbaar(drempel) else None
        found[cel] = Uitkomst(values, len({one.client for one in own}))
    return found


@dataclass(slots=True)
class _Geld:
    bedrag: int | None = None
    volume: int | None = None
    eenheid: str | None = None


_NIETS = _Geld()


def _geld(feiten: Feiten, vraag: Vraag) -> dict[Sleutel, _Geld]:
    found: defaultdict[Sleutel, _Geld] = defaultdict(_Geld)
    for one in feiten.bedragen:
        if vraag.has(one.maand):
            sums = found[one.gemeente, one.toewijzing]
            sums.bedrag = (sums.bedrag or 0) + one.bedrag
            sums.volume = (sums.volume or 0) + one.volume
            sums.eenheid = one.eenheid
    return found


def _verloop(hulp: Sequence[Hulp]) -> tuple[date | None, date | None, str | None]:
    """First day, last day and reason of deliveries; a pause is no end."""
    if not hulp:
        return None, None, None
    begin = min(one.begin for one in hulp)
    last = max(hulp, key=lambda one: (one.eind is None, one.eind or one.begin))
    if last.eind is None or last.reden == _TIJDELIJK:
        return begin, None, None
    return begin, last.eind, last.reden


def _regel(
    award: Toewijzing,
    geboortejaar: int | None,
    datums: Datums | None,
    verloop: tuple[date | None, date | None, str | None],
    geld: _Geld,
    regio: str,
) -> Regel:
    begin, eind, reden = verloop
    return Regel(
        client=blake2b(award.client.encode(), key=regio.encode(), digest_size=16).hexdigest(),
        gemeente=award.gemeente,
        nummer=award.nummer,
        aanbieder=award.aanbieder,
        geboortejaar=geboortejaar,
        verwijzer=None if award.verwijzer == ONBEKEND else award.verwijzer,
        vorm="/".join(filter(None, (award.productcategorie, award.product))) or None,
        toegewezen=None if datums is None else datums.toegewezen,
        beoogd=None if datums is None else datums.beoogd,
        begin=begin,
        eind=eind,
        reden=reden,
        bedrag=geld.bedrag,
        volume=geld.volume,
        eenheid=geld.eenheid,
        afloop=award.eind,
    )
