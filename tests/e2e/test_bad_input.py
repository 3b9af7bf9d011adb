# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Messages that cannot be used: a clear reason, kept for inspection, nothing else changed."""

from datetime import date
from pathlib import Path

import pytest

from demo import messages
from demo.messages import Envelope
from libs.common.auth import OrgType
from libs.ijw import MAX_BYTES
from tests.e2e.conftest import AGB, GEMEENTE, TRAJECT, Region, a_request

XML = {"Content-Type": "application/xml"}
GOOD = a_request()

AT_THE_DOOR = {
    "no xml": (b"Geachte gemeente,", 400, "bericht-onleesbaar"),
    "empty": (b"", 400, "bericht-onleesbaar"),
    "another encoding": (
        GOOD.replace(b"UTF-8", b"ISO-8859-1"),
        400,
        "bericht-onleesbaar",
    ),
    "utf-16": (GOOD.decode().encode("utf-16"), 400, "bericht-onleesbaar"),
    "byte order mark": (b"\xef\xbb\xbf" + GOOD, 400, "bericht-onleesbaar"),
    "doctype": (
        GOOD.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY e "e">]>', 1),
        400,
        "bericht-onleesbaar",
    ),
    "unknown message": (GOOD.replace(b"jw315", b"jw399"), 400, "bericht-onleesbaar"),
    "wrong namespace": (GOOD.replace(b"3_2/jw315", b"3_1/jw315"), 400, "bericht-onleesbaar"),
    "another service's message": (
        messages.declaratie(
            Envelope(AGB, GEMEENTE, "D1", date(2026, 8, 1)),
            "DN1",
            (date(2026, 7, 1), date(2026, 7, 31)),
            [],
        ),
        400,
        "berichtsoort-niet-aangenomen",
    ),
    "another's sender": (
        GOOD.replace(AGB.encode(), b"90000102"),
        403,
        "afzender-is-niet-de-aanroeper",
    ),
    "too large": (GOOD + b" " * MAX_BYTES, 413, "te-groot"),
}


@pytest.mark.parametrize("case", AT_THE_DOOR)
async def test_refused_at_the_door(region: Region, case: str) -> None:
    raw, status, code = AT_THE_DOOR[case]
    provider = region.of("referral", OrgType.AANBIEDER, AGB)

    answer = await provider.post("/berichten", content=raw, headers=XML)
    again = await provider.post("/berichten", content=raw, headers=XML)
    await region.rest()

    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (status, code), problem
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert again.headers["Location"] == answer.headers["Location"]
    kept = (await provider.get(f"http://test{answer.headers['Location']}")).json()
    assert kept["status"] == "afgekeurd"
    assert kept["bevindingen"]
    assert await nothing_asked(region)


INSIDE = {
    "cut in half": GOOD[: len(GOOD) * 3 // 4],
    "an impossible date": GOOD.replace(b"2026-09-30", b"2026-09-31"),
    "an unknown element": GOOD.replace(b"<ijw:Code>45B01</ijw:Code>", b"<ijw:X>1</ijw:X>"),
    "an entity inside": GOOD.replace(b"Vossenbergh", b"&e;"),
    "bytes that are no utf-8": GOOD.replace(b"Vossenbergh", b"Vossenb\xff"),
}


@pytest.mark.parametrize("case", INSIDE)
async def test_invalid_inside(region: Region, case: str) -> None:
    """Taken in by its header, judged as a whole, and then found wanting: no retour exists."""
    judged = await region.post("referral", INSIDE[case])

    assert (judged["status"], judged["antwoord"]) == ("afgekeurd", None)
    assert judged["bevindingen"]
    assert all(b["niveau"] == 1 for b in judged["bevindingen"])
    assert await nothing_asked(region)


async def test_an_unknown_gemeente_and_an_unknown_provider(region: Region) -> None:
    to_nobody = GOOD.replace(b">0327<", b">9999<")
    unknown = await region.post("referral", to_nobody)
    stranger = GOOD.replace(AGB.encode(), b"90009999")
    refused = await region.post("referral", stranger, agb="90009999")

    assert [b["retourcode"] for b in unknown["bevindingen"]] == ["S300"]
    assert unknown["status"] == "afgewezen"
    assert refused["status"] == "afgekeurd"
    assert refused["bevindingen"]
    assert await nothing_asked(region)


async def test_a_rejected_message_does_not_use_up_its_number(region: Region) -> None:
    """OP286: rejected on its own content, it counts as never sent."""
    wrong = GOOD.replace(TRAJECT.client.bsn.encode(), b"999900032")
    rejected = await region.post("referral", wrong)
    accepted = await region.post("referral", GOOD)

    assert (rejected["status"], rejected["bevindingen"][0]["regel"]) == ("afgewezen", "CS002")
    assert accepted["status"] == "verwerkt"


async def test_no_scope_and_no_token(region: Region) -> None:
    nobody = region.make(region.services["referral"], OrgType.AANBIEDER, AGB, [])

    assert (await nobody.post("/berichten", content=GOOD, headers=XML)).status_code == 403
    anonymous = await nobody.post("/berichten", content=GOOD, headers={**XML, "Authorization": ""})
    assert anonymous.status_code == 401


@pytest.mark.parametrize(
    ("name", "regel", "element"),
    [("JW315.invalid.xml", "RS032", "ToewijzingEinddatum")],
)
async def test_the_invalid_examples_are_refused_for_their_reason(
    region: Region, shared_dir: Path, name: str, regel: str, element: str
) -> None:
    raw = (shared_dir / "ijw" / "examples" / name).read_bytes()

    judged = await region.post("referral", raw, agb="42420001")

    assert judged["status"] == "afgekeurd"
    found = [(b["regel"], b["plaats"].rpartition("/")[2]) for b in judged["bevindingen"]]
    assert found == [(regel, element), (regel, element)]


async def nothing_asked(region: Region) -> bool:
    officer = region.of("referral", OrgType.GEMEENTE, GEMEENTE)
    found: list[object] = (await officer.get("/verzoeken")).json()["resultaten"]
    return found == []
