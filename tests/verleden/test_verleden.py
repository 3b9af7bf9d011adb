# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A region starts with its past: its running allocations and its open claims."""

import random
import tarfile
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path

import httpx
import pytest

from libs.common.auth import OrgType
from services.billing.domain.signalering import Kengetallen
from services.billing.store import signalering
from services.billing.store.bereik import Bereik
from services.verleden import report, state
from services.verleden.run import StoppedError
from services.verleden.source import NoSourceError, opened
from tests.referral.messages import AANBIEDER, GEMEENTE
from tests.verleden.conftest import MakeRegion
from tests.verleden.history import Files, history
from tests.verleden.region import SCOPE, Region

LEZEN = ["berichten:lezen", "toewijzingen:lezen", "declaraties:lezen", "betalingen:voorbereiden"]


def as_folder(files: Files, place: Path) -> Path:
    for name, raw in files.items():
        file = place / f"map-{len(name) % 3}" / f"{name}.xml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(raw)
    return place


def as_zip(files: Files, place: Path) -> Path:
    with zipfile.ZipFile(place, "w") as archive:
        for name, raw in files.items():
            archive.writestr(f"{name}.xml", raw)
    return place


def as_tar(files: Files, place: Path) -> Path:
    with tarfile.open(place, "w:gz") as archive:
        for name, raw in files.items():
            info = tarfile.TarInfo(f"../{name}.xml")
            info.size = len(raw)
            archive.addfile(info, BytesIO(raw))
    return place


def shuffled(seed: int) -> Files:
    """The same messages under other names and in another order."""
    contents = list(history().values())
    random.Random(seed).shuffle(contents)
    return {f"{number:03}": raw for number, raw in enumerate(contents)}


def gemeente(region: Region, service: str) -> httpx.AsyncClient:
    return region.make(region.services[service], OrgType.GEMEENTE, GEMEENTE, LEZEN)


@pytest.mark.both_databases
async def test_a_region_begins_with_its_running_allocations_and_open_claims(
    make_region: MakeRegion,
    database_kind: str,
    database_url: Callable[[str], str],
    tmp_path: Path,
) -> None:
    region = await make_region(database_url if database_kind == "postgres" else None)
    counts = await region.take_in(as_folder(history(), tmp_path / "bron"), tmp_path / "stand.db")

    assert counts == {
        "JW301": {"ingelezen": 2},
        "JW302": {"ingelezen": 1},
        "JW305": {"destijds-geweigerd": 1, "geweigerd": 1, "ingelezen": 1},
        "JW306": {"antwoord": 2},
        "JW307": {"ingelezen": 1},
        "JW315": {"ingelezen": 3},
        "JW316": {"antwoord": 1},
        "JW319": {"ingelezen": 1},
        "JW323": {"ingelezen": 1, "te-beoordelen": 1},
        "JW325": {"antwoord": 1},
        "onleesbaar": {"onleesbaar": 1},
    }
    referral = gemeente(region, "referral")
    (award,) = (await referral.get("/toewijzingen")).json()["resultaten"]
    assert (award["toewijzingNummer"], award["versie"]) == (100, 2)
    assert award["einddatum"] == "2026-09-30"
    requests = (await referral.get("/verzoeken")).json()["resultaten"]
    assert {r["referentieAanbieder"]: (r["status"], r["besluitUiterlijk"]) for r in requests} == {
        "REF1": ("toegekend", "2026-01-16"),  # five working days after Saturday 10 January 2026
        "REF2": ("afgewezen", "2026-01-16"),
        "REF3": ("open", "2026-11-27"),
    }
    claims = (await gemeente(region, "billing").get("/declaraties")).json()["resultaten"]
    assert {c["declaratieNummer"]: c["totaalToegekend"] for c in claims} == {
        "DN1": 4 * 7850,
        "DN2": 8 * 7850,
    }


async def test_nothing_of_the_past_is_sent_or_paid_again(region: Region, tmp_path: Path) -> None:
    await region.take_in(as_folder(history(), tmp_path / "bron"), tmp_path / "stand.db")

    async def sent(service: str) -> list[str]:
        caller = region.make(region.services[service], OrgType.AANBIEDER, AANBIEDER, LEZEN)
        found = (await caller.get("/uitgaande-berichten")).json()["resultaten"]
        return [item["soort"] for item in found]

    assert await sent("referral") == []
    assert await sent("billing") == ["JW325"], "only the claim that was open is answered"
    billing = gemeente(region, "billing")
    found = (await billing.get("/declaraties")).json()["resultaten"]
    old = next(c for c in found if c["declaratieNummer"] == "DN1")
    why = await billing.get(f"/declaraties/{old['id']}/regels/1/toelichting")
    assert (why.status_code, why.json()["code"]) == (409, "elders-beoordeeld")
    assert [post["bedrag"] for post in await open_posten(region)] == [8 * 7850]


async def test_b19_no_signal_is_about_the_past(region: Region, tmp_path: Path) -> None:
    """March was judged elsewhere and counts nowhere but in what April grew from."""
    await region.take_in(as_folder(history(), tmp_path / "bron"), tmp_path / "stand.db")

    march = await figures_of(region, date(2026, 3, 1), date(2026, 3, 31))
    both = await figures_of(region, date(2026, 3, 1), date(2026, 4, 30))
    april = await figures_of(region, date(2026, 4, 1), date(2026, 4, 30))

    assert march == []
    assert [(one.regels, one.afgewezen, one.clienten, one.toegekend) for one in both] == [
        (1, 0, 1, 8 * 7850)
    ]
    assert [(one.toegekend, one.toegekend_vorig) for one in april] == [(8 * 7850, 0)]
    whole_march = await figures_of(region, date(2026, 4, 1), date(2026, 5, 1))
    assert [one.toegekend_vorig for one in whole_march] == [4 * 7850]


async def figures_of(region: Region, van: date, tot: date) -> Sequence[Kengetallen]:
    async with region.services["billing"].runtime.db.read() as session:
        return await signalering.figures(session, Bereik(frozenset({GEMEENTE}), van, tot))


async def open_posten(region: Region) -> list[dict[str, int]]:
    from services.billing.store import posten  # noqa: PLC0415

    rt = region.services["billing"].runtime
    async with rt.db.read() as session:
        found = await posten.open_posten(session, GEMEENTE, rt.clock.today())
    return [{"bedrag": one.bedrag} for one in found]


async def test_every_order_ends_in_the_same_state(make_region: MakeRegion, tmp_path: Path) -> None:
    states = []
    for seed, pack in enumerate((as_zip, as_tar)):
        region = await make_region()
        place = pack(shuffled(seed), tmp_path / f"bron-{seed}")
        await region.take_in(place, tmp_path / f"stand-{seed}.db")
        states.append(await region.tables())

    assert states[0]["referral.toewijzing"]
    assert states[0]["billing.regel"]
    assert states[0]["reporting.toewijzing"]
    assert {name: rows for name, rows in states[1].items() if rows != states[0][name]} == {}


async def test_what_came_later_is_taken_in_when_it_is_there(
    region: Region, make_region: MakeRegion, tmp_path: Path
) -> None:
    """Half of it first, and the whole afterwards: no message is missed, and none counts twice."""
    half = {n: raw for n, raw in history().items() if "toewijzing" not in n and "vot" not in n}
    kept = tmp_path / "stand.db"
    whole = await make_region()
    await whole.take_in(as_folder(history(), tmp_path / "geheel"), tmp_path / "ander.db")

    early = await region.take_in(as_folder(half, tmp_path / "half"), kept)
    await region.take_in(as_folder(history(), tmp_path / "bron"), kept)
    before = await region.tables()
    await region.take_in(as_folder(history(), tmp_path / "bron"), tmp_path / "opnieuw.db")

    assert early["JW319"] == {"geweigerd": 1}
    assert await region.tables() == before
    same = ("toewijzing", "verzoek", "levering")
    expected = await whole.tables()
    assert {n: before[f"referral.{n}"] for n in same} == {
        n: expected[f"referral.{n}"] for n in same
    }


async def test_the_report_says_what_was_refused_and_why(region: Region, tmp_path: Path) -> None:
    await region.take_in(as_folder(history(), tmp_path / "bron"), tmp_path / "stand.db")
    with state.opened(tmp_path / "stand.db") as kept:
        count = report.write_report(kept, tmp_path / "verslag.csv")

    lines = (tmp_path / "verslag.csv").read_text("utf-8-sig").splitlines()[1:]
    assert count == 3
    refused = next(line for line in lines if ";START9;" in line)
    assert ";geweigerd;" in refused
    assert ";9019;" in refused
    assert any(";destijds-geweigerd;" in line for line in lines)
    assert any(line.endswith("onleesbaar;;;;") for line in lines)
    assert not any("999900" in line for line in lines), "nothing of a person"


async def test_only_beheer_with_the_scope_reads_the_past_in(make_region: MakeRegion) -> None:
    region = await make_region(names=["referral"])
    service = region.services["referral"]
    body = {"berichten": [{"bericht": history()["vot"].decode()}]}
    for org_type, code, scopes in (
        (OrgType.GEMEENTE, GEMEENTE, SCOPE),
        (OrgType.AANBIEDER, AANBIEDER, SCOPE),
        (OrgType.BEHEER, "beheer", LEZEN),
    ):
        caller = region.make(service, org_type, code, scopes)
        assert (await caller.post("/verleden/_inlezen", json=body)).status_code == 403
        assert (await caller.get("/verleden")).status_code == 403


async def test_a_message_of_after_today_is_refused(make_region: MakeRegion) -> None:
    region = await make_region(names=["referral"])
    beheer = region.make(region.services["referral"], OrgType.BEHEER, "beheer", SCOPE)
    raw = history()["vot"].decode().replace("2026-01-10", "2026-11-24")

    answer = await beheer.post("/verleden/_inlezen", json={"berichten": [{"bericht": raw}]})

    (found,) = answer.json()["uitkomsten"]
    assert found["uitkomst"] == "geweigerd"
    assert [b["regel"] for b in found["bevindingen"]] == ["TR135"]


async def test_a_refused_message_takes_nothing_of_the_others_with_it(
    make_region: MakeRegion,
) -> None:
    """A start without its award, the request, its award, the start, and the request again."""
    region = await make_region(names=["referral"])
    beheer = region.make(region.services["referral"], OrgType.BEHEER, "beheer", SCOPE)
    names = ("start", "vot", "toewijzing", "start", "vot")
    body = {"berichten": [{"bericht": history()[name].decode()} for name in names]}

    answer = await beheer.post("/verleden/_inlezen", json=body)

    found = [one["uitkomst"] for one in answer.json()["uitkomsten"]]
    assert found == ["geweigerd", "ingelezen", "ingelezen", "ingelezen", "bekend"]


async def test_a_message_that_fails_stops_the_run_and_not_those_before_it(
    make_region: MakeRegion, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    region = await make_region()

    async def fails(*_given: object) -> None:
        raise LookupError("a fault of ours")

    monkeypatch.setattr("services.referral.handlers.leveringen.take_in", fails)
    with pytest.raises((StoppedError, LookupError)):  # the client of the tests may raise it again
        await region.take_in(as_folder(history(), tmp_path / "bron"), tmp_path / "stand.db")
    with state.opened(tmp_path / "stand.db") as kept:
        counts = kept.counts()

    assert counts["JW301"]["ingelezen"] >= 1
    assert "ingelezen" not in counts["JW305"]


@pytest.mark.parametrize("content", [b"niets", b"PK\x03\x04stuk"])
def test_what_is_no_archive_is_told(tmp_path: Path, content: bytes) -> None:
    place = tmp_path / "bron"
    place.write_bytes(content)
    with pytest.raises(NoSourceError), opened(place):
        raise AssertionError("it was opened")
