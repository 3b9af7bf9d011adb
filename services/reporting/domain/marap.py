# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The monthly report of a region: its fixed set, its life, and when it is approved (P-07). Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from libs.ijw.months import last_day_of_month, months_later
from services.reporting.domain.indicatoren import Indicator, indicator_van, indicatoren
from services.reporting.domain.indicatoren.cellen import Cel, Cijfers
from services.reporting.domain.indicatoren.register import Uitkomst

Toestand = Literal["concept", "goedgekeurd", "gepubliceerd"]
Besluit = Literal["goedkeuren", "publiceren"]
STAPPEN: Mapping[tuple[Toestand, Besluit], Toestand] = {
    ("concept", "goedkeuren"): "goedgekeurd",
    ("goedgekeurd", "publiceren"): "gepubliceerd",
}
_JAAR = 12

_OOK: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("I-01", ("maand",)),
    ("I-05", ("gemeente",)),
    ("I-06", ("maand",)),
    ("I-06", ("zorgvorm",)),
    ("I-07", ("gemeente",)),
    ("I-11", ("maand",)),
    ("I-11", ("zorgvorm",)),
    ("I-15", ("zorgvorm",)),
    ("I-30", ("gemeente",)),
)


@dataclass(frozen=True, slots=True)
class Onderdeel:
    """A table of the report: an indicator and by what it is grouped."""

    indicator: Indicator
    groepering: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tabel:
    """The figures of a part, and of the same months a year before; `()` is the total."""

    onderdeel: Onderdeel
    nu: Cijfers
    eerder: Cijfers


@dataclass(frozen=True, slots=True)
class Definitiewijziging:
    """An indicator that means something else than in the report before; `van` 0 for a new one."""

    id: str
    van: int
    naar: int
    wijziging: str


@dataclass(frozen=True, slots=True)
class Celverschil:
    """A gemeente, aanbieder and month of which billing approved something else (X-10), in cents."""

    gemeentecode: str
    agb_code: str
    maand: str
    hier: tuple[int, int]
    daar: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Marap:
    """One run: the figures of a region through a month, as known at a moment.

    `aansluiting` is None until it was laid beside billing, and then has what differs.
    """

    id: str
    regiocode: str
    maand: date
    nummer: int
    peilmoment: datetime
    voorbereider: str
    gemaakt_op: datetime
    gewijzigd_op: datetime
    definities: Mapping[str, int]
    tabellen: Sequence[Tabel]
    versie: int = 1
    toestand: Toestand = "concept"
    goedkeurder: str | None = None
    toelichtingen: Mapping[str, str] = field(default_factory=dict)
    aansluiting: Sequence[Celverschil] | None = None

    @property
    def periode(self) -> tuple[date, date]:
        """The year through the month."""
        return self.maand.replace(month=1), last_day_of_month(self.maand)


def voorgaande(periode: tuple[date, date]) -> tuple[date, date]:
    """The same months a year before."""
    van, tot = periode
    return months_later(van, -_JAAR), last_day_of_month(months_later(tot.replace(day=1), -_JAAR))


def vaste_set(definities: Mapping[str, int] | None = None) -> list[Onderdeel]:
    """All indicators as they are by definition grouped, some in more ways; in these versions."""
    known = {one.id: one for one in indicatoren()}
    for id, versie in (definities or {}).items():
        found = indicator_van(id, versie)
        if found is not None:
            known[id] = found
    asked = [id for id in sorted(known) if definities is None or id in definities]
    parts = []
    for id in asked:
        parts.append(Onderdeel(known[id], known[id].vast))
        parts += [Onderdeel(known[id], by) for also, by in _OOK if also == id]
    return parts


def definitiewijzigingen(
    vorige: Mapping[str, int] | None, nu: Mapping[str, int]
) -> list[Definitiewijziging]:
    """What means something else than in the report before; nothing for the first one."""
    if vorige is None:
        return []
    found = []
    for id, versie in sorted(nu.items()):
        indicator = indicator_van(id, versie)
        if vorige.get(id, 0) != versie and indicator is not None:
            found.append(Definitiewijziging(id, vorige.get(id, 0), versie, indicator.wijziging))
    return found


def na_besluit(marap: Marap, besluit: Besluit) -> Toestand | None:
    """The state after a decision; None when it is not possible in this one."""
    return STAPPEN.get((marap.toestand, besluit))


def bezwaren(marap: Marap) -> Iterator[tuple[str, str]]:
    """Why it cannot be approved: a code and a sentence for each reason."""
    if marap.aansluiting is None:
        yield "aansluiting-ontbreekt", "De cijfers zijn nog niet naast declaraties gelegd."
    elif marap.aansluiting:
        count = len(marap.aansluiting)
        yield "aansluiting-verschilt", f"Declaraties verschilt in {count} cellen."


def verschillen(
    hier: Mapping[tuple[str, str, str], tuple[int, int]],
    daar: Mapping[tuple[str, str, str], tuple[int, int]],
) -> list[Celverschil]:
    """Cells (gemeente, aanbieder, month) of which number or cents differ, in order."""
    both = sorted(hier.keys() | daar.keys())
    return [
        Celverschil(*cel, hier.get(cel, (0, 0)), daar.get(cel, (0, 0)))
        for cel in both
        if hier.get(cel, (0, 0)) != daar.get(cel, (0, 0))
    ]


def onderscheid(toen: Iterable[Tabel], nu: Iterable[Tabel]) -> list[tuple[str, Cel, str]]:
    """Where a report that is reckoned again differs: indicator, cell and figure."""
    found = []
    for before, after in zip(toen, nu, strict=True):
        for cel in sorted(before.nu.keys() | after.nu.keys()):
            old, new = _values(before.nu, cel), _values(after.nu, cel)
            for veld in sorted(old.keys() | new.keys()):
                if old.get(veld) != new.get(veld):
                    found.append((before.onderdeel.indicator.id, cel, veld))
    return found


def as_json(tabel: Tabel) -> dict[str, Any]:
    """A table for keeping."""
    return {
        "id": tabel.onderdeel.indicator.id,
        "versie": tabel.onderdeel.indicator.versie,
        "groepering": list(tabel.onderdeel.groepering),
        "nu": _rows(tabel.nu),
        "eerder": _rows(tabel.eerder),
    }


def from_json(kept: Mapping[str, Any]) -> Tabel:
    """A table as it was kept, with the definition of then."""
    indicator = indicator_van(kept["id"], kept["versie"])
    if indicator is None:
        raise LookupError(f"{kept['id']} versie {kept['versie']} is er niet meer")
    part = Onderdeel(indicator, tuple(kept["groepering"]))
    return Tabel(part, _cijfers(kept["nu"]), _cijfers(kept["eerder"]))


def _values(cijfers: Cijfers, cel: Cel) -> Mapping[str, Any]:
    return cijfers[cel].waarden if cel in cijfers else {}


def _rows(cijfers: Cijfers) -> list[dict[str, Any]]:
    return [
        {
            "cel": list(cel),
            "waarden": dict(one.waarden),
            "clienten": one.clienten,
            "aanbieders": dict(one.aanbieders),
            "signalen": list(one.signalen),
            "achter": dict(one.achter),
        }
        for cel, one in sorted(cijfers.items())
    ]


def _cijfers(rows: Iterable[Mapping[str, Any]]) -> Cijfers:
    return {
        tuple(row["cel"]): Uitkomst(
            row["waarden"],
            row["clienten"],
            row["aanbieders"],
            tuple(row["signalen"]),
            row.get("achter", {}),
        )
        for row in rows
    }
