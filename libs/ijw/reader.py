# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""From bytes to a typed message: judged whole before anything of it is used."""

from typing import Any

from libs.ijw import messages as m
from libs.ijw.document import MAX_BYTES, definition_of, parse
from libs.ijw.findings import Finding, InvalidMessage, MessageError
from libs.ijw.judge import days_out_of_reach, judge
from libs.ijw.values import OutOfStepError, message_of, values_of

Message = (
    m.JW301
    | m.JW302
    | m.JW305
    | m.JW306
    | m.JW307
    | m.JW308
    | m.JW315
    | m.JW316
    | m.JW317
    | m.JW318
    | m.JW319
    | m.JW320
    | m.JW323
    | m.JW325
)
"""One of the fourteen messages."""


def read(raw: bytes, *, max_bytes: int | None = MAX_BYTES) -> Message:
    """The typed message in `raw`.

    Raises `UnreadableMessage` when it is no message at all and `InvalidMessage`, with its
    schema findings (at most a hundred), when it is not valid (level 1). A date outside the years
    1 to 9999, which the schema allows, is invalid here too (GRENS).
    """
    root = parse(raw, max_bytes)
    soort = definition_of(root).soort
    findings = judge(root, soort)
    if findings:
        raise InvalidMessage(findings)
    values = values_of(root, soort)
    del root  # a tree takes many times the bytes of its document
    try:
        message: Message = message_of(values)
    except OutOfStepError:
        return _read_carefully(raw, soort)
    return message


def _read_carefully(raw: bytes, soort: str) -> Message:
    root = parse(raw, None)
    try:
        message: Message = message_of(values_of(root, soort, carefully=True))
    except OutOfStepError as error:
        raise InvalidMessage(days_out_of_reach(root, soort)) from error
    return message


def verdict(raw: bytes, *, max_bytes: int | None = MAX_BYTES) -> list[Finding]:
    """The findings of level 1: none for a message that is valid against its schema."""
    try:
        root: Any = parse(raw, max_bytes)
        return judge(root, definition_of(root).soort)
    except MessageError as error:
        return list(error.findings)
