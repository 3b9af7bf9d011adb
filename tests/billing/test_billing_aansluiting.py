# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""X-10: billing and reporting side by side, and each line in which they differ."""

from argparse import Namespace
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from libs.common.auth import OrgType, TokenIssuer
from libs.common.clock import SimulatedClock
from libs.common.commands import RefusedError
from libs.common.commands.parser import parser_of
from libs.common.runtime import Service, settle
from libs.common.serve import serving
from services.billing import tables as t
from services.billing.app import COMMANDS
from services.billing.rules.aansluiting import Cel, Telling, cells_that_differ, lines_that_differ
from tests.billing.claims import AANBIEDER, GEMEENTE, a_regel
from tests.billing.conftest import Start
from tests.billing.harness import Billing
from tests.billing.messages import BSN, OTHER_BSN, Claim
from tests.billing.vernietiging import bureau_of

Client = Callable[..., httpx.AsyncClient]
SCOPES = ("aansluiting:lezen",)
NOW = "2026-11-23T09:30:00Z"
APRIL = f"van=2026-04&tot=2026-04&peilmoment={NOW}"
MINE = Cel(GEMEENTE, AANBIEDER, 202604)


@dataclass
class Sides:
    """Both services with two approved lines, and reporting where the command finds it."""

    billing: Billing
    reporting: Service
    url: str
    token_file: Path

    async def reconcile(self, *more: str) -> list[str]:
        """What the command tells, with the reason when it refuses."""
        arguments = ["reconcile", self.url, "--token-file", str(self.token_file), *more]
        asked: Namespace = parser_of("billing", COMMANDS).parse_args(arguments)
        lines: list[str] = []
        try:
            async for line in COMMANDS["reconcile"].run(self.billing.service.runtime, asked):
                lines.append(line)
        except RefusedError as why:
            lines.append(str(why))
        return lines


@pytest.fixture
async def sides(
    known: Billing,
    start: Start,
    issuer: TokenIssuer,
    clock: SimulatedClock,
    tmp_path: Path,
) -> AsyncIterator[Sides]:
    reporting = await start("reporting")
    regels = [
        a_regel(referentie_nummer="RN1"),
        a_regel(referentie_nummer="RN2", toewijzing_nummer=10074),
    ]
    await known.claim(Claim({BSN: regels[:1], OTHER_BSN: regels[1:]}))
    await settle(known.service, reporting)
    clock.move_to(clock.now() + timedelta(minutes=30))
    token = tmp_path / "token"
    token.write_text(issuer.issue(OrgType.BEHEER, "beheer", SCOPES))
    async with serving(reporting.app, "127.0.0.1", 0) as url:
        yield Sides(known, reporting, f"{url}/v1", token)


YEAR = ("--van", "2026-01", "--tot", "2026-12")


@pytest.mark.both_databases
async def test_both_sides_tell_the_same(sides: Sides, client: Client) -> None:
    """In the same shape, page by page."""
    callers = [
        client(service, OrgType.GEMEENTE, GEMEENTE, SCOPES)
        for service in (sides.billing.service, sides.reporting)
    ]
    for path in ("/aansluiting", "/aansluiting/regels"):
        here, there = [await _all(caller, f"{path}?{APRIL}&limit=1") for caller in callers]
        assert here == there
        assert sum(one["bedrag"] for one in here) == 10_000

    (told,) = await sides.reconcile(*YEAR)
    assert told.startswith("billing and reporting agree on all that was judged before")


@pytest.mark.both_databases
async def test_both_sides_tell_the_same_of_lines_that_are_destroyed(
    sides: Sides, client: Client, clock: SimulatedClock
) -> None:
    """Billing has only their sums, reporting the facts, without a name."""
    figures = client(sides.reporting, OrgType.GEMEENTE, GEMEENTE, SCOPES)
    before = await _all(figures, f"/aansluiting?{APRIL}")
    bureau = bureau_of(client, sides.billing, clock)

    await bureau.destroy(await bureau.later())
    await settle(sides.reporting)

    assert await sides.billing.regels() == []
    here = client(sides.billing.service, OrgType.GEMEENTE, GEMEENTE, SCOPES)
    assert await _all(figures, f"/aansluiting?{APRIL}") == before
    assert await _all(here, f"/aansluiting?{APRIL}") == before
    (told,) = await sides.reconcile(*YEAR)
    assert told.startswith("billing and reporting agree on all that was judged before")


@pytest.mark.both_databases
async def test_a_lost_line_and_a_changed_one_are_named(sides: Sides) -> None:
    async with sides.billing.service.runtime.db.read() as session:
        ids = list(await session.scalars(sa.select(t.regel.c.id).order_by(t.regel.c.nummer)))
    async with sides.reporting.runtime.db.begin() as session:
        await session.execute(sa.text("DELETE FROM regel WHERE regel_id = :id"), {"id": ids[0]})
        changed = sa.text("UPDATE regel SET bedrag = 4999 WHERE regel_id = :id")
        await session.execute(changed, {"id": ids[1]})

    lines = await sides.reconcile(*YEAR, "--gemeente", GEMEENTE)

    assert lines[0] == (
        f"{GEMEENTE} {AANBIEDER} 2026-04: billing 2 lines 10000 cents, reporting 1 lines 4999 cents"
    )
    assert sorted(lines[1:3]) == sorted(
        [
            f"  line {ids[0]}: billing 5000 cents, reporting has it not",
            f"  line {ids[1]}: billing 5000 cents, reporting 4999 cents",
        ]
    )
    assert lines[3:] == ["billing and reporting differ in 1 places"]
    assert len(await sides.reconcile(*YEAR, "--gemeente", "0307")) == 1


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--van", "2026-05", "--tot", "2026-04"), "--van and --tot are months"),
        (("--van", "april", "--tot", "mei"), "--van and --tot are months"),
    ],
)
async def test_what_the_command_refuses(sides: Sides, arguments: tuple[str, ...], why: str) -> None:
    (told,) = await sides.reconcile(*arguments)
    assert told.startswith(why)


async def test_a_reporting_that_does_not_answer(sides: Sides, issuer: TokenIssuer) -> None:
    sides.token_file.write_text(issuer.issue(OrgType.AANBIEDER, AANBIEDER, SCOPES))
    said = "reporting answered 403: Alleen voor organisaties van soort: gemeente, beheer."
    assert await sides.reconcile(*YEAR) == [said]

    sides.url = "http://127.0.0.1:1/v1"
    assert await sides.reconcile(*YEAR) == ["reporting cannot be asked (ConnectError)"]

    sides.token_file.unlink()
    assert await sides.reconcile(*YEAR) == [f"{sides.token_file} cannot be read"]


async def test_figures_that_are_posted(sides: Sides, client: Client) -> None:
    gemeente = client(sides.billing.service, OrgType.GEMEENTE, GEMEENTE, SCOPES)
    cel = {"agbCode": AANBIEDER, "maand": "2026-04"}
    body: dict[str, Any] = {
        "van": "2026-04",
        "tot": "2026-04",
        "peilmoment": NOW,
        "cellen": [{**cel, "aantal": 2, "bedrag": 10_000}],
    }
    same = await gemeente.post("/aansluiting/_vergelijk", json=body)
    assert same.json() == {"gelijk": True, "verschillen": []}

    body["cellen"][0]["aantal"] = 1
    without = (await gemeente.post("/aansluiting/_vergelijk", json=body)).json()
    body["regels"] = [{**cel, "regelId": "andere", "bedrag": 10_000}]
    with_lines = (await gemeente.post("/aansluiting/_vergelijk", json=body)).json()

    (one,) = without["verschillen"]
    assert (without["gelijk"], one["aantalHier"], one["aantalDaar"], one["regels"]) == (
        False,
        2,
        1,
        None,
    )
    found = with_lines["verschillen"][0]["regels"]
    assert [(r["hier"], r["daar"]) for r in found] == [(5_000, None), (5_000, None), (None, 10_000)]


async def test_a_moment_to_come_is_refused_on_either_side(sides: Sides, client: Client) -> None:
    """As what is judged until then is not known, and the answer would change."""
    later = APRIL.replace(NOW, "2026-11-23T09:30:01Z")
    for service in (sides.billing.service, sides.reporting):
        caller = client(service, OrgType.GEMEENTE, GEMEENTE, SCOPES)
        for path in ("/aansluiting", "/aansluiting/regels"):
            refused = await caller.get(f"{path}?{later}")
            assert refused.status_code == 400, refused.text
            assert [one["code"] for one in refused.json()["invalidParams"]] == ["toekomst"]


async def test_what_is_judged_later_does_not_count(sides: Sides, client: Client) -> None:
    early = APRIL.replace("2026-11-23", "2026-11-01")
    for service in (sides.billing.service, sides.reporting):
        for org_type, code in ((OrgType.GEMEENTE, GEMEENTE), (OrgType.BEHEER, "beheer")):
            caller = client(service, org_type, code, SCOPES)
            assert await _all(caller, f"/aansluiting?{early}") == []


_cells = st.dictionaries(
    st.builds(Cel, st.sampled_from(["0307", "0308"]), st.just("1"), st.integers(202601, 202603)),
    st.builds(Telling, st.integers(1, 3), st.integers(-5, 5)),
)


@given(_cells, _cells)
def test_what_is_not_named_is_the_same(hier: dict[Cel, Telling], daar: dict[Cel, Telling]) -> None:
    found = cells_that_differ(hier, daar)

    named = {one.cel for one in found}
    assert all(hier.get(cel) == daar.get(cel) for cel in (hier | daar).keys() - named)
    assert all(one.hier != one.daar for one in found)
    assert [one.cel for one in found] == sorted(named)
    assert cells_that_differ(hier, hier) == []


def test_lines_on_one_side_only_and_with_another_amount() -> None:
    found = lines_that_differ({"a": 1, "b": 2, "c": 3}, {"b": 2, "c": 4, "d": 5})

    assert [(one.regel_id, one.hier, one.daar) for one in found] == [
        ("a", 1, None),
        ("c", 3, 4),
        ("d", None, 5),
    ]


async def _all(caller: httpx.AsyncClient, path: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    answer = await caller.get(path)
    while True:
        assert answer.status_code == 200, answer.text
        found += answer.json()["resultaten"]
        if "next" not in answer.links:
            return found
        answer = await caller.get(answer.links["next"]["url"].removeprefix("/v1"))
