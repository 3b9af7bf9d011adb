# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The rules between a JW325 and the JW323 that it answers: every case, and the examples."""

import json
from collections import Counter
from collections.abc import Mapping
from datetime import date
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
    """TR304 speaks of the client, these rules of the line."""
    client = m.DeclaratieClient(bsn=ANDER_BSN, prestaties=(line("RN1"),), retour_codes=("0200",))
    answer = change(jw325(), {"declaratie_antwoord.clienten": (client,)})
    assert check(answer) == check(jw325())
    assert check_answer(jw323(), answer) == []
