# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The rules between a JW325 and the JW323 that it answers: every case, and the examples."""

import json
from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from libs.ijw import (
    JW323,
    JW325,
    Finding,
    Level,
    check,
    check_answer,
    declaratie_antwoord,
    read,
    write,
)
from libs.ijw import messages as m
from libs.ijw import shared as s
from libs.ijw.rules.pair import PAIR_RULES
from libs.ijw.rules.received import ANSWER_RULES
from tests.ijw.builders import ANDER_BSN, DAGTEKENING, change, jw323, jw325, line

_LINE = "declaratie_antwoord.clienten.0.prestaties.0"
_AT = "DeclaratieAntwoord/Clienten/Client[1]/Prestaties/Prestatie[1]"
_ONE_AS = {
    "toewijzing_nummer": 1003,
    "product_categorie": "46",
    "product_code": "45A03",
    "product_periode": s.GeslotenPeriode(begindatum=date(2026, 10, 1), einddatum=date(2026, 10, 9)),
    "geleverd_volume": 601,
    "eenheid": "04",
    "product_tarief": None,
    "ingediend_bedrag": s.BedragMetDC(bedrag=81601, debet_credit="D"),
}
"""Each element of a prestatie with another value than in the declaratie."""

Changes = Mapping[str, Any]
HOLDS: list[tuple[str, Changes, Changes]] = [
    ("TR337", {}, {}),
    (
        "TR337",
        {"header.bericht_identificatie.identificatie": "X"},
        {"header.declaratie_identificatie.identificatie": "X"},
    ),
    ("TR371", {}, {}),
    (
        "TR371",
        {"header.xsd_versie": s.XsdVersie(bericht_xsd_versie="1.0.1")},
        {"header.xsd_versie_declaratie": s.XsdVersie(bericht_xsd_versie="1.0.1")},
    ),
    ("TR376", {}, {}),
    ("TR376", {}, {"declaratie_antwoord": None}),
    ("TR366", {}, {}),
    ("TR366", {}, {"declaratie_antwoord.clienten": ()}),
    ("TR367", {}, {f"{_LINE}.retour_codes": ("9322", "0611")}),
    ("TR367", {}, {f"{_LINE}.product_referentie.referentie_nummer": "RN9"}),
    (
        "TR367",
        {"declaratie.clienten.0.prestaties": lambda known: (line("RN3", 1009), *known)},
        {},
    ),
]
"""Rule, changes to the declaratie, changes to its answer. Of a number that was used twice any line
may be the one returned; one that was not declared is a matter of TR366."""

BREAKS: list[tuple[str, Changes, str]] = [
    (
        "TR337",
        {"header.declaratie_identificatie.identificatie": "X"},
        "Header/DeclaratieIdentificatie",
    ),
    (
        "TR337",
        {"header.declaratie_identificatie.dagtekening": date(2026, 11, 3)},
        "Header/DeclaratieIdentificatie",
    ),
    (
        "TR371",
        {"header.xsd_versie_declaratie.bericht_xsd_versie": "1.0.1"},
        "Header/XsdVersieDeclaratie",
    ),
    (
        "TR371",
        {"header.xsd_versie_declaratie.basisschema_xsd_versie": "1.0.1"},
        "Header/XsdVersieDeclaratie",
    ),
    (
        "TR376",
        {"declaratie_antwoord.declaratie_nummer": "D202611"},
        "DeclaratieAntwoord/DeclaratieNummer",
    ),
    (
        "TR376",
        {"declaratie_antwoord.declaratie_nummer": "d202610"},
        "DeclaratieAntwoord/DeclaratieNummer",
    ),
    (
        "TR366",
        {f"{_LINE}.product_referentie.referentie_nummer": "RN9"},
        f"{_AT}/ProductReferentie",
    ),
    (
        "TR366",
        {f"{_LINE}.product_referentie.vorig_referentie_nummer": "RN0"},
        f"{_AT}/ProductReferentie",
    ),
    *(("TR367", {f"{_LINE}.{name}": value}, _AT) for name, value in _ONE_AS.items()),
]


@pytest.mark.parametrize(("rule", "declared", "answered"), HOLDS)
def test_a_rule_holds(rule: str, declared: Changes, answered: Changes) -> None:
    question, answer = change(jw323(), declared), change(jw325(), answered)
    assert [f for f in check_answer(question, answer) if f.regel == rule] == []


@pytest.mark.parametrize(("rule", "answered", "place"), BREAKS)
def test_a_rule_is_broken(rule: str, answered: Changes, place: str) -> None:
    """That rule alone, at its place; the answer by itself is a valid message."""
    answer = change(jw325(), answered)
    assert read(write(answer)) == answer
    (found,) = check_answer(jw323(), answer)
    assert (found.regel, found.level, found.plaats) == (
        rule,
        Level.ACROSS_MESSAGES,
        f"/Bericht/{place}",
    )


def test_every_rule_has_two_cases_each_way(shared_dir: Path) -> None:
    """The rules across messages on a JW325 alone, with their own codes."""
    rows = json.loads((shared_dir / "ijw" / "rules.json").read_text(encoding="utf-8"))
    standard = {
        row["id"]: row["retourcode"]
        for row in rows
        if row["level"] == "cross-message" and row["messages"] == ["JW325"]
    }
    assert {unit.rule.id: unit.rule.retourcode for unit in PAIR_RULES} == standard
    for cases in (HOLDS, BREAKS):
        counts = Counter(case[0] for case in cases)
        assert set(counts) == set(standard)
        assert min(counts.values()) >= 2


FINDINGS = {
    "nothing": [],
    "a line": ["/Bericht/Declaratie/Clienten/Client[1]/Prestaties/Prestatie[2]"],
    "two clients": [f"/Bericht/Declaratie/Clienten/Client[{n}]/Bsn" for n in (1, 2)],
    "the declaratie": ["/Bericht/Declaratie/DeclaratieNummer"],
    "the header": ["/Bericht/Header/Ontvanger"],
}


@pytest.mark.parametrize("places", FINDINGS.values(), ids=FINDINGS)
def test_an_answer_that_we_make_fits(places: list[str]) -> None:
    found = [Finding("TR000", Level.ACROSS_MESSAGES, "9333", place, "Fout.") for place in places]
    question = jw323()
    answer = declaratie_antwoord(question, found, identificatie="A1", dagtekening=DAGTEKENING)
    assert check_answer(question, answer) == []


def test_a_published_answer_fits_its_declaratie_and_no_other(shared_dir: Path) -> None:
    folder = shared_dir / "ijw" / "examples"
    question = read((folder / "JW323.clean.xml").read_bytes())
    answer = read((folder / "sample.JW325.partly-rejected.xml").read_bytes())
    assert isinstance(question, JW323)
    assert isinstance(answer, JW325)
    assert check_answer(question, answer) == []
    assert {f.regel for f in check_answer(jw323(), answer)} >= {"TR337", "TR376", "TR366"}


def test_a_line_of_another_client_is_still_that_line() -> None:
    """TR304 speaks of the client, the other rules of the line."""
    client = m.DeclaratieClient(bsn=ANDER_BSN, prestaties=(line("RN1"),), retour_codes=("0200",))
    answer = change(jw325(), {"declaratie_antwoord.clienten": (client,)})
    assert check(answer) == check(jw325())
    assert check_answer(jw323(), answer) == []


def test_a_client_that_was_not_declared() -> None:
    answer = change(jw325(), {f"{_CLIENTS}.0.bsn": _NOBODY})
    (found,) = check_answer(jw323(), answer)
    assert (found.regel, found.retourcode) == ("TR304", "8187")
    assert found.plaats == "/Bericht/DeclaratieAntwoord/Clienten/Client[1]/Bsn"


_HERE = "header.bericht_identificatie"
_NOBODY = "999900031"
_DAY, _CLIENTS = f"{_HERE}.dagtekening", "declaratie_antwoord.clienten"
RECEIVED: list[tuple[str, bool, Changes, Changes]] = [
    ("TR304", True, {}, {}),
    ("TR304", True, {}, {_CLIENTS: ()}),
    ("TR304", False, {}, {f"{_CLIENTS}.0.bsn": _NOBODY}),
    ("TR304", False, {"declaratie.clienten.1.bsn": _NOBODY}, {}),
    ("TR135", True, {}, {_DAY: DAGTEKENING}),
    ("TR135", True, {}, {_DAY: date(2026, 1, 1)}),
    ("TR135", False, {}, {_DAY: DAGTEKENING + timedelta(days=1)}),
    ("TR135", False, {}, {_DAY: date(2027, 1, 1)}),
    ("TR056", True, {}, {}),
    ("TR056", True, {}, {f"{_HERE}.identificatie": "a0000000001"}),
    ("TR056", False, {}, {f"{_HERE}.identificatie": "A0000000001"}),
    ("TR056", False, {}, {f"{_HERE}.identificatie": "A0000000002"}),
    ("TR378", True, {}, {"header.afzender": "0384"}),
    ("TR378", True, {}, {"header.afzender": "0307"}),
    ("TR378", False, {}, {"header.afzender": "9999"}),
    ("TR378", False, {}, {"header.afzender": "0001"}),
]
"""Rule, whether it holds, changes to the declaratie, and to the answer as received on its day."""


@pytest.mark.parametrize(("rule", "holds", "declared", "answered"), RECEIVED)
def test_a_rule_on_an_answer_that_came_in(
    rule: str, holds: bool, declared: Changes, answered: Changes
) -> None:
    question, answer = change(jw323(), declared), change(jw325(), answered)
    used = ("A0000000001", "A0000000002")

    found = [f for f in check_answer(question, answer, DAGTEKENING, used) if f.regel == rule]

    assert (found == []) == holds
    codes = {unit.rule.id: (unit.rule.level, unit.rule.retourcode) for unit in ANSWER_RULES}
    assert {(f.level, f.retourcode) for f in found} <= {codes[rule]}


def test_who_makes_an_answer_is_not_asked_what_only_its_receiver_knows() -> None:
    """A JW323 to a code that is in no list is answered under that very code (S300)."""
    answer = change(jw325(), {"header.afzender": "9999", _DAY: date(2027, 1, 1)})
    assert check_answer(jw323(), answer) == []


def test_the_rules_on_an_answer_have_two_cases_each_way(shared_dir: Path) -> None:
    """All of JW325 across messages or outside them that other messages have too."""
    rows = json.loads((shared_dir / "ijw" / "rules.json").read_text(encoding="utf-8"))
    standard = {
        row["id"]: row["retourcode"]
        for row in rows
        if row["level"] in ("cross-message", "external")
        and "JW325" in row["messages"]
        and len(row["messages"]) > 1
    }
    assert {unit.rule.id: unit.rule.retourcode for unit in ANSWER_RULES} == standard
    counts = Counter(case[:2] for case in RECEIVED)
    assert {rule for rule, _ in counts} == set(standard)
    assert set(counts.values()) == {2}
