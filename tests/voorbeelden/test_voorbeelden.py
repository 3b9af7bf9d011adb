# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Each example in the API documents is true: what is asked is done, and answered like that."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest

from libs.common.api.examples import read
from tests.e2e.conftest import Region
from tests.voorbeelden import billing, contract, referral, reporting
from tests.voorbeelden.spel import JSON, Json, Shape, Spel, operations_of

Play = Callable[[Spel], Awaitable[None]]

PLAYS: dict[str, Play] = {
    "contract": contract.play,
    "referral": referral.play,
    "billing": billing.play,
    "reporting": reporting.play,
}


@pytest.mark.parametrize("dienst", PLAYS)
async def test_each_example_works(
    dienst: str, region: Region, record_property: Callable[[str, object], None]
) -> None:
    """In a filled region; an operation that is not played fails."""
    spel = Spel(region, dienst)
    await PLAYS[dienst](spel)
    record_property("operations by their example", len(spel.sent))
    assert spel.wrong == []
    assert spel.operations.keys() - spel.sent == set()


def test_each_operation_has_examples(openapi_documents: dict[str, Any]) -> None:
    """Of its body, of each thing in its URL, and of its answer; all of them of their schema."""
    assert PLAYS.keys() == openapi_documents.keys()
    without, wrong, left = [], [], set()
    for dienst, document in openapi_documents.items():
        shape = Shape(document)
        bodies, answers, _, _ = read(dienst)
        there = operations_of(document).keys() | document["components"]["schemas"].keys()
        left |= (bodies.keys() | answers.keys()) - there
        for name, operation in operations_of(document).items():
            for part, schema, examples in _parts(operation, shape):
                place = f"{dienst} {name} {part}"
                without += [] if examples else [place]
                faults = (fault for one in examples for fault in shape.faults(schema, one))
                wrong += [f"{place}: {fault}" for fault in faults]
    assert without == []
    assert wrong == []
    assert left == set(), "examples of what was renamed or is gone"


def _parts(operation: Json, shape: Shape) -> Iterator[tuple[str, Json, list[Any]]]:
    """What must have an example: which part of it, of which schema, and the examples it has."""
    for one in operation.get("parameters", ()):
        if one["in"] in {"path", "query"}:
            yield one["name"], one["schema"], one["schema"].get("examples", [])
    for media, body in operation.get("requestBody", {}).get("content", {}).items():
        shown = _examples(body)
        with suppress(KeyError):
            shown = shown or [shape.composed(body["schema"])]
        yield media, body["schema"], shown
    for status, answer in operation["responses"].items():
        if status[0] == "2":
            content = answer["content"]
            main = JSON if JSON in content else next(iter(content))
            yield status, content[main].get("schema", {}), _examples(content[main])


def _examples(media: Json) -> list[Any]:
    return [one["value"] for one in media.get("examples", {}).values()]
