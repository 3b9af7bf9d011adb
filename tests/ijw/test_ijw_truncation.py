# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A document that is not whole is refused, wherever it was cut, and nothing of it is handed out."""

import re
from collections.abc import Iterable
from random import Random

import pytest

from benchmarks.made import claim
from libs.ijw import MessageError, read, verdict, write
from libs.ijw.declare import MESSAGES
from tests.ijw.complete import complete
from tests.ijw.generate import document

CUTS_BY_CHANCE = 1_000
CUTS_AT_BORDERS_OF_A_LARGE_ONE = 300


def _end(raw: bytes) -> int:
    """Where the end tag of the root ends: beyond it a document is whole."""
    closing = [match.end() for match in re.finditer(rb"</[^>]*Bericht\s*>", raw)]
    return closing[-1]


def _cuts(raw: bytes, chance: Random, most: int = CUTS_BY_CHANCE) -> set[int]:
    end = _end(raw)
    by_percent = {end * percent // 100 for percent in range(100)}
    borders = {m.start() for m in re.finditer(rb"<|>", raw)} | {
        m.end() for m in re.finditer(rb"<[^>]{2}|>", raw)
    }
    if len(borders) > most:
        borders = set(chance.sample(sorted(borders), most))
    return {at for at in by_percent | borders if at < end}


def _by_chance(raw: bytes, chance: Random) -> Iterable[int]:
    return (chance.randrange(_end(raw)) for _ in range(CUTS_BY_CHANCE))


def _handed_out(raw: bytes, cuts: Iterable[int]) -> list[int]:
    """The cuts after which anything was read, or found valid."""
    return [at for at in cuts if _is_read(raw[:at])]


def _is_read(raw: bytes) -> bool:
    try:
        read(raw)
    except MessageError:
        return verdict(raw) == []
    return True


@pytest.mark.parametrize("soort", MESSAGES)
@pytest.mark.parametrize("kind", ["complete", "by chance"])
def test_a_cut_message_is_refused(soort: str, kind: str) -> None:
    chance = Random(soort)
    raw = write(complete(soort)) if kind == "complete" else document(chance, soort)
    assert _is_read(raw)
    assert _handed_out(raw, _cuts(raw, chance)) == []
    assert _handed_out(raw, _by_chance(raw, chance)) == []
    assert _is_read(raw[: _end(raw)])


def test_a_cut_claim_of_a_thousand_lines_is_refused() -> None:
    raw, chance = claim(1_000, "B1"), Random(0)
    assert _is_read(raw)
    assert _handed_out(raw, _cuts(raw, chance, CUTS_AT_BORDERS_OF_A_LARGE_ONE)) == []
    assert _handed_out(raw, _by_chance(raw, chance)) == []
    assert _is_read(raw[: _end(raw)])
