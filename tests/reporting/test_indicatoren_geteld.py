# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Indicators that were counted ahead: the same figures as from the facts (P-08, ADR 0022)."""

import random

import pytest

from libs.common.auth import OrgType
from services.reporting.domain.indicatoren import indicator_van, indicatoren
from services.reporting.handlers import indicatoren as handlers
from tests.reporting.conftest import Reporting
from tests.reporting.story import LEUSDEN, REGIO, Json
from tests.reporting.test_reporting_tellen import a_story

COUNTED = {"I-01", "I-02", "I-03", "I-06", "I-07", "I-17", "I-18"}
GROUPS = (
    *("", "maand", "gemeente", "regio", "zorgvorm,jaar"),
    *("jaar,aanbieder", "kwartaal,productcategorie"),
)
PERIOD = "van=2023-06&tot=2027-06&vergelijkVan=2022-06&vergelijkTot=2026-06"
WHO = ((OrgType.GEMEENTE, LEUSDEN), (OrgType.REGIO, REGIO), (OrgType.BEHEER, "beheer"))


def test_adr22_which_indicators_are_counted_ahead() -> None:
    assert {one.id for one in indicatoren() if one.uit_telling is not None} == COUNTED


async def answers(reporting: Reporting, extra: str = "") -> dict[str, Json]:
    found = {}
    for org_type, code in WHO:
        client = reporting.of(org_type, code)
        for id in COUNTED:
            for groups in _asked(id):
                path = f"/indicatoren/{id}?{PERIOD}&groepering={groups}{extra}"
                answer = await client.get(path)
                assert answer.status_code == 200, answer.text
                found[f"{code} {id} {groups}"] = answer.json() | {"peilmoment": None}
    return found


def _asked(id: str) -> list[str]:
    """The groups by which it may be asked."""
    one = indicator_van(id)
    assert one is not None
    return [groups for groups in GROUPS if {*groups.split(",")} - {""} <= {*one.dimensies}]


@pytest.mark.both_databases
async def test_adr22_counted_ahead_and_from_the_facts_are_the_same(
    database_kind: str, reporting: Reporting, monkeypatch: pytest.MonkeyPatch
) -> None:
    await reporting.hear(a_story(random.Random(7)))
    now = reporting.service.runtime.clock.now()

    counted = await answers(reporting)
    facts = await answers(reporting, f"&peilmoment={now:%Y-%m-%dT%H:%M:%SZ}")

    assert counted == facts
    assert sum(len(one["rijen"]) for one in counted.values()) > 100

    async def no_facts(*_: object) -> None:
        raise AssertionError("facts were read")

    monkeypatch.setattr(handlers, "load_narrow", no_facts)
    client = reporting.of(OrgType.REGIO, REGIO)
    for id in COUNTED:
        assert (await client.get(f"/indicatoren/{id}?{PERIOD}&groepering=maand")).is_success
