# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The policy of a gemeente: what it awards by itself, and what it leaves to a person."""

from datetime import date
from typing import Any

import pytest

from libs.common.contracts.referral import VerzoekBeantwoord
from libs.ijw.shared import Omvang, Verwijzer
from tests.referral.conftest import Publish, Published
from tests.referral.harness import Referral
from tests.referral.messages import (
    AANBIEDER,
    ANDERE_GEMEENTE,
    contract,
    jw315,
    product,
)

POLICY = {"automatischToekennen": True}
ALL_GATES = [
    "client-met-adres",
    "woonplaats",
    "woonplaatstoets",
    "gezag-vastgelegd",
    "leeftijd",
    "contract-geldig",
    "product-in-contract",
    "geen-clientenstop",
    "ruimte-in-plafond",
    "geen-stapeling",
    "geen-pgb",
    "geen-gesloten-hulp",
    "verblijf-afgewogen",
    "dyslexie-toegelaten",
    "volume-binnen-maximum",
    "verwijzer-toegestaan",
]


async def _policy(referral: Referral, **fields: Any) -> None:
    answer = await referral.gemeente.put("/gemeenten/0384/beleid", json=POLICY | fields)
    assert answer.status_code == 200, answer.text


async def test_award_by_policy(referral: Referral, published: Published) -> None:
    """All gates passed: JW316 and JW301 without a person, and the checks are told."""
    await referral.register()
    await _policy(referral, maximumVolume=2, verwijzerTypen=["02"])

    asked = await referral.ask()

    assert asked["status"] == "toegekend"
    path = f"/verzoeken/{asked['id']}/besluiten"
    (besluit,) = (await referral.gemeente.get(path)).json()["resultaten"]
    assert (besluit["automatisch"], besluit["beleidVersie"]) == (True, 1)
    assert [t["toets"] for t in besluit["toetsen"]] == ALL_GATES
    assert all(t["geslaagd"] for t in besluit["toetsen"])
    assert [type(m).__name__ for m in await referral.outgoing()] == ["JW316", "JW301"]
    (told,) = await published(VerzoekBeantwoord)
    assert told.automatisch


async def test_two_products_by_policy_go_in_one_message(referral: Referral) -> None:
    """Each with its own reference; a third one waits for a person, with what it failed."""
    await referral.register()
    await referral.award(ingangsdatum="2027-07-01", einddatum="2027-12-31")
    await _policy(referral)
    terms = [(date(2026, 5, 1), date(2026, 12, 31)), (date(2027, 1, 1), date(2027, 6, 30))]
    terms.append((date(2027, 12, 31), date(2028, 6, 30)))
    await referral.judge(
        jw315(
            *(
                product(
                    referentie_aanbieder=f"REF{number}",
                    toewijzing_ingangsdatum=begin,
                    toewijzing_einddatum=end,
                )
                for number, (begin, end) in enumerate(terms, start=1)
            )
        )
    )

    assert len(await referral.outgoing("JW301")) == 2
    sent = (await referral.jw301()).client.toegewezen_producten
    third, second, first = await referral.verzoeken()
    assert [(p.toewijzing_nummer, p.referentie_aanbieder) for p in sent] == [
        (1, None),
        (2, "REF1"),
        (3, "REF2"),
    ]
    assert [v["status"] for v in (first, second, third)] == ["toegekend", "toegekend", "open"]
    assert [t["toets"] for t in third["toetsen"] if not t["geslaagd"]] == ["geen-stapeling"]


GATES: list[tuple[dict[str, Any], dict[str, Any], str]] = [
    ({"omvang": Omvang(volume=3, eenheid="04", frequentie="2")}, {}, "volume-binnen-maximum"),
    ({"omvang": Omvang(volume=2, eenheid="01", frequentie="2")}, {}, "product-in-contract"),
    ({"toewijzing_ingangsdatum": date(2025, 12, 31)}, {}, "contract-geldig"),
    ({"verwijzer": Verwijzer(type="06")}, {}, "verwijzer-toegestaan"),
    ({}, {"bsn": "999900018"}, "client-met-adres"),
]


@pytest.mark.parametrize(("fields", "kop", "gate"), GATES)
async def test_a_closed_gate_leaves_it_to_a_person(
    referral: Referral, fields: dict[str, Any], kop: dict[str, Any], gate: str
) -> None:
    """The request stays open, with what failed; a person may still award it."""
    await referral.register()
    await _policy(referral, maximumVolume=2, verwijzerTypen=["02"])

    asked = await referral.ask(product(**fields), **kop)

    assert asked["status"] == "open"
    assert gate in [t["toets"] for t in asked["toetsen"] if not t["geslaagd"]]
    assert await referral.outgoing("JW301") == []


async def test_without_a_policy_nothing_is_decided(referral: Referral) -> None:
    """Nor checked."""
    await referral.register()
    asked = await referral.ask()

    assert (asked["status"], asked["toetsen"]) == ("open", [])


async def test_policy_versions(referral: Referral) -> None:
    """A change makes a version, the same again does not, and it stays at home."""
    path = "/gemeenten/0384/beleid"
    before = await referral.gemeente.get(path)
    first = await referral.gemeente.put(path, json=POLICY)
    same = await referral.gemeente.put(path, json=POLICY)
    late = await referral.gemeente.put(path, json=POLICY, headers={"If-Match": '"0"'})
    off = await referral.gemeente.put(path, json={"automatischToekennen": False})
    foreign = await referral.gemeente.get("/gemeenten/0363/beleid")

    assert before.json()["automatischToekennen"] is False
    assert [a.json()["versie"] for a in (before, first, same, off)] == [0, 1, 1, 2]
    assert first.headers["ETag"] == '"1"'
    assert (late.status_code, foreign.status_code) == (412, 404)


async def test_contract_of_the_other_gemeente_does_not_open_the_gate(
    referral: Referral, publish: Publish
) -> None:
    """A newer version of the contract without this gemeente counts."""
    await publish(contract(AANBIEDER, versie=2, gemeentecodes=(ANDERE_GEMEENTE,)))
    await referral.register()
    await _policy(referral)

    asked = await referral.ask()

    failed = [t["toets"] for t in asked["toetsen"] if not t["geslaagd"]]
    assert failed == ["contract-geldig", "product-in-contract"]
