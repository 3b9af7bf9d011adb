# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Each rule on the header, the declaratie or the client against its cases, data in `rules/`."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from libs.ijw import Claimed, Finding, Rule, evaluate, read_claimed
from services.billing.domain.feiten import BerichtFeiten, DeclaratieFeiten
from services.billing.rules import CLIENT_RULES, DECLARATIE_RULES, HEADER_RULES
from tests.billing.claims import a_client, a_declaratie, a_regel, a_toewijzing
from tests.billing.messages import BSN, Claim

FOLDER = Path(__file__).parent / "rules"
RULES: tuple[Rule[Any, Any], ...] = (*HEADER_RULES, *DECLARATIE_RULES, *CLIENT_RULES)


def _cases(kind: str) -> list[Any]:
    return [
        pytest.param(rule.id, case, id=f"{rule.id}: {case['case']}")
        for rule in RULES
        for case in yaml.safe_load((FOLDER / f"{rule.id}.yml").read_text())[kind]
    ]


def _message(case: dict[str, Any]) -> Claimed:
    """A claim of April 2026 as a message, with what the case changes."""
    claim = Claim({BSN: [a_regel(**case.get("regel", {}))]}, **case.get("bericht", {}))
    return read_claimed(claim.xml)


def _found(case: dict[str, Any]) -> list[Finding]:
    """What all rules of that level say; the place begins with what they are on."""
    feiten = case.get("feiten", {})
    if "toewijzingen" in case:
        client = a_client(a_regel())
        toewijzingen = tuple(a_toewijzing(**changes) for changes in case["toewijzingen"])
        return evaluate(CLIENT_RULES, client, toewijzingen, "")
    if feiten.keys() & {"laatste_periode", "nummer_gebruikt"}:
        return evaluate(DECLARATIE_RULES, a_declaratie(), DeclaratieFeiten(**feiten), "")
    seen = BerichtFeiten(**({"vandaag": date(2027, 1, 1)} | feiten))
    return evaluate(HEADER_RULES, _message(case), seen, "")


@pytest.mark.parametrize(("rule_id", "case"), _cases("holds"))
def test_rule_holds(rule_id: str, case: dict[str, Any]) -> None:
    """No rule of its level says anything."""
    assert _found(case) == [], rule_id


@pytest.mark.parametrize(("rule_id", "case"), _cases("broken"))
def test_rule_is_broken(rule_id: str, case: dict[str, Any]) -> None:
    """That rule alone, with its own code at its place."""
    (rule,) = [rule for rule in RULES if rule.id == rule_id]

    (found,) = _found(case)

    assert (found.regel, found.retourcode) == (rule_id, rule.retourcode)
    assert found.plaats == case["plaats"]
