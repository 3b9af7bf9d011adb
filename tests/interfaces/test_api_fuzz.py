# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What nobody meant to send, at every operation: answered as documented, never a fault of ours.

The requests are made from the OpenAPI documents, by schemathesis, and of odd text by ourselves;
they are the same in each run.
"""

import asyncio
import json
import re
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any
from urllib.parse import quote

import httpx
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from tests.interfaces.operations import Api, Operation

EXAMPLES = 2
"""Requests for each operation in each way."""

STEADY = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
CHECKS: list[Any] = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")

Send = Callable[..., httpx.Response]


@schemathesis.serializer("application/jose")
def as_text(_context: object, value: Any) -> bytes:
    """What schemathesis has no writer for goes as it is made."""
    return value if isinstance(value, bytes) else str(value).encode(errors="replace")


async def in_turn(api: Api, each: Callable[[Operation, Send], None]) -> Counter[int]:
    """Ask each operation something, from a thread that may wait; how often which status came."""
    loop = asyncio.get_running_loop()
    seen: Counter[int] = Counter()

    def send(method: str, path: str, **more: Any) -> httpx.Response:
        asked: Awaitable[httpx.Response] = api.http.request(method, path, **more)
        answer = asyncio.run_coroutine_threadsafe(_awaited(asked), loop).result()
        seen[answer.status_code] += 1
        assert answer.status_code < 500, (method, path, more, answer.text)
        for moment in moments_in(answer):
            assert moment.endswith("Z"), (method, path, moment)
        return answer

    def all_of_them() -> None:
        for one in api.operations:
            each(one, send)

    await asyncio.to_thread(all_of_them)
    return seen


async def _awaited(asked: Awaitable[httpx.Response]) -> httpx.Response:
    return await asked


def moments_in(answer: httpx.Response) -> list[str]:
    """Each moment in an answer that is JSON (/core/date-time/timezone: UTC on the way out)."""
    if not answer.content or "json" not in answer.headers.get("Content-Type", ""):
        return []
    return [text for text in _texts(answer.json()) if MOMENT.match(text)]


def _texts(node: Any) -> list[str]:
    if isinstance(node, str):
        return [node]
    inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return [text for one in inner for text in _texts(one)]


@pytest.mark.parametrize("way", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=str)
async def test_what_is_made_of_the_document_is_answered_as_it_says(
    api: Api, way: GenerationMode, record_property: Callable[[str, object], None]
) -> None:
    """Well formed, and wrong in one thing or more."""
    schema = schemathesis.openapi.from_dict(api.document)

    def each(one: Operation, send: Send) -> None:
        @STEADY
        @given(case=schema[one.template][one.method].as_strategy(generation_mode=way))
        def ask(case: Case[Any]) -> None:
            made = case.as_transport_kwargs(base_url="http://test/v1", headers=api.bearer(one.rule))
            made.pop("timeout", None)
            ready = requests.Request(**made).prepare()
            answer = send(
                str(ready.method), str(ready.url), headers=_raw(ready.headers), content=ready.body
            )
            case.validate_response(answer, checks=CHECKS)

        with suppress(Unsatisfiable):  # nothing can be wrong with a request that holds nothing
            ask()

    seen = await in_turn(api, each)
    record_property("requests", seen.total())
    assert seen.total() >= len(api.operations)


def _raw(headers: Mapping[str, str | bytes]) -> list[tuple[str | bytes, str | bytes]]:
    """As bytes, for a header may hold what is no ASCII."""
    return [
        (name, value.encode("latin-1", "ignore") if isinstance(value, str) else value)
        for name, value in headers.items()
    ]


TEXT = st.text(max_size=40) | st.sampled_from(
    ["\0", "..", "' OR 1=1 --", "9" * 40, "-1", "NaN", "é" * 300, "_zoek", "\U0001f600"]
)
HEADER = st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"))
HEADERS = st.dictionaries(
    st.sampled_from(["If-Match", "Idempotency-Key", "Accept", "traceparent", "Range", "Cookie"]),
    HEADER | st.sampled_from(['"1"', "*", "x" * 5000, "*/*;q=0", "00-" + "0" * 32]),
    max_size=3,
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)
"""Of any shape; NaN and Infinity too, which some programs write."""

BODY = JSON.map(lambda value: json.dumps(value).encode()) | st.sampled_from(
    [
        b"",
        b"\xff\xfe",
        b"[" * 20_000,
        b'{"naam": "\\ud800"}',
        b'{"a": 1, "a": 2}',
        b"1e999",
        b"9" * 5000,
        b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
    ]
)


async def test_odd_paths_headers_and_bodies_are_refused(
    api: Api, record_property: Callable[[str, object], None]
) -> None:
    """Whatever stands in a path, a parameter, a header or a body."""

    def each(one: Operation, send: Send) -> None:
        names = [p["name"] for p in one.described.get("parameters", ()) if p["in"] == "query"]
        media = next(iter(one.takes), None)
        token = api.bearer(one.rule)

        @STEADY
        @given(data=st.data())
        def ask(data: st.DataObject) -> None:
            draw = data.draw
            path = re.sub(r"{\w+}", lambda _: quote(draw(TEXT) or "x", safe=""), one.template)
            query = draw(st.dictionaries(st.sampled_from(names), TEXT)) if names else {}
            given_headers = {n: v.encode("latin-1") for n, v in draw(HEADERS).items()}
            more: dict[str, Any] = {"params": query}
            if media is not None:
                given_headers |= {"Content-Type": media.encode()}
                more["content"] = draw(BODY)
            sent = [*token.items(), *given_headers.items()]
            send(one.method, path, headers=sent, **more)

        ask()

    seen = await in_turn(api, each)
    record_property("requests", seen.total())
    assert seen.total() >= len(api.operations)
