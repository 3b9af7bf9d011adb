# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""X-05: whatever stands of a person is found, and nowhere but where the schedule says."""

import io

import pytest

from libs.common.auth import OrgType
from libs.common.commands import RefusedError
from libs.common.commands.parser import OPERATE, parser_of
from libs.common.prune import RULES
from libs.common.runtime import Runtime
from tests.e2e.conftest import AGB, CLIENT, Region, a_claim, a_line, a_request

ANOTHER = "999900043"


async def traced(
    rt: Runtime, monkeypatch: pytest.MonkeyPatch, bsn: str, *arguments: str
) -> list[str]:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{bsn}\n"))
    asked = parser_of(rt.name).parse_args(["retention", "trace", *arguments])
    return [line async for line in OPERATE["retention"](rt, asked)]


@pytest.mark.both_databases
async def test_all_traces_of_a_child_are_found_where_the_schedule_has_them(
    region: Region, monkeypatch: pytest.MonkeyPatch
) -> None:
    await region.post("referral", a_request())
    await region.post("billing", a_claim("D1", "DN1", [a_line(1, "R1", 1)]))
    least = {
        "referral": {
            "client.bsn_hash",
            "client.bsn_verzegeld",
            "mail_in.inhoud",
            "mail_out.inhoud",
        },
        "billing": {"declaratie_client.bsn_hash", "toewijzing.client_pseudoniem", "mail_in.inhoud"},
    }
    for name, places in least.items():
        rt = region.services[name].runtime
        assert rt.retention is not None

        *told, total = await traced(rt, monkeypatch, CLIENT.bsn)

        found = {line.split()[0] for line in told}
        assert found >= places
        assert CLIENT.bsn not in "".join([*told, total])
        known = {plek.table.name for one in rt.retention.termijnen for plek in one.plekken}
        known |= {rule.table for rule in RULES}
        assert {place.partition(".")[0] for place in found} <= known
        with pytest.raises(RefusedError, match="not all of it is gone"):
            await traced(rt, monkeypatch, CLIENT.bsn, "--gone")

        assert await traced(rt, monkeypatch, ANOTHER, "--gone") == [
            f"0 traces in {len(rt.mechanics.outbox.outbox.metadata.tables)} tables"
        ]


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"<\xff>" + CLIENT.bsn.encode(), id="no text"),
        pytest.param(a_request().decode().encode("utf-16"), id="UTF-16"),
    ],
)
async def test_a_post_in_whatever_bytes_is_looked_through(
    region: Region, monkeypatch: pytest.MonkeyPatch, raw: bytes
) -> None:
    posted = await region.of("referral", OrgType.AANBIEDER, AGB).post(
        "/berichten", content=raw, headers={"Content-Type": "application/xml"}
    )
    assert posted.is_client_error

    told = await traced(region.services["referral"].runtime, monkeypatch, CLIENT.bsn)

    assert "mail_in.inhoud 1 rows" in told


async def test_a_trace_asks_for_a_bsn(region: Region, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RefusedError, match="nine digits"):
        await traced(region.services["referral"].runtime, monkeypatch, "12")
