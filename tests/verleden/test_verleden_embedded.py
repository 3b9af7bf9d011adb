# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The command on the folder of an embedded region, as an operator gives it."""

import asyncio
import sqlite3
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from libs.common.clock import SystemClock
from libs.common.runtime import settle
from services.embedded import open_embedded
from services.verleden.__main__ import main
from tests.referral.messages import AANBIEDER, GEMEENTE
from tests.verleden.history import history


async def prepare(folder: Path) -> None:
    """Register who takes part, as beheer."""
    async with open_embedded(folder, SystemClock()) as region:
        form = {"client_id": "beheer:beheer", "client_secret": region.client_secret}
        transport = httpx.ASGITransport(region.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as beheer:
            given = await beheer.post("/embedded/v1/tokens", data=form)
            beheer.headers["Authorization"] = f"Bearer {given.json()['access_token']}"
            for path, body in (
                (f"gemeenten/{GEMEENTE}", {"naam": "Diemen", "geldigVan": "2015-01-01"}),
                (f"aanbieders/{AANBIEDER}", {"naam": "Aanbieder"}),
            ):
                answer = await beheer.put(f"/contract/v1/{path}", json=body)
                assert answer.status_code == 200, answer.text
        await settle(*region.services.values())


def held(folder: Path, table: str) -> int:
    file = sqlite3.connect(folder / "referral.db")
    query = f"SELECT count(*) FROM {table}"  # noqa: S608 - names of ours
    count: int = file.execute(query).fetchone()[0]
    file.close()
    return count


def test_the_command_fills_a_folder_and_goes_on_where_it_was(tmp_path: Path) -> None:
    data, bron = tmp_path / "data", tmp_path / "bron"
    bron.mkdir()
    for name in ("vot", "toewijzing", "start", "leesmij"):
        (bron / name).write_bytes(history()[name])
    asyncio.run(prepare(data))
    given = [sys.executable, "-m", "services.verleden", str(bron), "--data", str(data)]
    given += ["--stand", str(tmp_path / "stand.db"), "--verslag", str(tmp_path / "verslag.csv")]

    for _ in range(2):
        ended = subprocess.run(given, capture_output=True, text=True, check=False)
        assert ended.returncode == 0, ended.stderr
        assert "Niet ingelezen: 1" in ended.stdout

    assert [held(data, t) for t in ("verzoek", "toewijzing", "levering")] == [1, 1, 1]
    assert "onleesbaar" in (tmp_path / "verslag.csv").read_text("utf-8-sig")


@pytest.mark.parametrize("options", [[], ["--billing", "z"], ["--referral", "x"]])
def test_it_wants_to_know_where(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, options: list[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["verleden", str(tmp_path), *options])

    with pytest.raises(SystemExit) as ended:
        main()

    assert ended.value.code == 2
