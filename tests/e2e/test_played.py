# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A short play of the whole region: the same each time, and nowhere a name outside its seal."""

import asyncio
import contextlib
import io
import logging
import random
import re
import sqlite3
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
import structlog
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from demo.founding import found_examples, found_region
from demo.parties import Parties
from demo.play import Play
from demo.region import REGIO, Client, make_region
from libs.common import log, service
from libs.common.api import decode_cursor
from libs.common.clock import SimulatedClock
from libs.common.crypto import KEY_ID_AT, KEY_ID_BYTES, Vault
from libs.common.folder import keys_of
from libs.common.serve import serving
from services.embedded import SERVICES, WITH_PERSONAL_DATA, open_embedded
from tests.e2e.leaks import Leaks

_MONTHS = 2

pytestmark = pytest.mark.timeout(900)


@dataclass
class Outside:
    """What could be seen of the play from outside its databases."""

    logs: list[str] = field(default_factory=list)
    spans: list[str] = field(default_factory=list)
    metrics: dict[str, str] = field(default_factory=dict)
    urls: list[str] = field(default_factory=list)
    answers: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Played:
    """A folder in which was played, and what came of it."""

    folder: Path
    clienten: tuple[Client, ...]
    figures: tuple[Any, ...]
    outside: Outside


async def _play(folder: Path, outside: Outside) -> Played:
    region = make_region(7)
    clock = SimulatedClock(datetime(2025, 8, 1, 7, tzinfo=UTC))
    async with (
        open_embedded(folder, clock) as embedded,
        serving(embedded.app, "127.0.0.1", 0) as url,
        httpx.AsyncClient(base_url=url, timeout=60, event_hooks=_seen(outside)) as http,
    ):
        parties = Parties(http, embedded.client_secret)
        await found_region(region, parties)
        play = Play(region, parties, random.Random(7), lambda _text: None, months=_MONTHS)
        await play.run()
        view = await parties[f"regio:{REGIO}"].call(
            "GET", "/reporting/v1/kerncijfers?van=2025-08&tot=2025-12&groepering=gemeente"
        )
        await found_examples(parties)
        await _mistakes(folder, region.clienten[0], parties, outside)
        for name in SERVICES:
            outside.metrics[name] = (await http.get(f"/{name}/metrics")).text
    figures = (play.tally.sent, play.tally.rejected, play.tally.codes, view["totaal"])
    return Played(folder, region.clienten, figures, outside)


def _seen(outside: Outside) -> dict[str, list[Any]]:
    """What a proxy would log of each call, and the answers of who must know no child."""

    async def asked(request: httpx.Request) -> None:
        outside.urls.append(str(request.url))

    async def answered(response: httpx.Response) -> None:
        outside.urls += [response.headers[n] for n in ("Location", "Link") if n in response.headers]
        if response.url.path.startswith(("/contract", "/reporting")):
            outside.answers.append((response.url.path, (await response.aread()).decode()))

    return {"request": [asked], "response": [answered]}


async def _mistakes(folder: Path, client: Client, parties: Parties, outside: Outside) -> None:
    """A BSN that a caller puts in a URI, and stored bytes that were damaged: an error of ours."""
    officer = parties[f"gemeente:{client.gemeente.code}"]
    urls = len(outside.urls)
    for path in (f"/referral/v1/clienten/{client.bsn}", f"/referral/v1/{client.bsn}"):
        with pytest.raises(Exception, match=r": 40[04] "):
            await officer.call("GET", path)
    del outside.urls[urls:]  # not of our making
    found = await officer.call("POST", "/referral/v1/clienten/_zoek", {"bsn": client.bsn})
    (shown,) = found["resultaten"]
    with contextlib.closing(sqlite3.connect(folder / "referral.db")) as connection, connection:
        connection.execute(
            "UPDATE client SET persoon_verzegeld = substr(persoon_verzegeld, 1, 60) WHERE id = ?",
            [shown["id"]],
        )
    with pytest.raises(Exception, match=": 500 "):
        await officer.call("GET", f"/referral/v1/clienten/{shown['id']}")


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """Played once, with everything told that programs can tell."""
    outside = Outside()
    exporter = InMemorySpanExporter()
    root, hook, told = logging.getLogger(), sys.excepthook, io.StringIO()
    handlers, level = root.handlers[:], root.level
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stderr(told):
        patch.setattr(service, "otlp_exporter", lambda _endpoint: exporter)
        log.configure("DEBUG")
        try:
            done = asyncio.run(_play(tmp_path_factory.mktemp("played"), outside))
        finally:
            structlog.reset_defaults()
            root.handlers[:], sys.excepthook = handlers, hook
            root.setLevel(level)
    outside.logs += told.getvalue().splitlines()
    outside.spans += [span.to_json() for span in exporter.get_finished_spans()]
    return done


def test_a_short_play_is_the_same_each_time(played: Played, tmp_path: Path) -> None:
    again = asyncio.run(_play(tmp_path / "again", Outside()))

    assert again.figures[:3] == played.figures[:3]
    assert again.figures[0]["JW323"] > 0


def seen_outside(played: Played) -> Leaks:
    """Look everywhere but in the databases."""
    leaks, seen = Leaks(played.clienten), played.outside
    for line in seen.logs:
        leaks.look("log lines", line[:60], line)
    for span in seen.spans:
        leaks.look("spans", "a trace", span)
    for name, text in seen.metrics.items():
        for line in text.splitlines():
            leaks.look("metrics", name, line)
    for url in seen.urls:
        leaks.look("urls", url.partition("?")[0], url)
        cursor = re.search(r"cursor=([\w-]+)", url)
        leaks.look("urls", "a cursor", decode_cursor(cursor and cursor[1]))
    for place, answer in seen.answers:
        leaks.look("answers", place, answer)
    return leaks


def test_nothing_outside_its_seal_names_a_child(
    played: Played, record_property: Callable[[str, object], None]
) -> None:
    """BSNs, names, addresses and days of birth: in no log, trace, metric, URL, event or column."""
    leaks = seen_outside(played)
    for name in (*SERVICES, "log"):
        leaks.look_in_database(played.folder / f"{name}.db")

    for kind, count in (*leaks.looked.items(), ("found", len(leaks.found))):
        record_property(kind, count)
    assert Counter(leaks.found) == {}
    least = {
        "log lines": 1,
        "spans": 1_000,
        "metrics": 500,
        "urls": 1_000,
        "answers": 10,
        "columns": 500,
        "values": 20_000,
    }
    assert {kind: leaks.looked[kind] for kind, n in least.items() if leaks.looked[kind] < n} == {}


def test_each_sealed_value_is_sealed_under_the_key_of_the_folder(played: Played) -> None:
    keys = keys_of(played.folder)
    vault = Vault(keys["data"], keys["hash"])
    counted = Counter[bool]()
    for name in WITH_PERSONAL_DATA:
        connection = sqlite3.connect(played.folder / f"{name}.db")
        for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'"):
            for row in connection.execute(f'SELECT * FROM "{table}"'):  # noqa: S608
                sealed = [value for value in row if isinstance(value, bytes)]
                counted.update(
                    value[KEY_ID_AT : KEY_ID_AT + KEY_ID_BYTES] == vault.key_id for value in sealed
                )
        connection.close()
    assert counted[True] > 500
    assert not counted[False]


@pytest.mark.parametrize(
    ("kind", "place"),
    [
        ("log lines", "logs"),
        ("spans", "spans"),
        ("urls", "urls"),
        ("answers", "answers"),
        ("metrics", "metrics"),
    ],
)
def test_what_is_planted_outside_is_found(played: Played, kind: str, place: str) -> None:
    client = played.clienten[3]
    planted = f"about {client.voornaam}, of {client.bsn}"
    at = getattr(played.outside, place)
    if isinstance(at, dict):
        at["planted"] = planted
    else:
        at.append(("planted", planted) if place == "answers" else planted)
    try:
        assert {one.partition(":")[0] for one in seen_outside(played).found} == {kind}
    finally:
        at.pop("planted") if isinstance(at, dict) else at.pop()


def test_digits_of_a_keyed_hash_name_nobody(played: Played) -> None:
    born = f"{played.clienten[0].geboortedatum:%Y%m%d}"
    leaks = Leaks(played.clienten)
    leaks.look("hash", "by chance", f"dca94f694f6e12{born}e44fdc7f44")
    assert leaks.found == []
    for text in (
        born,
        f"dca94f694f6e12{born}",
        f"dca94f694f6e12{born}e44fdc7f4 4",
        "0" * 24 + born,
    ):
        leaks.look("text", text, text)
    assert len(leaks.found) == 4


@pytest.mark.parametrize(
    ("database", "statement", "place"),
    [
        ("reporting", "UPDATE alembic_version SET version_num = ?", "alembic_version.version_num"),
        ("billing", "UPDATE outbox SET envelope = ? WHERE seq = 1", "outbox.envelope"),
        ("log", "UPDATE event_log SET payload = CAST(? AS BLOB)", "event_log.payload"),
    ],
)
def test_what_is_planted_in_a_table_is_found(
    played: Played, tmp_path: Path, database: str, statement: str, place: str
) -> None:
    client = played.clienten[3]
    planted = tmp_path / f"{database}.db"
    with (
        contextlib.closing(sqlite3.connect(played.folder / planted.name)) as source,
        contextlib.closing(sqlite3.connect(planted)) as target,
        target,
    ):
        source.backup(target)
        target.execute(statement, [f"of {client.bsn} at {client.straat}"])
    leaks = Leaks(played.clienten)
    leaks.look_in_database(planted)
    assert set(leaks.found) == {f"values: {database}.{place}"}
