# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Each rule on a claim line against its cases, which are data beside this file."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from libs.ijw import Rule, codelist, evaluate
from services.billing.rules import CLIENT_RULES, DECLARATIE_RULES, HEADER_RULES, RULES
from services.billing.rules.explanation import explain
from tests.billing.claims import line_case

ONE_SENTENCE = re.compile(r"[A-Z](?:[^.!?]|\.(?=\d))*\.")
FOLDER = Path(__file__).parent / "rules"
BY_ID = {line.rule.id: line for line in RULES}
OTHERS: tuple[Rule[Any, Any], ...] = (*HEADER_RULES, *DECLARATIE_RULES, *CLIENT_RULES)


MARCH = {"periode_begin": date(2026, 3, 1), "periode_eind": date(2026, 3, 31)}


def _cases(kind: str) -> list[Any]:
    return [
        pytest.param(path.stem, case, id=f"{path.stem}: {case['case']}")
        for path in sorted(FOLDER.glob("*.yml"))
        if path.stem in BY_ID
        for case in yaml.safe_load(path.read_text())[kind]
    ]


@pytest.mark.parametrize(("rule_id", "case"), _cases("holds"))
def test_rule_holds(rule_id: str, case: dict[str, Any]) -> None:
    """The rule says nothing about this line."""
    regel, feiten = line_case(case)

    assert evaluate([BY_ID[rule_id].rule], regel, feiten, regel.plaats) == []


@pytest.mark.parametrize(("rule_id", "case"), _cases("broken"))
def test_rule_is_broken(rule_id: str, case: dict[str, Any]) -> None:
    """The rule gives its own code at a place within the line."""
    regel, feiten = line_case(case)

    assert not BY_ID[rule_id].rule.holds(regel, feiten)
    found = BY_ID[rule_id].finding(regel, feiten)

    assert (found.regel, found.retourcode) == (rule_id, BY_ID[rule_id].rule.retourcode)
    assert found.plaats.startswith(regel.plaats)
    assert not found.plaats.endswith("/")
    assert ONE_SENTENCE.fullmatch(found.melding), found.melding
    assert found.melding != BY_ID[rule_id].rule.sentence
    assert regel.referentie_nummer not in found.melding
    assert str(regel.toewijzing_nummer) not in found.melding


@pytest.mark.parametrize(("rule_id", "case"), [*_cases("holds"), *_cases("broken")])
def test_explanation_agrees_with_the_verdict(rule_id: str, case: dict[str, Any]) -> None:
    """Every rule is in the explanation, with a code exactly where it is broken."""
    regel, feiten = line_case(case)

    steps = {step.regel: step for step in explain(regel, feiten)}

    found = {f.regel: f.retourcode for f in evaluate([r.rule for r in RULES], regel, feiten, "")}
    assert list(steps) == [line.rule.id for line in RULES]
    broken = {r: s.retourcode for r, s in steps.items() if s.oordeel == "niet-voldaan"}
    assert broken == found
    assert (steps[rule_id].oordeel == "niet-van-toepassing") == (not steps[rule_id].feiten)


TOLD = [
    ("TR321", {"volume": 13, **MARCH}, {"omvang": [2, "04", "2"]}, "Gedeclareerd 780 minuten, "
     "toegestaan 720 minuten in deze periode (6 ISO-weken x 2 uur)."),
    ("TR321", {"volume": 9}, {"omvang": [8, "04", "4"]}, "Gedeclareerd 540 minuten, "
     "toegestaan 480 minuten in deze periode (8 uur per maand)."),
    ("TR321", {"volume": 61}, {"omvang": [2, "04", "1"]}, "Gedeclareerd 3660 minuten, "
     "toegestaan 3600 minuten in deze periode (30 dagen x 2 uur)."),
    ("TR418", {"tarief": 1300}, {}, "Gedeclareerd tarief € 13,00, verwacht € 12,50 "
     "(contracttarief € 12,50 per uur vanaf 1 januari 2026)."),
    ("TR346", {"bedrag": 123_456_78}, {}, "Gedeclareerd € 123.456,78, verwacht € 50,00 voor 4 uur "
     "tegen € 12,50."),
    ("TR369", {}, {"omvang": None, "code": None, "budget": 4999}, "Eerder goedgekeurd € 0,00, nu "
     "gedeclareerd € 50,00; het budget van de toewijzing is € 49,99."),
    ("TR387", {"periode_begin": date(2026, 4, 2)}, {}, "De productperiode begint op 2 april 2026; "
     "verwacht is 1 april 2026."),
    ("TR341", {"eenheid": "14"}, {}, "Gedeclareerd is in etmalen; volgens de toewijzing is uur "
     "afgesproken."),
]  # fmt: skip


@pytest.mark.parametrize(("rule_id", "regel", "toewijzing", "told"), TOLD)
def test_a_finding_tells_its_numbers(
    rule_id: str, regel: dict[str, Any], toewijzing: dict[str, Any], told: str
) -> None:
    """What was found, not the norm."""
    broken = line_case({"regel": regel, "toewijzing": toewijzing})

    assert not BY_ID[rule_id].rule.holds(*broken)
    assert BY_ID[rule_id].finding(*broken).melding == told


def test_the_policy_as_a_list() -> None:
    """Ids are unique, codes are in the code list, every rule has cases of both kinds."""
    rules: list[Rule[Any, Any]] = [*(line.rule for line in RULES), *OTHERS]
    known = codelist("WJ001")

    assert len({rule.id for rule in rules}) == len(rules)
    assert [rule.id for rule in rules if rule.retourcode not in known] == []
    assert {path.stem for path in FOLDER.glob("*.yml")} == {rule.id for rule in rules}
    for path in FOLDER.glob("*.yml"):
        cases = yaml.safe_load(path.read_text())
        assert cases["holds"], path
        assert cases["broken"], path


MAXIMA = [
    # toewijzing, productperiode, ISO weeks touched, Sundays with the last broken week
    (("2025-10-07", "2025-12-30"), ("2025-10-07", "2025-10-31"), 4, 3),
    (("2025-10-07", "2025-12-30"), ("2025-11-01", "2025-11-30"), 5, 5),
    (("2025-10-07", "2025-12-30"), ("2025-12-01", "2025-12-30"), 5, 5),
    (("2025-07-07", "2025-09-06"), ("2025-07-07", "2025-07-31"), 4, 3),
    (("2025-07-07", "2025-09-06"), ("2025-08-01", "2025-08-31"), 5, 6),
    (("2025-07-07", "2025-09-06"), ("2025-09-01", "2025-09-06"), 1, 0),
    (("2026-01-01", "2026-06-30"), ("2026-01-01", "2026-01-31"), 5, 4),
    (("2026-01-01", "2026-06-30"), ("2026-02-01", "2026-02-28"), 5, 4),
    (("2026-01-01", "2026-06-30"), ("2026-03-01", "2026-03-31"), 6, 5),
    (("2026-01-01", "2026-06-30"), ("2026-04-01", "2026-04-30"), 5, 4),
    (("2026-01-01", "2026-06-30"), ("2026-05-01", "2026-05-31"), 5, 5),
    (("2026-01-01", "2026-06-30"), ("2026-06-01", "2026-06-30"), 5, 5),
    (("2026-11-12", "2026-12-13"), ("2026-11-12", "2026-11-30"), 4, 3),
    (("2026-11-12", "2026-12-13"), ("2026-12-01", "2026-12-13"), 2, 2),
]


@pytest.mark.parametrize(("term", "period", "weeks", "sundays"), MAXIMA)
@pytest.mark.parametrize("outputgericht", [False, True])
def test_reference_values_of_the_weekly_maximum(
    term: tuple[str, str],
    period: tuple[str, str],
    weeks: int,
    sundays: int,
    outputgericht: bool,
) -> None:
    """Three a week: the last allowed volume fits, one more does not."""
    unit = "82" if outputgericht else "04"
    allowed = 3 * (sundays if outputgericht else weeks)
    ingangsdatum, einddatum = map(date.fromisoformat, term)
    case = {
        "toewijzing": {
            "ingangsdatum": ingangsdatum,
            "einddatum": einddatum,
            "omvang": [3, unit, "2"],
        },
        "product": {"variant": "outputgericht" if outputgericht else "inspanningsgericht"},
    }
    begin, eind = map(date.fromisoformat, period)
    line = {"periode_begin": begin, "periode_eind": eind, "eenheid": unit}
    rule = BY_ID["TR321"].rule

    assert rule.holds(*line_case({**case, "regel": {**line, "volume": allowed}}))
    assert not rule.holds(*line_case({**case, "regel": {**line, "volume": allowed + 1}}))
