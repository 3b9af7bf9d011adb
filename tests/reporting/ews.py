# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Who deals with a provider in early warning, and what it delivers."""

import json
from typing import Any

import httpx
import pytest
import sqlalchemy as sa

from libs.common.auth import OrgType
from tests.reporting.around import WholeStory
from tests.reporting.conftest import Reporting
from tests.reporting.story import AGB, LEUSDEN, REGIO, SINCE, SOEST, Json
from tests.reporting.test_reporting_ews_domain import a_delivery

SCOPES = ["ews:aanleveren", "ews:lezen", "ews:sturen", "ews:normeren"]


def quarter(periode: str = "2026-K3", **changes: Any) -> Json:
    """A quarter in which nothing is wrong, and the level is green."""
    given = {"periode": periode, "contact": "afdeling control", **a_delivery()}
    return given | changes


def year(**changes: int) -> Json:
    return {
        "jaar": 2026,
        "begrootResultaat": 20_000,
        "begroteOpbrengsten": 400_000,
        "begroteOverigeKosten": 60_000,
        "begrootPersoneelLoondienst": 280_000,
        "begrootPersoneelNietLoondienst": 40_000,
        "begroteOpbrengstenJeugdwet": 320_000,
    } | changes


class Parties:
    """Who deals with a provider."""

    def __init__(self, reporting: Reporting) -> None:
        def of(org_type: OrgType, code: str) -> httpx.AsyncClient:
            made: httpx.AsyncClient = reporting.make(reporting.service, org_type, code, SCOPES)
            return made

        self.reporting = reporting
        self.aanbieder = of(OrgType.AANBIEDER, AGB)
        self.ander = of(OrgType.AANBIEDER, "90000102")
        self.houder = of(OrgType.REGIO, REGIO)
        self.buur = of(OrgType.REGIO, "FOODVALLEY")
        self.beheer = of(OrgType.BEHEER, "beheer")

    async def delivered(self, *periodes: str, **changes: Any) -> None:
        for periode in periodes:
            body = quarter(periode, **changes)
            answer = await self.aanbieder.post("/ews/kwartaalleveringen", json=body)
            assert answer.status_code in {200, 201}, answer.text

    async def assessment(self, query: str = "") -> Json:
        answer = await self.houder.get(f"/ews/aanbieders/{AGB}/beoordeling{query}")
        assert answer.status_code == 200, answer.text
        found: Json = answer.json()
        return found

    async def told(self) -> list[Json]:
        """The levels that were published, in order."""
        rt = self.reporting.service.runtime
        outbox = rt.mechanics.outbox.outbox
        async with rt.db.read() as session:
            rows = (
                await session.scalars(sa.select(outbox.c.envelope).order_by(outbox.c.seq))
            ).all()
        return [json.loads(row)["data"] for row in rows]


@pytest.fixture
async def parties(reporting: Reporting) -> Parties:
    """A region that holds the account of a provider named for the system, and its neighbour."""
    story = WholeStory()
    story.gemeente(LEUSDEN)
    story.gemeente(SOEST)
    story.regio((LEUSDEN, SINCE, None))
    story.regio((SOEST, SINCE, None), code="FOODVALLEY")
    story.aanbieder()
    story.holder()
    story.profile()
    await reporting.hear(story)
    return Parties(reporting)


def named(answer: httpx.Response) -> set[tuple[str, str]]:
    assert answer.status_code == 400, answer.text
    return {(one["name"], one["code"]) for one in answer.json()["invalidParams"]}


def values(assessment: Json) -> dict[str, float | None]:
    return {one["id"]: one["waarde"] for one in assessment["indicatoren"]}
