# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""No rule of the standard is forgotten: each has a unit somewhere, or a reason that is true."""

import importlib
import json
import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from libs.ijw.register import NIVEAUS, register
from scripts.regels import OWN, PAGE, ROOT, files_of_units, rendered, service_units

REGISTER = register()
ENTRIES = list(REGISTER.values())
UNITS = list(service_units())
HELD = files_of_units()
IN_LIBRARY = {entry.id for entry in ENTRIES if entry.waar == "libs/ijw"}
DATA = files("libs.ijw").joinpath("data", "regels.json").read_text(encoding="utf-8")

RETOUR = ("JW302", "JW306", "JW308", "JW316", "JW318", "JW320")
LEVELS = {
    "xsd": "schema",
    "xslt": "bericht",
    "cross-message": "berichtoverstijgend",
    "external": "extern",
    "process": "proces",
    "fill": "invulinstructie",
    "principle": "uitgangspunt",
}
KINDS = {
    "technical": "technische regel",
    "business": "bedrijfsregel",
    "fill": "invulinstructie",
    "principle": "uitgangspunt",
    "condition": "conditie",
    "constraint": "constraint",
    "restriction": "restrictie",
}


RULE = re.compile(r"\b(?:TR|OP|IV|UP|CD|CS|RS)\d{3}(?:x\d)?")
MESSAGE = re.compile(r"JW\d{3}")
TAKEN = re.compile(r"(services/\w+) takes in (no |the )((?:JW\d{3}|, | and the )+)")
ONE_SENTENCE = re.compile(r"[A-Z](?:[^.!?]|\.(?=\d))*\.")


@pytest.fixture(scope="module")
def published(shared_dir: Path) -> Mapping[str, Any]:
    """The rules of the standard, by id."""
    rows = json.loads((shared_dir / "ijw" / "rules.json").read_text(encoding="utf-8"))
    return {row["id"]: row for row in rows}


def as_places(paths: list[str]) -> set[str]:
    """`JW307.StopProduct.Einddatum` as the register writes it; retour messages one by one."""
    written = {path.removesuffix(".*").replace(".", "/") for path in paths}
    return {path.replace("JW-retour", soort) for path in written for soort in RETOUR}


def packages_by_rule() -> dict[str, set[str]]:
    """The services that have a unit for a rule."""
    found: dict[str, set[str]] = {}
    for unit in UNITS:
        found.setdefault(unit.rule.id, set()).add(unit.package)
    return found


class TestAgainstTheStandard:
    def test_the_register_has_every_rule_of_the_standard_and_no_other(
        self, published: Mapping[str, Any]
    ) -> None:
        assert len(published) == 304
        assert set(REGISTER) == set(published)

    def test_level_and_kind_are_those_of_the_standard(self, published: Mapping[str, Any]) -> None:
        theirs = {i: (LEVELS[r["level"]], KINDS[r["kind"]]) for i, r in published.items()}
        assert {entry.id: (entry.level, entry.kind) for entry in ENTRIES} == theirs

    def test_retourcode_and_messages_are_those_of_the_standard(
        self, published: Mapping[str, Any]
    ) -> None:
        theirs = {i: (r["retourcode"], tuple(r["messages"])) for i, r in published.items()}
        assert {entry.id: (entry.retourcode, entry.berichten) for entry in ENTRIES} == theirs

    def test_places_are_those_of_the_standard_or_one_element_deeper(
        self, published: Mapping[str, Any]
    ) -> None:
        wrong, compared = [], 0
        for entry in ENTRIES:
            paths = published[entry.id].get("applies_to") or []
            if any(" " in path for path in paths):  # the standard tells these in words
                continue
            theirs = as_places(paths)
            ours = {p if p in theirs else p.rpartition("/")[0] for p in entry.plaatsen}
            compared += bool(theirs)
            if ours != theirs:
                wrong.append(entry.id)
        assert wrong == []
        assert compared > 140


class TestRules:
    def test_each_has_a_unit_or_a_reason(self) -> None:
        assert [entry.id for entry in ENTRIES if not (entry.waar or entry.reden)] == []

    def test_where_a_unit_is_said_to_be_there_is_one(self) -> None:
        assert {entry.id for entry in ENTRIES if entry.waar} == set(HELD) & set(REGISTER)

    def test_beside_a_unit_a_reason_says_of_which_messages_of_the_rule(self) -> None:
        both = [entry for entry in ENTRIES if entry.waar and entry.reden]
        first = {entry.id: MESSAGE.match(entry.reden or "") for entry in both}
        assert both
        assert [
            e.id for e in both if not (found := first[e.id]) or found[0] not in e.berichten
        ] == []

    def test_reasons_name_rules_and_files_that_exist(self) -> None:
        reasons = " ".join(entry.reden or "" for entry in ENTRIES)
        paths = set(re.findall(r"\b(?:libs|services)/[\w/.]*\w", reasons))
        assert "libs/ijw/answers.py" in paths
        assert [path for path in sorted(paths) if not (ROOT / path).exists()] == []
        assert set(RULE.findall(reasons)) <= set(REGISTER)

    def test_a_rule_that_others_hold_names_rules_with_a_unit(self) -> None:
        reasons = " ".join(entry.reden or "" for entry in ENTRIES)
        holders = set(RULE.findall(" ".join(re.findall(r"\bHeld by ([^.;]+)", reasons))))
        assert len(holders) > 50
        assert holders <= set(HELD)

    def test_nothing_is_left_for_later(self) -> None:
        later = [entry.id for entry in ENTRIES if re.search(r"\byet\b", entry.reden or "")]
        assert later == []

    def test_messages_that_a_reason_says_are_taken_in_or_not_are_so(self) -> None:
        """By the kinds that each service takes in."""
        taken = {
            f"services/{name}": set(
                importlib.import_module(f"services.{name}.berichten").INTAKE.kinds
            )
            for name in ("billing", "referral")
        }
        said = [
            (entry.id, denied == "no ", soort in taken[service])
            for entry in ENTRIES
            for service, denied, soorten in TAKEN.findall(entry.reden or "")
            for soort in MESSAGE.findall(soorten)
        ]
        assert said
        assert [id for id, denied, done in said if denied == done] == []

    def test_no_reason_says_that_a_service_takes_in_nothing_of_a_kind_it_subscribes_to(
        self,
    ) -> None:
        """Of events: starts and stops are told with LeveringGemeld, pgb's with PgbVastgesteld."""
        told = {"starts or stops": "LeveringGemeld", "pgb": "PgbVastgesteld"}
        denied = [
            (entry.id, name)
            for entry in ENTRIES
            for words, name in told.items()
            for service in re.findall(rf"services/(\w+) takes in no {words}", entry.reden or "")
            if name in (ROOT / "services" / service / "subscriptions.py").read_text("utf-8")
        ]
        assert denied == []

    def test_what_stands_behind_a_file_is_in_that_file(self) -> None:
        """As in `services/referral/domain/herziening.py (carry_out)`."""
        reasons = " ".join(entry.reden or "" for entry in ENTRIES)
        named = re.findall(r"(services/[\w/]+\.py|libs/[\w/]+\.py) \((\w+)\)", reasons)
        assert named
        gone = [
            (path, name)
            for path, name in named
            if not re.search(rf"\b{name}\b", (ROOT / path).read_text(encoding="utf-8"))
        ]
        assert gone == []

    def test_each_asks_what_it_asks_in_one_sentence(self) -> None:
        """Only units of the library on different classes may each have a sentence."""
        several = {entry.id for entry in ENTRIES if not ONE_SENTENCE.fullmatch(entry.zin)}
        assert several <= IN_LIBRARY
        parts = [part for id in several for part in re.split(r"(?<=\.) ", REGISTER[id].zin)]
        assert [part for part in parts if not ONE_SENTENCE.fullmatch(part)] == []

    def test_places_are_in_messages_of_the_rule(self) -> None:
        for entry in ENTRIES:
            assert {place.partition("/")[0] for place in entry.plaatsen} <= set(entry.berichten)


class TestUnitsOfServices:
    def test_each_stands_in_the_register(self) -> None:
        others = set(packages_by_rule()) - set(REGISTER)
        assert {id for id in others if not id.startswith(OWN)} == set()

    def test_those_of_our_own_have_a_row_and_an_id_that_the_standard_cannot_have(self) -> None:
        own = [unit.rule.id for unit in UNITS if unit.rule.id.startswith(OWN)]
        assert own
        assert [id for id in own if f"| {id} |" not in rendered()] == []
        assert {id[:2] for id in REGISTER}.isdisjoint({OWN})

    def test_the_register_names_exactly_the_services_that_have_one(self) -> None:
        elsewhere = set(REGISTER) - IN_LIBRARY
        found = {i: ", ".join(sorted(p)) for i, p in packages_by_rule().items() if i in elsewhere}
        assert {e.id: e.waar for e in ENTRIES if e.waar and e.id in elsewhere} == found

    def test_each_has_the_retourcode_of_its_rule(self) -> None:
        known = [unit.rule for unit in UNITS if unit.rule.id in REGISTER]
        other = {rule.id for rule in known if rule.retourcode != REGISTER[rule.id].retourcode}
        assert other == set()

    def test_each_is_of_the_level_of_its_rule(self) -> None:
        """Rules on the work of people have no level of checking; a unit then says its own."""
        checked = {entry.id: entry.level for entry in ENTRIES if entry.level in NIVEAUS.values()}
        levels = {(unit.rule.id, NIVEAUS[unit.rule.level]) for unit in UNITS}
        assert {(id, level) for id, level in levels if id in checked} <= set(checked.items())


class TestFiles:
    def test_the_page_is_up_to_date(self) -> None:
        assert PAGE.read_text(encoding="utf-8") == rendered(), "run python -m scripts.regels"

    def test_the_page_has_one_row_for_each_rule(self) -> None:
        rows = re.findall(r"^\| ([A-Z]{2}\d{3}\S*) \|", rendered(), flags=re.MULTILINE)
        own = [unit.rule.id for unit in UNITS if unit.rule.id.startswith(OWN)]
        assert sorted(rows) == sorted([*REGISTER, *own])

    def test_every_link_of_the_page_leads_to_a_file(self) -> None:
        links = set(re.findall(r"\]\(([^)]+)\)", rendered()))
        assert links
        assert [link for link in links if not (PAGE.parent / link).is_file()] == []

    def test_the_data_hold_each_rule_once_and_in_order(self) -> None:
        ids = [id for id, _ in json.loads(DATA, object_pairs_hook=list)]
        assert ids == sorted(set(ids))

    def test_the_data_repeat_no_rule_that_has_a_unit_in_the_library(self) -> None:
        stored = set(json.loads(DATA))
        assert stored.isdisjoint(IN_LIBRARY)
        assert stored | IN_LIBRARY == set(REGISTER)
