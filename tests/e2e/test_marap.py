# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A monthly report is laid beside what billing itself says it approved (P-07, X-10)."""

from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa

from libs.common.auth import OrgType, TokenIssuer
from libs.common.clock import SimulatedClock
from libs.common.commands import RefusedError
from libs.common.commands.parser import parser_of
from libs.common.serve import serving
from services.nightly import reconciling
from services.reporting import tables as t
from services.reporting.app import COMMANDS
from tests.e2e.conftest import REGIO, Json, Region, a_claim, a_line
from tests.e2e.test_chain import awarded, start_message


async def laid_beside(region: Region, token: Path) -> list[str]:
    """What the command tells, with the reason when it refuses."""
    told: list[str] = []
    async with serving(region.services["billing"].app, "127.0.0.1", 0) as url:
        arguments = ["reconcile", f"{url}/v1", "--token-file", str(token)]
        asked = parser_of("reporting", COMMANDS).parse_args(arguments)
        try:
            async for line in COMMANDS["reconcile"].run(
                region.services["reporting"].runtime, asked
            ):
                told.append(line)
        except RefusedError as why:
            told.append(str(why))
    return told


async def a_report(region: Region, clock: SimulatedClock) -> str:
    """A concept of a month in which something was claimed; which one."""
    nummer = await awarded(region)
    await region.post("referral", start_message(nummer))
    await region.post("billing", a_claim("D1", "DN1", [a_line(nummer, "R1", 10)]))
    await region.rest()
    clock.move_to(clock.now() + timedelta(minutes=30))
    made = await region.make(
        region.services["reporting"],
        OrgType.REGIO,
        REGIO,
        ("weergaven:lezen", "rapportages:schrijven"),
        persoon="Ada",
    ).post("/maraps", json={"maand": "2026-09"})
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


async def test_x10_in_one_process_reports_are_laid_beside_billing_each_night(
    region: Region, issuer: TokenIssuer, clock: SimulatedClock
) -> None:
    """Once a day has passed, and once that day."""
    report = await a_report(region, clock)
    tokens: list[str] = []

    def token() -> str:
        tokens.append(issuer.issue(OrgType.BEHEER, "nacht", ("aansluiting:lezen",)))
        return tokens[-1]

    loop = reconciling(region.services["reporting"], region.services["billing"], token)
    regio = region.of("reporting", OrgType.REGIO, REGIO)

    async def agrees() -> bool | None:
        found: Json = (await regio.get(f"/maraps/{report}")).json()
        agreed: bool | None = found["aangesloten"]
        return agreed

    await loop.step()
    by_day = await agrees()
    clock.move_to(clock.now() + timedelta(days=1))
    await loop.step()
    await loop.step()

    assert (by_day, await agrees(), len(tokens)) == (None, True, 1)


async def test_x10_a_report_waits_for_the_figures_of_billing(
    region: Region, issuer: TokenIssuer, clock: SimulatedClock, tmp_path: Path
) -> None:
    made = await a_report(region, clock)
    token = tmp_path / "token"
    token.write_text(issuer.issue(OrgType.BEHEER, "beheer", ("aansluiting:lezen",)))
    regio = region.of("reporting", OrgType.REGIO, REGIO)

    async def report() -> Json:
        found: Json = (await regio.get(f"/maraps/{made}")).json()
        return found

    before = await report()
    agreed = await laid_beside(region, token)
    once = await report()
    again = await laid_beside(region, token)
    twice = await report()
    async with region.services["reporting"].runtime.db.begin() as session:
        await session.execute(sa.update(t.regel).values(bedrag=t.regel.c.bedrag - 1))
    differs = await laid_beside(region, token)
    after = await report()

    assert (before["aangesloten"], once["aangesloten"], after["aangesloten"]) == (None, True, False)
    said = f"{REGIO} 2026-09 number 1: agrees"
    assert agreed == again == [said, "1 concepts laid beside billing"]
    assert once["versie"] == twice["versie"], "nothing new is no new version"
    assert differs[-1] == "1 of 1 concepts differ from billing"
    assert [one["bedragDaar"] - one["bedragHier"] for one in after["aansluitverschillen"]] == [1]
