# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Bytes of the log into an envelope with its event, in one pass where the kind is one of ours."""

from collections.abc import Iterable
from functools import cache, reduce
from operator import or_
from typing import Annotated, Any, Literal, cast

from pydantic import Field, TypeAdapter, ValidationError, create_model

from libs.common.contracts import Envelope, Event


def read(raw: bytes, kinds: Iterable[type[Event]]) -> tuple[Envelope, Event | None]:
    """The envelope, and the event when it is of one of these kinds.

    Raises pydantic's `ValidationError` when it is no envelope, or not the event it says.
    """
    known = tuple(kinds)
    if known:
        try:
            envelope = _reader(known).validate_json(raw)
        except ValidationError:
            pass  # another kind, or wrong: below is told what
        else:
            return envelope, cast("Event", envelope.data)
    envelope = Envelope.from_bytes(raw)
    found = next((kind for kind in known if kind.type == envelope.type), None)
    return envelope, None if found is None else found.model_validate(envelope.data)


@cache
def _reader(kinds: tuple[type[Event], ...]) -> TypeAdapter[Envelope]:
    """Tells kinds by `type`, so that data are no dictionary between the text and the event."""
    shape: Any = reduce(or_, map(_envelope_of, kinds))
    if len(kinds) > 1:
        shape = Annotated[shape, Field(discriminator="type")]
    return TypeAdapter(shape)


def _envelope_of(kind: type[Event]) -> Any:  # noqa: ANN401 - a class made here
    fields: dict[str, Any] = {"type": (Literal[kind.type], ...), "data": (kind, ...)}
    return create_model(f"{kind.__name__}Envelope", __base__=Envelope, **fields)
