# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Each rule of referral against its cases, which are data beside this file."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from libs.ijw import Rule, codelist, evaluate
from services.referral.domain.beleid import Aanvraag, Beleid, BeleidFeiten
from services.referral.domain.client import Persoon
from services.referral.domain.levering import Leveringen
from services.referral.domain.poortwachter import Dyslexieregel
from services.referral.domain.toewijzing import Wijziging
from services.referral.domain.verzoek import Afwijzing
from services.referral.domain.woonplaats import Verantwoordelijk
from services.referral.rules import GROUPS
from services.referral.rules.beleid import POORTEN, check_gates
from services.referral.rules.besluit import BESLUIT_RULES, BesluitFeiten
from services.referral.rules.client import ClientFeiten
from services.referral.rules.contract import ContractFeiten, Contractvraag
from services.referral.rules.gezag import GezagFeiten, RelatieFeiten
from services.referral.rules.header import Kop, KopFeiten
from services.referral.rules.herziening import HerzieningFeiten
from services.referral.rules.leeftijd import LeeftijdFeiten
from services.referral.rules.levering import LeveringFeiten
from services.referral.rules.toekenning import ToekenningFeiten
from services.referral.rules.verzoek import CLIENT_RULES, VerzoekFeiten
from services.referral.rules.wijziging import WijzigingFeiten
from services.referral.rules.wijzigverzoek import PakketFeiten
from tests.referral.situations import (
    TODAY,
    a_client,
    a_contractproduct,
    a_herziening,
    a_persoon,
    a_pgb,
    a_relatie,
    a_stop,
    a_toekenning,
    a_toewijzing,
    a_verzoek,
    a_vow,
    after,
    melding,
    productlijst,
)

FOLDER = Path(__file__).parent / "rules"
Case = dict[str, Any]
Situation = tuple[Any, Any]

DYSLEXIE = Dyslexieregel("0384", date(2020, 1, 1), frozenset({"54D01"}), frozenset({"54D02"}))
"""What is help with dyslexia in the cases that have a rule."""


def _header(_rule: str, case: Case) -> Situation:
    kop = {"gemeentecode": "0384", "dagtekening": TODAY, "peildata": [TODAY]} | case.get("kop", {})
    kop["peildata"] = frozenset(kop["peildata"])
    return Kop(**kop), KopFeiten(**({"vandaag": TODAY} | case.get("feiten", {})))


def _verzoek(rule: str, case: Case) -> Situation:
    feiten = case.get("feiten", {})
    asked = a_verzoek(**case.get("verzoek", {}))
    about_all = rule in {r.id for r in CLIENT_RULES}
    return (asked,) if about_all else asked, VerzoekFeiten(
        gebruikte_referenties=frozenset(feiten.get("gebruikt", ())),
        open_verzoek=feiten.get("open_verzoek", False),
        productlijst=productlijst(feiten.get("lijst")),
    )


def _client(_rule: str, case: Case) -> Situation:
    return a_persoon(**case["persoon"]), ClientFeiten(TODAY)


def _relatie(_rule: str, case: Case) -> Situation:
    feiten = case.get("feiten", {})
    return a_relatie(**case["relatie"]), RelatieFeiten(
        a_persoon(**case.get("client", {})),
        TODAY,
        frozenset(feiten.get("bekend", ["1"])),
        frozenset(feiten.get("genoemd", ())),
    )


def _gezag(_rule: str, case: Case) -> Situation:
    return a_persoon(**case["persoon"]), GezagFeiten(TODAY, case.get("bekend", False))


def _leeftijd(_rule: str, case: Case) -> Situation:
    known = {"geboortedatum": date(2010, 2, 14)} | case.get("feiten", {})
    return a_toekenning(**case["toekenning"]), LeeftijdFeiten(**known)


def _melding(_rule: str, case: Case) -> Situation:
    eerder = case.get("eerder")
    feiten = LeveringFeiten(
        toewijzing_nummers=frozenset({1, 3}),
        leveringen=after(eerder) if eerder else Leveringen({}),
        productlijst=productlijst(case.get("lijst")),
    )
    return melding(case["melding"]), feiten


def _toekenning(_rule: str, case: Case) -> Situation:
    others = tuple(a_toewijzing(**fields) for fields in case.get("andere", ()))
    feiten = ToekenningFeiten(productlijst(case.get("lijst")), others)
    return a_toekenning(**case.get("toekenning", {})), feiten


def _contract(_rule: str, case: Case) -> Situation:
    asked = a_toekenning(**case.get("toekenning", {}))
    vraag = Contractvraag(asked, case.get("vanaf", asked.ingangsdatum), case.get("loopt_al", False))
    held = tuple(a_contractproduct(**one) for one in case.get("producten", [{}]))
    return vraag, ContractFeiten(held)


def _wijziging(_rule: str, case: Case) -> Situation:
    found = a_toewijzing(**case.get("toewijzing", {}))
    return Wijziging(*case["wijziging"]), WijzigingFeiten(found, TODAY, **case.get("feiten", {}))


def _wijzigverzoek(_rule: str, case: Case) -> Situation:
    given = dict(case.get("feiten", {}))
    given["andermans"] = frozenset(given.get("andermans", ()))
    return a_vow(**case["pakket"]), _pakket_feiten(case.get("huidig", [{}]), **given)


def _ongewijzigd(_rule: str, case: Case) -> Situation:
    return case["nummer"], _pakket_feiten([{}])


def _te_wijzigen(_rule: str, case: Case) -> Situation:
    return a_herziening(**case["herziening"]), _pakket_feiten([case.get("huidig", {})])


def _nieuw(_rule: str, case: Case) -> Situation:
    feiten = _pakket_feiten([], productlijst=productlijst(case.get("lijst")))
    return a_toekenning(**case["nieuw"]), feiten


def _pakket_feiten(huidig: list[dict[str, Any]], **fields: Any) -> PakketFeiten:
    known = [a_toewijzing(**one) for one in huidig]
    return PakketFeiten(TODAY, {one.toewijzing_nummer: one for one in known}, **fields)


def _herziening(_rule: str, case: Case) -> Situation:
    found = a_toewijzing(**case.get("toewijzing", {}))
    wanted = a_herziening(**(case.get("toewijzing", {}) | case["herziening"]))
    reden, agreed = case.get("reden", "05"), case.get("instemming", False)
    return wanted, HerzieningFeiten(found, TODAY, reden, agreed)


def _besluit(rule: str, case: Case) -> Situation:
    soort = case.get("soort", "VOT")
    feiten = BesluitFeiten(case.get("status", "open"), date(2026, 5, 1), soort)
    if rule in {r.id for r in BESLUIT_RULES}:
        return case["besluit"], feiten
    return Afwijzing(*case["afwijzing"]), feiten


SITUATIONS: dict[str, Callable[[str, Case], Situation]] = {
    "header": _header,
    "verzoek": _verzoek,
    "wijzigverzoek": _wijzigverzoek,
    "ongewijzigd": _ongewijzigd,
    "te_wijzigen": _te_wijzigen,
    "nieuw": _nieuw,
    "herziening": _herziening,
    "client": _client,
    "relatie": _relatie,
    "gezag": _gezag,
    "leeftijd": _leeftijd,
    "start": _melding,
    "stop": _melding,
    "toekenning": _toekenning,
    "wijziging": _wijziging,
    "besluit": _besluit,
    "contract": _contract,
}
CASES: dict[str, dict[str, dict[str, list[Case]]]] = {
    path.stem: yaml.safe_load(path.read_text()) for path in sorted(FOLDER.glob("*.yml"))
}


def _cases(kind: str) -> list[Any]:
    return [
        pytest.param(group, rule, case, id=f"{group} {rule}: {case['case']}")
        for group in SITUATIONS
        for rule, kinds in CASES[group].items()
        for case in kinds[kind]
    ]


def _rule(group: str, rule_id: str) -> Rule[Any, Any]:
    (found,) = [rule for rule in GROUPS[group] if rule.id == rule_id]
    return found


@pytest.mark.parametrize(("group", "rule_id", "case"), _cases("holds"))
def test_rule_holds(group: str, rule_id: str, case: Case) -> None:
    """The rule says nothing."""
    subject, feiten = SITUATIONS[group](rule_id, case)

    assert evaluate([_rule(group, rule_id)], subject, feiten, "/plaats") == []


@pytest.mark.parametrize(("group", "rule_id", "case"), _cases("broken"))
def test_rule_is_broken(group: str, rule_id: str, case: Case) -> None:
    """The rule gives its code at its place."""
    subject, feiten = SITUATIONS[group](rule_id, case)
    rule = _rule(group, rule_id)

    (found,) = evaluate([rule], subject, feiten, "/plaats")

    assert (found.regel, found.retourcode) == (rule_id, rule.retourcode)
    assert found.plaats.startswith("/plaats")


def test_the_policy_as_a_list() -> None:
    """Ids are unique in a group, codes are in the code list, every rule has cases of both kinds."""
    known = codelist("WJ001")
    for group, rules in GROUPS.items():
        ids = [rule.id for rule in rules]
        assert len(set(ids)) == len(ids), group
        assert [r.id for r in rules if r.retourcode and r.retourcode not in known] == []
        assert set(CASES[group]) == set(ids), group
        assert all(kinds["holds"] and kinds["broken"] for kinds in CASES[group].values()), group


def _person(case: Case) -> Persoon:
    persoon = a_persoon(**case.get("client", {}))
    if "adres" in case and persoon.adres is not None:
        return replace(persoon, adres=replace(persoon.adres, gemeentecode=case["adres"]))
    return persoon


def _gates(case: Case) -> tuple[Aanvraag, BeleidFeiten]:
    beleid = dict(case.get("beleid", {}))
    if "verwijzer_typen" in beleid:
        beleid["verwijzer_typen"] = frozenset(beleid["verwijzer_typen"])
    if "gesloten_codes" in beleid:
        beleid["gesloten_codes"] = frozenset(beleid["gesloten_codes"])
    feiten = BeleidFeiten(
        beleid=Beleid("0384", automatisch_toekennen=True, **beleid),
        client=a_client(persoon=_person(case)),
        producten=tuple(a_contractproduct(**p) for p in case.get("producten", [{}])),
        toewijzingen=tuple(a_toewijzing(**t) for t in case.get("toewijzingen", [])),
        pgbs=tuple(a_pgb(**p) for p in case.get("pgbs", [])),
        clientenstops=tuple(a_stop(**s) for s in case.get("stops", [])),
        dyslexieregels=(DYSLEXIE,) if case.get("dyslexie") else (),
        plafonds_bereikt=frozenset((code, jaar) for code, jaar in case.get("bereikt", [])),
        verblijfsvormen=case.get("verblijfsvormen", {}),
        afgewogen=frozenset(case.get("afgewogen", [])),
        woonplaats=Verantwoordelijk(*case["woonplaats"]) if "woonplaats" in case else None,
    )
    asked = {"gevraagd_op": TODAY, "verwijzer_type": "02"} | case.get("aanvraag", {})
    return Aanvraag(a_toekenning(**case.get("gevraagd", {})), **asked), feiten


def _gate_cases(kind: str) -> list[Any]:
    return [
        pytest.param(gate, case, id=f"{gate}: {case['case']}")
        for gate, kinds in CASES["beleid"].items()
        for case in kinds[kind]
    ]


@pytest.mark.parametrize(("gate", "case"), _gate_cases("holds"))
def test_gate_is_passed(gate: str, case: Case) -> None:
    """The gate is open."""
    toetsen = {toets.toets: toets.geslaagd for toets in check_gates(*_gates(case))}

    assert toetsen[gate]


@pytest.mark.parametrize(("gate", "case"), _gate_cases("broken"))
def test_gate_is_closed(gate: str, case: Case) -> None:
    """The gate is shut; every gate is told, not the first that is shut."""
    toetsen = {toets.toets: toets.geslaagd for toets in check_gates(*_gates(case))}

    assert not toetsen[gate]
    assert list(toetsen) == [poort.naam for poort in POORTEN]


def test_every_gate_has_cases() -> None:
    """Of both kinds."""
    assert set(CASES["beleid"]) == {poort.naam for poort in POORTEN}
    assert all(kinds["holds"] and kinds["broken"] for kinds in CASES["beleid"].values())
