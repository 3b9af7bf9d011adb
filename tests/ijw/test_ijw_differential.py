# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Level 1 is what the official schemas say, on thousands of documents of every message."""

from pathlib import Path
from random import Random

import pytest

from libs.ijw import read, verdict, write
from libs.ijw.declare import MESSAGES
from tests.ijw.facets import facet_cases
from tests.ijw.generate import document
from tests.ijw.official import Tally, compare, compare_each
from tests.ijw.test_ijw_verdict import judge_in_small_parts

BY_CHANCE = 5_000
FEWEST_FACETS = 1_500
FEWEST_OF_EACH_VERDICT = 0.2
IN_PARTS = 600


@pytest.fixture
def official(shared_dir: Path) -> Path:
    return shared_dir / "ijw" / "xsd"


def _told(tally: Tally) -> list[str]:
    return [
        f"{amiss}: {raw[:3_000].decode('utf-8', 'replace')}" for amiss, raw in tally.disagreements
    ]


@pytest.mark.parametrize("soort", MESSAGES)
def test_documents_by_chance_get_the_official_verdict(official: Path, soort: str) -> None:
    tally = compare(official, soort, BY_CHANCE)
    assert _told(tally) == []
    assert tally.documents == BY_CHANCE
    assert min(tally.valid, tally.invalid) > FEWEST_OF_EACH_VERDICT * BY_CHANCE


@pytest.mark.parametrize("soort", MESSAGES)
def test_documents_judged_in_parts_get_the_official_verdict(
    official: Path, soort: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    judge_in_small_parts(monkeypatch)
    tally = compare(official, soort, IN_PARTS, seed=1)
    assert _told(tally) == []
    assert min(tally.valid, tally.invalid) > FEWEST_OF_EACH_VERDICT * IN_PARTS


@pytest.mark.parametrize("soort", MESSAGES)
def test_every_facet_at_its_bounds_gets_the_official_verdict(official: Path, soort: str) -> None:
    tally = compare_each(official, facet_cases(soort))
    assert _told(tally) == []
    assert tally.documents > FEWEST_FACETS
    assert min(tally.valid, tally.invalid) > 0


@pytest.mark.parametrize("soort", MESSAGES)
def test_valid_messages_in_any_spelling_are_read_and_read_back(soort: str) -> None:
    for number in range(300):
        raw = document(Random(f"{soort}{number}"), soort)
        assert verdict(raw) == []
        message = read(raw)
        assert read(write(message)) == message
