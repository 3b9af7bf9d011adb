# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Each state machine against its cases, which are data beside this file."""

from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml

from services.billing.domain import afrekening, controle, subsidie, verrekening
from services.billing.domain.betaling import BETAALRUN, BETALING, REKENING
from services.billing.domain.verloop import VerkeerdeStap, Verloop

FOLDER = Path(__file__).parent / "verlopen"
MACHINES = (
    *(module.VERLOOP for module in (verrekening, subsidie, afrekening, controle)),
    BETAALRUN,
    BETALING,
    REKENING,
)
BY_NAME = {verloop.naam: verloop for verloop in MACHINES}
ALL = pytest.mark.parametrize("verloop", BY_NAME.values(), ids=list(BY_NAME))


def _cases(kind: str) -> list[Any]:
    return [
        pytest.param(BY_NAME[path.stem], case, id=f"{path.stem} {number}")
        for path in sorted(FOLDER.glob("*.yml"))
        for number, case in enumerate(yaml.safe_load(path.read_text())[kind], start=1)
    ]


def _walk(verloop: Verloop, via: list[str]) -> str:
    toestand = verloop.begin
    for handeling in via:
        toestand = verloop.volgende(toestand, handeling)
    return toestand


def test_every_state_machine_has_cases() -> None:
    """And no case file is of a machine that is no more."""
    assert {path.stem for path in FOLDER.glob("*.yml")} == set(BY_NAME)


@pytest.mark.parametrize(("verloop", "case"), _cases("gaat"))
def test_a_way_that_goes(verloop: Verloop, case: dict[str, Any]) -> None:
    """These steps one after another lead there."""
    assert _walk(verloop, case["via"]) == case["eindigt"]


@pytest.mark.parametrize(("verloop", "case"), _cases("weigert"))
def test_a_step_that_is_refused(verloop: Verloop, case: dict[str, Any]) -> None:
    """After these steps this one cannot be taken, and the text says what can."""
    toestand = _walk(verloop, case["via"])

    with pytest.raises(VerkeerdeStap) as refused:
        verloop.volgende(toestand, case["handeling"])

    for wel in verloop.mogelijk(toestand) or ("niets meer",):
        assert wel in str(refused.value)


@ALL
def test_every_state_can_be_reached_and_nothing_else_goes(verloop: Verloop) -> None:
    """From the beginning to each state; all pairs that are not in the table are refused."""
    reached = {verloop.begin}
    while True:
        more = {naar for (van, _), naar in verloop.stappen.items() if van in reached} - reached
        if not more:
            break
        reached |= more
    assert reached == set(verloop.toestanden)
    for toestand, handeling in product(verloop.toestanden, verloop.handelingen):
        if handeling not in verloop.mogelijk(toestand):
            with pytest.raises(VerkeerdeStap):
                verloop.volgende(toestand, handeling)
