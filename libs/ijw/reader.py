# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""From bytes to a typed message: judged whole before anything of it is used."""

from libs.ijw import messages as m
from libs.ijw.document import MAX_BYTES, Document, parse
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
    values = values_of(valid(parse(raw, max_bytes)))  # the tree, many times that, is let go
    try:
        message: Message = message_of(values)
    except OutOfStepError:
        return read_carefully(raw)
    return message


def valid(document: Document) -> Document:
    """The same; raises `InvalidMessage` when it is not valid."""
    findings = judge(document)
    if findings:
        raise InvalidMessage(findings)
    return document


def read_carefully(raw: bytes) -> Message:
    """A valid message in which texts do not come one for each leaf; raises `InvalidMessage`."""
    document = parse(raw, None)
    try:
        message: Message = message_of(values_of(document, carefully=True))
    except OutOfStepError:
        raise InvalidMessage(days_out_of_reach(document)) from None
    return message


def verdict(raw: bytes, *, max_bytes: int | None = MAX_BYTES) -> list[Finding]:
    """The findings of level 1: none for a message that is valid against its schema."""
    try:
        return judge(parse(raw, max_bytes))
    except MessageError as error:
        return list(error.findings)
