# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""From a message to its JSON twin."""

from datetime import date, time
from typing import Any

from libs.ijw.declare import MESSAGES
from libs.ijw.elements import Element, declared
from libs.ijw.reader import Message
from libs.ijw.twin.names import SOORT, json_name
from libs.ijw.writer import message_type


def to_json(message: Message) -> dict[str, Any]:
    """The message as plain JSON values: dates as ISO text, amounts and numbers as integers."""
    soort = message_type(message)
    return {SOORT: soort, **_object(message, MESSAGES[soort].root, soort)}


def _object(part: Any, cls: type, soort: str) -> dict[str, Any]:  # noqa: ANN401 - any class
    values = ((e, getattr(part, e.field)) for e in declared(cls, soort))
    present = ((e, value) for e, value in values if value is not None and value != ())
    return {json_name(e.tag): _value(value, e, soort) for e, value in present}


def _value(value: Any, element: Element, soort: str) -> Any:  # noqa: ANN401 - any value
    if element.wrapped:
        return [_one(item, element, soort) for item in value]
    return _one(value, element, soort)


def _one(value: Any, element: Element, soort: str) -> Any:  # noqa: ANN401 - any value
    if isinstance(element.content, type):
        return _object(value, element.content, soort)
    if isinstance(value, time):
        return _clock(value)
    return value.isoformat() if isinstance(value, date) else value


def _clock(value: time) -> str:
    """Without needless zeros: one time is written in one way."""
    whole, dot, fraction = value.isoformat().partition(".")
    return whole + dot + fraction.rstrip("0")
