# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Start and stop as a machine of states: messages in, codes and states out."""

from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
import yaml

from services.referral.domain.levering import Leveringen, Sleutel, Stop
from services.referral.rules.levering import LeveringFeiten
from services.referral.rules.verloop import Verloop, play
from tests.referral.situations import meldingen, productlijst

CASES = yaml.safe_load((Path(__file__).parent / "verloop.yml").read_text())


def _play(said: list[str], leveringen: Leveringen) -> Verloop:
    feiten = LeveringFeiten(frozenset({1, 3}), leveringen, productlijst(None))
    return play(meldingen(said), feiten)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_state_machine(case: dict[str, Any]) -> None:
    """A message that breaks a rule is refused as a whole and changes nothing."""
    leveringen = Leveringen({})
    codes = []
    for said in case["berichten"]:
        verloop = _play(said, leveringen)
        codes.append([finding.retourcode for finding in verloop.bevindingen])
        if not verloop.bevindingen:
            leveringen = verloop.leveringen

    assert codes == case["codes"]
    states = {key.begindatum: one.status for key, one in leveringen.per_sleutel.items()}
    assert states == case["status"]


def test_order_within_a_message_does_not_matter() -> None:
    """Deletes and new reports in any order lead to one state."""
    before = _play(["start 1 2026-04-03", "start 3 2026-04-03"], Leveringen({})).leveringen
    parts = ["verwijder start 1 2026-04-03", "start 1 2026-04-06", "verwijder start 3 2026-04-03"]

    ends = [_play(list(order), before) for order in permutations(parts)]

    assert all(not end.bevindingen for end in ends)
    assert all(dict(end.leveringen.per_sleutel) == ends[0].leveringen.per_sleutel for end in ends)


def test_findings_stand_with_their_report_in_message_order() -> None:
    """Whatever the order in which the reports are dealt with."""
    verloop = _play(["start 2 2026-04-03", "verwijder start 1 2026-04-03"], Leveringen({}))

    assert [(f.retourcode, f.plaats) for f in verloop.bevindingen] == [
        ("9019", "/Bericht/Client/start[1]/ToewijzingNummer"),
        ("9063", "/Bericht/Client/start[2]/StatusAanlevering"),
    ]


def test_a_version_per_message_that_changed_something() -> None:
    """Versions go on over a deletion, and count messages, not reports."""
    first = _play(["start 1 2026-04-03"], Leveringen({})).leveringen
    (new,) = first.changed_since(Leveringen({}))
    stopped = _play(["stop 1 2026-04-03 2026-05-01 31"], first).leveringen
    corrected = _play(
        ["verwijder stop 1 2026-04-03 2026-05-01 31", "stop 1 2026-04-03 2026-05-02 31"],
        Leveringen.of(stopped.changed_since(first)),
    ).leveringen
    (last,) = corrected.changed_since(Leveringen.of(stopped.changed_since(first)))

    assert (new.versie, last.versie) == (1, 3)
    assert last.laatste_stop == Stop(date(2026, 5, 2), "31")


def test_a_message_that_changes_nothing_in_the_end_makes_no_version() -> None:
    """Removed and reported again with the same end."""
    state = _play(["start 1 2026-04-03"], Leveringen({})).leveringen

    assert state.changed_since(state) == ()
    assert state.find(Sleutel(1, "45", "45B01", date(2026, 4, 4))) is None
