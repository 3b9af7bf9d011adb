# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What may be told of an error without telling the data it was about."""

import json
import re
import traceback
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError

_OURS = tuple(f"{Path(__file__).parents[2] / part}/" for part in ("libs", "services"))
"""Where our code is: beside that of others, when it is installed."""

TEXT_MAX = 300
_SHORT = 4
"""A shorter value is replaced as a word only, or hardly any text would be left."""


def raised_at(error: BaseException, frames: int = 3) -> list[str]:
    """The innermost places of ours that an error came through, and where it was raised.

    A driver raises below many frames of its own, and none of these says what of ours went wrong.
    """
    stack = traceback.extract_tb(error.__traceback__)
    raised = stack[-1:]
    ours = [one for one in stack[:-1] if one.filename.startswith(_OURS)][-frames:]
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in (*ours, *raised)]


def describe(error: BaseException, payload: bytes) -> str:
    """The text of an error without any value of the JSON `payload` it was raised over.

    Of a payload that cannot be read no text is told at all, but which field was wrong.
    """
    if isinstance(error, ValidationError):
        problems = error.errors(include_input=False, include_url=False, include_context=False)
        return "; ".join(f"{_dotted(p['loc'])}: {p['type']}" for p in problems)[:TEXT_MAX]
    try:
        values = set(_leaves(json.loads(payload)))
    except ValueError:
        return ""
    text = str(error.orig if isinstance(error, DBAPIError) else error)
    for value in sorted(values, key=len, reverse=True):
        text = _without(value, text)
    return text[:TEXT_MAX]


def _dotted(location: tuple[int | str, ...]) -> str:
    return ".".join(map(str, location))


def _without(value: str, text: str) -> str:
    if len(value) >= _SHORT:
        return text.replace(value, "…")
    return re.sub(rf"(?<!\w){re.escape(value)}(?!\w)", "…", text) if value else text


def _leaves(node: object) -> Iterator[str]:
    match node:
        case dict():
            for child in node.values():
                yield from _leaves(child)
        case list():
            for child in node:
                yield from _leaves(child)
        case bool() | None:
            return
        case _:
            yield str(node)
