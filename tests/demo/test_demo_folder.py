# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The demo empties what it made itself, and nothing that somebody may miss."""

import sys
from pathlib import Path

import pytest

from demo.folder import MARK_FILE, start_afresh
from libs.common.folder import LOCK_FILE, FolderInUseError, held
from services.embedded import SERVED_FILE


@pytest.fixture
def region(tmp_path: Path) -> Path:
    """What an earlier version of the demo, or somebody, left."""
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "log.db").write_text("a log")
    return folder


@pytest.fixture(autouse=True)
def nobody_at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_new_folder_is_made_and_marked(tmp_path: Path) -> None:
    start_afresh(tmp_path / "new")
    assert names(tmp_path / "new") == {MARK_FILE, LOCK_FILE}


def test_what_the_demo_made_goes_without_asking(region: Path) -> None:
    (region / MARK_FILE).touch()
    start_afresh(region)
    assert names(region) == {MARK_FILE, LOCK_FILE}


def test_an_interrupted_demo_is_begun_anew(tmp_path: Path) -> None:
    start_afresh(tmp_path / "new")
    start_afresh(tmp_path / "new")
    assert names(tmp_path / "new") == {MARK_FILE, LOCK_FILE}


@pytest.mark.parametrize("marks", [(), (SERVED_FILE,), (SERVED_FILE, MARK_FILE)])
def test_what_somebody_may_have_worked_in_stays(region: Path, marks: tuple[str, ...]) -> None:
    for mark in marks:
        (region / mark).touch()
    with pytest.raises(SystemExit, match="--opnieuw"):
        start_afresh(region)
    assert (region / "log.db").read_text() == "a log"


def test_it_goes_when_asked_for(region: Path) -> None:
    start_afresh(region, anew=True)
    assert names(region) == {MARK_FILE, LOCK_FILE}


@pytest.mark.parametrize(("answer", "goes"), [("j", True), ("ja", True), ("", False), ("n", False)])
def test_at_a_terminal_it_asks(
    region: Path, answer: str, goes: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _question: answer)
    if goes:
        start_afresh(region)
    else:
        with pytest.raises(SystemExit):
            start_afresh(region)
    assert (region / "log.db").exists() is not goes


def test_a_folder_of_something_else_is_never_emptied(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(SystemExit, match="geen map van een demo"):
        start_afresh(tmp_path, anew=True)
    assert names(tmp_path) == {"thesis.txt"}


def test_a_folder_that_is_in_use_is_not_emptied(region: Path) -> None:
    (region / MARK_FILE).touch()
    with held(region), pytest.raises(FolderInUseError):
        start_afresh(region, anew=True)
    assert (region / "log.db").exists()
