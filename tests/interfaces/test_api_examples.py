# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Every example in an OpenAPI document is of the schema it stands at."""

from collections.abc import Iterator
from typing import Any

from jsonschema import Draft202012Validator

from tests.interfaces.operations import Api

Json = dict[str, Any]


def _with_examples(node: Any, place: str = "") -> Iterator[tuple[str, Json]]:
    """Each schema that has examples, with where it stands."""
    if isinstance(node, list):
        for number, one in enumerate(node):
            yield from _with_examples(one, f"{place}/{number}")
    if not isinstance(node, dict):
        return
    if isinstance(node.get("examples"), list):
        yield place, node
    for name, one in node.items():
        yield from _with_examples(one, f"{place}/{name}")


async def test_every_example_is_of_its_schema(api: Api) -> None:
    checker = Draft202012Validator.FORMAT_CHECKER
    wrong, count = [], 0
    for place, schema in _with_examples(api.document):
        whole = {**schema, "components": api.document["components"]}
        validator = Draft202012Validator(whole, format_checker=checker)
        for example in schema["examples"]:
            count += 1
            wrong += [f"{place}: {e.message}" for e in validator.iter_errors(example)]
    assert count > 10
    assert wrong == []
