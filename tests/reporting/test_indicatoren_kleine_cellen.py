# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""No indicator of the register tells of few children: who joins the register joins this test (B.5).

Nothing here knows a formula. A figure that is not there without four children tells of these four,
whether it is a number, an amount, a share or a median.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from itertools import combinations
from typing import Any

import pytest

from services.reporting.domain.indicatoren import REGISTER
from services.reporting.domain.indicatoren.afscherming import Getoond, afgeschermd
from services.reporting.domain.indicatoren.cellen import Cijfers, bereken
from services.reporting.domain.indicatoren.feiten import (
    Achterstand,
    Bedrag,
    Berichten,
    Client,
    Consult,
    Contract,
    Feiten,
    Hulp,
    Ingave,
    Maand,
    Maatregel,
    Melding,
    Pgb,
    Plaatsen,
    Toekomstplan,
    Toewijzing,
    Uitvoering,
    Verblijf,
    Verwijzing,
    Verzoek,
    Vraag,
)
from services.reporting.domain.indicatoren.register import Indicator, Maat
from services.reporting.domain.onderdrukking import DREMPELS

EVERY = [one for versions in REGISTER.values() for one in versions]
FEW, MANY = 4, 40
JAN, MAY, NOV = date(2024, 1, 1), date(2024, 5, 1), date(2024, 11, 1)
YEAR = Vraag(JAN, date(2024, 12, 31), date(2024, 12, 31))
OF_NOBODY = {
    ("I-05", "jeugdigen"),
    ("I-06", "bijdragen"),
    ("I-17", "aanbiedersVoor80"),
    ("I-17", "aanbieders"),
    ("I-18", "klein"),
    ("I-18", "zonderLevering"),
    ("I-18", "aanbieders"),
    ("I-20", "plaatsen"),
    ("I-11", "bijdragen"),
    ("I-30", "begroting"),
    ("I-30", "begrotingJaar"),
    ("I-30", "bijdrageTaakgericht"),
}
"""Figures that tell of no child, each of them looked at: providers, places, budgets."""
Facts = Mapping[str, Sequence[Any]]


def child(n: int, plek: int = 0) -> Facts:
    """All that the facts of one child can be: of a gemeente and provider of its own, if asked."""
    who = f"kind-{n}"
    when: Any = {"begin": date(2023, 6, 1), "eind": date(2024, 9, 1)}
    g: Any = {"gemeente": f"{plek:04}"}
    a: Any = {**g, "aanbieder": f"9000{plek:04}"}
    c: Any = {**g, "client": who}
    p: Any = {**a, "client": who, "zorgvorm": f"vorm-{plek}", "productcategorie": "45"}
    months = [Maand(date(2024, month, 1), 9_000) for month in range(1, 13)]
    return {
        "hulp": [Hulp(**p, **when, hulpvorm="gesloten plaatsing", segment="lta", reden="33")],
        "bedragen": [Bedrag(**p, maand=MAY, bedrag=5_000_001, volume=3, eenheid="04")],
        "toewijzingen": [Toewijzing(**p, nummer=n, ingang=JAN, maanden=months)],
        "verwijzingen": [
            Verwijzing(**p, status="toegewezen", verwezen=JAN, toegewezen=JAN, start=None),
            Verwijzing(**p, status="gestart", verwezen=JAN, toegewezen=JAN, start=MAY),
        ],
        "pgbs": [Pgb(**c, begin=JAN)],
        "maatregelen": [
            Maatregel(**c, soort=soort, begin=JAN, oorzaken=["complexe-scheiding"])
            for soort in ("ots", "voogdij", "jeugdreclassering")
        ],
        "verblijven": [
            Verblijf(**a, client=who, vorm="pleegzorg", begin=JAN, eind=MAY, einde_reden="uitval"),
            Verblijf(**a, client=who, vorm="pleegzorg", begin=MAY, onvrijwillig=True),
        ],
        "toekomstplannen": [Toekomstplan(**c, goedgekeurd=JAN, regimes=["wmo"])],
        "consulten": [Consult(**g, datum=MAY, vervolg="geen")],
        "contracten": [Contract(**a, begin=JAN)],
        "verzoeken": [Verzoek(**a, ontvangen=MAY, beantwoord=NOV, te_laat=True)],
        "berichten": [Berichten(**a, ontvangen=MAY, aantal=1, afgekeurd=1)],
        "achterstanden": [Achterstand(**a, maand=MAY, dagen=9, regels=1)],
        "meldingen": [Melding(**a, begin=MAY, gemeld=NOV)],
    }


def around(plekken: int) -> Facts:
    """What is there without any child."""
    return {
        "ingaven": [
            Ingave(gemeente=f"{plek:04}", soort=soort, jaar=2024, waarde=12_000)
            for plek in range(plekken)
            for soort in ("jeugdigen", "begroting", "taakbijdrage", "pgb-uitgaven")
        ],
        "plaatsen": [
            Plaatsen(
                aanbieder=f"9000{plek:04}",
                functie="jeugdzorgplus",
                jaar=2024,
                afgesproken=3,
                beschikbaar=3,
            )
            for plek in range(plekken)
        ],
    }


def world(*parts: Facts) -> Feiten:
    found: dict[str, Any] = {one.name: [] for one in fields(Feiten) if one.name != "clienten"}
    for part in parts:
        for kind, facts in part.items():
            found[kind] += facts
    people = {one.client for own in found.values() for one in own if hasattr(one, "client")}
    born = {who: Client("2006-03" if who.endswith("-17") else "2012-03", "1") for who in people}
    return Feiten(**found, clienten=born)


def groupings(one: Indicator) -> Iterator[tuple[str, ...]]:
    """By each dimension, by two, and by where, what and when together."""
    yield from ((name,) for name in one.dimensies)
    yield from combinations([name for name in one.dimensies if name in WIDE], 2)
    three = ("gemeente", "zorgvorm", "maand")
    if set(three) <= set(one.dimensies):
        yield three


WIDE = ("maand", "jaar", "gemeente", "zorgvorm", "aanbieder", "productcategorie", "geslacht")


def look(
    one: Indicator, facts: Feiten, by: tuple[str, ...], doelgroep: str
) -> tuple[Cijfers, Mapping[tuple[str, ...], Getoond]]:
    raw = bereken(one, facts, YEAR, by)
    return raw, afgeschermd(one, raw, by, doelgroep)


def told(one: Indicator, shown: Getoond) -> Iterator[tuple[Maat, float]]:
    """Figures that are shown, and may be of children."""
    for maat in one.maten:
        value = shown.waarden.get(maat.veld)
        if value is not None and (one.id, maat.veld) not in OF_NOBODY:
            yield maat, value


def marked(one: Indicator) -> str:
    return f"{one.id} v{one.versie}"


def test_the_world_has_every_kind_of_fact() -> None:
    """Of a kind that is new here nobody would know whether it tells of few."""
    there = {*child(0), *around(1), "clienten"}
    assert there == {one.name for one in fields(Feiten)}


def test_what_is_of_nobody_is_named_one_by_one() -> None:
    named = {(one.id, maat.veld) for one in EVERY for maat in one.maten if maat.van == "niemand"}
    assert named == OF_NOBODY


@pytest.mark.parametrize("one", EVERY, ids=marked)
def test_b5_of_a_cell_of_one_child_no_indicator_shows_anything(one: Indicator) -> None:
    """Every gemeente, provider and form has one child, with all that a child can have."""
    facts = world(around(12), *(child(n, plek=n) for n in range(12)))
    nobody = world(around(12))
    found = {}
    for by in groupings(one):
        if {"gemeente", "aanbieder", "zorgvorm"} & {*by}:
            for doelgroep in ("regio", "openbaar"):
                _, shown = look(one, facts, by, doelgroep)
                empty = bereken(one, nobody, YEAR, by)
                said = {
                    (cel, maat.veld, value)
                    for cel, cell in shown.items()
                    if cel
                    for maat, value in told(one, cell)
                    if cel not in empty or value != empty[cel].waarden[maat.veld]
                    if value or maat.eenheid not in {"clienten", "aantal", "eurocent"}
                }
                if said:
                    found[by, doelgroep] = said
    assert found == {}


def aside(**facts: Any) -> Facts:
    return {kind: list(own) for kind, own in facts.items()}


def _hulp(who: str, **changes: Any) -> Hulp:
    usual: Any = {"gemeente": "0000", "aanbieder": "90000000", "client": who, "begin": JAN}
    return Hulp(**(usual | changes))


def plain(n: int) -> Facts:
    """A child as there are many: of all amounts of the world each has one."""
    who = f"velen-{n}"
    p: Any = {"gemeente": "0000", "aanbieder": "90000000", "client": who}
    months = [Maand(date(2024, month, 1), 9_000) for month in range(9, 11)]
    return {
        "hulp": [_hulp(who)],
        "bedragen": [Bedrag(**p, maand=NOV, bedrag=700)],
        "toewijzingen": [
            Toewijzing(
                **p,
                nummer=n,
                ingang=date(2024, 9, 1),
                maanden=months,
                uitvoering=[Uitvoering(JAN)],
                gefactureerd={date(2024, 9, 1): 700},
            )
        ],
        "verblijven": [Verblijf(**p, vorm="gezinshuis", begin=JAN)],
    }


def _only(*kinds: str) -> Callable[[int], Facts]:
    """Of all that a child can have only this, of one who is otherwise as the many."""
    return lambda n: {**plain(900 + n), **{kind: child(900 + n)[kind] for kind in kinds}}


def _award(n: int, **changes: Any) -> Facts:
    (usual,) = plain(900 + n)["toewijzingen"]
    (own,) = child(900 + n)["toewijzingen"]
    made = replace(usual, maanden=own.maanden, **changes)
    return {**plain(900 + n), "toewijzingen": [made]}


TRAITS: Mapping[str, Callable[[int], Facts]] = {
    "everything": lambda n: child(900 + n),
    **{kind: _only(kind) for kind in child(0)},
    "measures of one kind": lambda n: {
        "maatregelen": [Maatregel(gemeente="0000", client=f"velen-{n}", soort="ots", begin=JAN)]
    },
    "places without a move": lambda n: {"verblijven": child(n)["verblijven"][:1]},
    "a move": lambda n: aside(
        verblijven=[
            Verblijf(gemeente="0000", client=f"w-{n}", vorm="gezinshuis", begin=JAN, eind=MAY),
            Verblijf(gemeente="0000", client=f"w-{n}", vorm="gezinshuis", begin=MAY),
        ]
    ),
    "old awards": _award,
    "awards that were not started": lambda n: _award(n, uitvoering=[]),
    "awards with a late start": lambda n: _award(n, uitvoering=[Uitvoering(NOV)]),
    "awards with a pause": lambda n: _award(
        n, uitvoering=[Uitvoering(JAN, MAY, tijdelijk=True), Uitvoering(NOV)]
    ),
    "awards that were stopped": lambda n: _award(n, uitvoering=[Uitvoering(JAN, MAY)]),
    "long help": lambda n: {
        **plain(900 + n),
        "hulp": [_hulp(f"velen-{900 + n}", begin=date(2019, 1, 1))],
    },
    "help that ended": lambda n: {
        **plain(900 + n),
        "hulp": [_hulp(f"velen-{900 + n}", eind=MAY, reden="31")],
    },
    "of seventeen": lambda n: {"hulp": [_hulp(f"jong-{n}-17", begin=JAN)]},
    "the year before": lambda n: aside(
        bedragen=[
            Bedrag(
                gemeente="0000",
                aanbieder="90000000",
                client=f"velen-{n}",
                maand=date(2023, 5, 1),
                bedrag=800,
                volume=1,
            )
        ]
    ),
    "consults of which more is known": lambda n: aside(
        consulten=[Consult(gemeente="0000", datum=MAY, vervolg="geen" if n < FEW else None)]
    ),
}
"""What few children have, or what is told of few, beside the many."""


@pytest.mark.parametrize("trait", TRAITS)
def test_b5_no_indicator_shows_what_is_not_there_without_four_children(trait: str) -> None:
    """Nor a number, amount, share or median of these four."""
    many = [around(1), *(plain(n) for n in range(MANY))]
    if trait == "consults of which more is known":
        many += [TRAITS[trait](n) for n in range(FEW, MANY)]
    without, facts = world(*many), world(*many, *(TRAITS[trait](n) for n in range(FEW)))
    found = set()
    shown_at_all = 0
    for one in EVERY:
        before = bereken(one, without, YEAR)[()].waarden
        for doelgroep in ("regio", "openbaar"):
            for maat, value in told(one, look(one, facts, (), doelgroep)[1][()]):
                shown_at_all += 1
                counts = maat.eenheid in {"clienten", "aantal"}
                few = counts and 0 < value < DREMPELS[doelgroep]
                if few or (not before.get(maat.veld) and value):
                    found.add((one.id, maat.veld, doelgroep))
    assert found == set()
    assert shown_at_all > 20, "hidden is what has to be, and no more"


def test_b5_parts_of_few_are_hidden_with_what_they_add_up_to() -> None:
    """What two old awards are worth does not follow from the other ages; the whole is shown."""
    many = [plain(n) for n in range(MANY)]
    facts = world(*many, *(_award(n) for n in range(2)))
    (one,) = [known for known in EVERY if known.id == "I-12"][-1:]

    raw, shown = look(one, facts, (), "regio")

    assert raw[()].waarden["ouder"]
    assert shown[()].velden == {"tot3Maanden", "tot6Maanden", "ouder"}
    assert shown[()].waarden["open"] == raw[()].waarden["open"]
    assert not shown[()].verborgen
    assert look(one, facts, (), "gemeente")[1][()].waarden == raw[()].waarden
