# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""From a typed message to bytes: UTF-8 without BOM, CR/LF, elements in order."""

from collections.abc import Callable
from datetime import date, time
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from libs.ijw.declare import MESSAGES
from libs.ijw.elements import SHARED_NAMESPACE, elements, is_shared

Writer = Callable[[Any, list[str], str], None]
_KINDS = {definition.root: name for name, definition in MESSAGES.items()}
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'


def message_type(message: Any) -> str:  # noqa: ANN401 - one of fourteen
    """`JW315` for a JW315."""
    return _KINDS[type(message)]


def write(message: Any) -> bytes:  # noqa: ANN401 - one of fourteen
    """The message as it is sent."""
    soort = message_type(message)
    definition = MESSAGES[soort]
    prefix = soort.lower()
    spaces = f'xmlns:ijw="{SHARED_NAMESPACE}" xmlns:{prefix}="{definition.namespace}"'
    lines = [_DECLARATION, f"<{prefix}:Bericht {spaces}>"]
    _writer(definition.root, soort)(message, lines, "\t")
    lines.append(f"</{prefix}:Bericht>")
    return "\r\n".join([*lines, ""]).encode("utf-8")


@cache
def _writer(cls: type, soort: str) -> Writer:
    """A function that writes the elements of an instance of `cls`."""
    definition = MESSAGES[soort]
    prefix = "ijw" if is_shared(cls) else soort.lower()
    steps = [_step(element, prefix, soort) for element in elements(cls, definition.retour)]

    def put(value: Any, lines: list[str], indent: str) -> None:  # noqa: ANN401 - any class
        for field, step in steps:
            inner = getattr(value, field)
            if inner is not None and inner != ():
                step(inner, lines, indent)

    return put


def _step(element: Any, prefix: str, soort: str) -> tuple[str, Writer]:  # noqa: ANN401
    if element.wrapped is None:
        return element.field, _one(f"{prefix}:{element.tag}", element.content, soort)
    item = _one(f"{prefix}:{element.wrapped.item}", element.content, soort)
    tag = f"{prefix}:{element.tag}"

    def put(values: Any, lines: list[str], indent: str) -> None:  # noqa: ANN401 - a tuple
        lines.append(f"{indent}<{tag}>")
        for value in values:
            item(value, lines, indent + "\t")
        lines.append(f"{indent}</{tag}>")

    return element.field, put


def _one(tag: str, content: Any, soort: str) -> Writer:  # noqa: ANN401 - a class or simple type
    if not isinstance(content, type):
        return lambda value, lines, indent: lines.append(f"{indent}<{tag}>{_text(value)}</{tag}>")
    inner = _writer(content, soort)

    def put(value: Any, lines: list[str], indent: str) -> None:  # noqa: ANN401 - any class
        lines.append(f"{indent}<{tag}>")
        inner(value, lines, indent + "\t")
        lines.append(f"{indent}</{tag}>")

    return put


def _text(value: str | int | date | time) -> str:
    if isinstance(value, str):
        return escape(value, {"\r": "&#13;"})
    if isinstance(value, int):
        return str(value)
    return value.isoformat()
