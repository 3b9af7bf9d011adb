# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Procurement: who may come in when (C-02), and the care with which it is done (C-03). Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Literal, get_args

from libs.ijw.months import months_later
from services.contract.domain.geldigheid import Fault

Route = Literal["toelating", "sas", "sas-emvi", "openbaar", "subsidie", "landelijk", "inbesteed"]
Vorm = Literal[
    "raamovereenkomst", "overeenkomst", "subsidiebeschikking", "basis-en-uitvoeringsovereenkomst"
]
Eis = Literal["publicatie", "ondertekening", "looptijd", "continuiteit"]
Mijlpaalsoort = Literal[
    "strategie", "marktconsultatie", "publicatie", "gunning", "ondertekening", "implementatie"
]
Afwijking = Literal[Eis, Mijlpaalsoort]
"""What may be motivated: a rule that is not met, or a milestone that was missed."""
Uitslag = Literal["voldoet", "voldoet-niet", "gemotiveerd-afgeweken", "nog-niet-bekend"]

BASIS: Vorm = "basis-en-uitvoeringsovereenkomst"
LOOPTIJD_MAANDEN = 36
ONDERTEKENING_MAANDEN = 3
RAAM_MAANDEN = 48
"""A framework lasts no longer, unless it is motivated."""
WAARSCHUWINGEN = (60, 30)
"""Days before a term at which an early warning is given."""


VOLGORDE: tuple[Mijlpaalsoort, ...] = get_args(Mijlpaalsoort)
"""In which order a procurement passes its milestones."""


@dataclass(frozen=True, slots=True)
class Mijlpaal:
    """A step of a procurement: when it is planned, and when it was done."""

    soort: Mijlpaalsoort
    gepland: date
    gereed: date | None = None


@dataclass(frozen=True, slots=True)
class Inkoop:
    """A procurement with its dates; what did not happen yet is None.

    `uitvoering_maanden` is how long an implementation agreement under a basic one lasts each time.
    `afwijkingen` has the motivation of each rule or milestone that is not met on purpose.
    """

    route: Route
    vorm: Vorm
    start: date
    einde: date | None
    publicatie: date | None = None
    laatste_ondertekening: date | None = None
    continuiteitsclausule: bool = False
    gesloten_op: date | None = None
    afwijkingen: Mapping[Afwijking, str] = field(default_factory=dict)
    uitvoering_maanden: int | None = None
    mijlpalen: tuple[Mijlpaal, ...] = ()


def inkoop_uit(inhoud: Mapping[str, Any]) -> Inkoop:
    """Of what was kept of it: names as on the wire, dates as text.

    Where the day of publication or signing is not given, it is that of its milestone.
    """

    def day(name: str) -> date | None:
        return None if inhoud[name] is None else date.fromisoformat(inhoud[name])

    steps = tuple(_mijlpaal(one) for one in inhoud.get("mijlpalen", ()))
    done = {one.soort: one.gereed for one in steps}
    return Inkoop(
        route=inhoud["route"],
        vorm=inhoud["vorm"],
        start=date.fromisoformat(inhoud["start"]),
        einde=day("einde"),
        publicatie=day("publicatie") or done.get("publicatie"),
        laatste_ondertekening=day("laatsteOndertekening") or done.get("ondertekening"),
        continuiteitsclausule=inhoud["continuiteitsclausule"],
        gesloten_op=day("geslotenOp"),
        afwijkingen=inhoud["afwijkingen"],
        uitvoering_maanden=inhoud.get("uitvoeringMaanden"),
        mijlpalen=steps,
    )


def _mijlpaal(inhoud: Mapping[str, Any]) -> Mijlpaal:
    done = inhoud["gereed"]
    planned = date.fromisoformat(inhoud["gepland"])
    return Mijlpaal(inhoud["soort"], planned, None if done is None else date.fromisoformat(done))


@dataclass(frozen=True, slots=True)
class Toets:
    """One rule of the calendar: until when, and how it stands."""

    eis: Eis
    uitslag: Uitslag
    uiterlijk: date | None
    toelichting: str


@dataclass(frozen=True, slots=True)
class Waarschuwing:
    """A term or milestone that comes near while what it asks has not happened."""

    eis: Mijlpaalsoort
    uiterlijk: date
    dagen: int


def toetsen(inkoop: Inkoop) -> tuple[Toets, ...]:
    """The four rules of the norms of good procurement (NvO agreement 7)."""
    return (
        _gedaan(inkoop, "publicatie", inkoop.publicatie, publiceren_uiterlijk(inkoop)),
        _gedaan(inkoop, "ondertekening", inkoop.laatste_ondertekening, tekenen_uiterlijk(inkoop)),
        _looptijd(inkoop),
        _continuiteit(inkoop),
    )


def waarschuwingen(inkoop: Inkoop, today: date) -> tuple[Waarschuwing, ...]:
    """Those that are given from sixty days before a term on, until it is met or over."""
    terms: list[tuple[Mijlpaalsoort, date]] = []
    if inkoop.publicatie is None:
        terms.append(("publicatie", publiceren_uiterlijk(inkoop)))
    if inkoop.laatste_ondertekening is None:
        terms.append(("ondertekening", tekenen_uiterlijk(inkoop)))
    legal = {soort for soort, _ in terms}
    waiting = (one for one in inkoop.mijlpalen if one.gereed is None and one.soort not in legal)
    terms += [(one.soort, one.gepland) for one in waiting]
    left = ((eis, last, (last - today).days) for eis, last in terms)
    return tuple(Waarschuwing(*one) for one in left if 0 <= one[2] <= max(WAARSCHUWINGEN))


def drempel(dagen: int) -> int:
    """The last of the two warnings that is due so many days before a term."""
    return min(one for one in WAARSCHUWINGEN if dagen <= one)


def laat_toe(inkoop: Inkoop, day: date) -> bool:
    """Whether an aanbieder may still come in on a day (C-02).

    Admission (open house) stands open unless it was closed; all other routes end with their award,
    which is the last day on which is signed.
    """
    if inkoop.gesloten_op is not None and day >= inkoop.gesloten_op:
        return False
    if inkoop.route == "toelating":
        return True
    return inkoop.laatste_ondertekening is None or day <= inkoop.laatste_ondertekening


def publiceren_uiterlijk(inkoop: Inkoop) -> date:
    """The last day: before 1 April of the year before the start."""
    return date(inkoop.start.year - 1, 3, 31)


def tekenen_uiterlijk(inkoop: Inkoop) -> date:
    """The last day: three calendar months before the start."""
    return months_later(inkoop.start, -ONDERTEKENING_MAANDEN)


def maanden(van: date, tot: date) -> int:
    """Whole months from the first through the last day."""
    after = tot + timedelta(days=1)
    whole = (after.year - van.year) * 12 + after.month - van.month
    return whole - (after.day < van.day)


def inkoop_faults(inkoop: Inkoop) -> Iterator[Fault]:
    """Everything wrong with it: field, code and reason."""
    if inkoop.einde is not None and inkoop.einde < inkoop.start:
        yield Fault("einde", "volgorde", "ligt voor start")
    raam = inkoop.vorm == "raamovereenkomst" and "looptijd" not in inkoop.afwijkingen
    if raam and inkoop.einde is not None and maanden(inkoop.start, inkoop.einde) > RAAM_MAANDEN:
        reason = "een raamovereenkomst duurt ten hoogste vier jaar, tenzij gemotiveerd"
        yield Fault("einde", "te-lang", reason)
    if inkoop.uitvoering_maanden is not None and inkoop.vorm != BASIS:
        reason = "hoort alleen bij een basis- en uitvoeringsovereenkomst"
        yield Fault("uitvoeringMaanden", "overbodig", reason)
    for eis, motivering in inkoop.afwijkingen.items():
        if not motivering.strip():
            yield Fault(f"afwijkingen.{eis}", "ontbreekt", "heeft een motivering nodig")


def _gedaan(inkoop: Inkoop, eis: Eis, gedaan: date | None, uiterlijk: date) -> Toets:
    if gedaan is None:
        return _toets(inkoop, eis, None, uiterlijk, f"nog niet gedaan; uiterlijk {uiterlijk}")
    late = (gedaan - uiterlijk).days
    met = f"op {gedaan}, uiterlijk {uiterlijk}"
    return _toets(inkoop, eis, late <= 0, uiterlijk, met if late <= 0 else f"{met}: {late} te laat")


def _looptijd(inkoop: Inkoop) -> Toets:
    """What binds is the agreement under which help is bought: of a basic agreement that is the
    implementation agreement, and one without an end can be ended at any time."""
    if inkoop.uitvoering_maanden is not None:
        length = inkoop.uitvoering_maanden
        said = f"uitvoeringsovereenkomst van {length} maanden, ten minste {LOOPTIJD_MAANDEN}"
        return _toets(inkoop, "looptijd", length >= LOOPTIJD_MAANDEN, None, said)
    if inkoop.einde is None:
        said = f"onbepaald: niets zegt dat zij ten minste {LOOPTIJD_MAANDEN} maanden duurt"
        return _toets(inkoop, "looptijd", False, None, said)
    length = maanden(inkoop.start, inkoop.einde)
    said = f"{length} maanden, ten minste {LOOPTIJD_MAANDEN}"
    return _toets(inkoop, "looptijd", length >= LOOPTIJD_MAANDEN, None, said)


def _continuiteit(inkoop: Inkoop) -> Toets:
    said = "afgesproken" if inkoop.continuiteitsclausule else "niet afgesproken"
    return _toets(inkoop, "continuiteit", inkoop.continuiteitsclausule, None, said)


def _toets(
    inkoop: Inkoop, eis: Eis, holds: bool | None, uiterlijk: date | None, toelichting: str
) -> Toets:
    if holds is None:
        return Toets(eis, "nog-niet-bekend", uiterlijk, toelichting)
    if holds:
        return Toets(eis, "voldoet", uiterlijk, toelichting)
    motivering = inkoop.afwijkingen.get(eis)
    if motivering:
        return Toets(eis, "gemotiveerd-afgeweken", uiterlijk, f"{toelichting}; {motivering}")
    return Toets(eis, "voldoet-niet", uiterlijk, toelichting)
