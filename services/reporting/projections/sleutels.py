# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Pseudonyms of another key are of nobody known: translated where told how, and else parked."""

import re
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeAlias

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.consume import AbsurdEventError
from libs.common.contracts import Envelope, PseudoniemenVertaald
from services.reporting import store
from services.reporting.projections.told import EventT, Told

_PSEUDONYMS = re.compile(r'"([0-9a-f]{32})"')

Project: TypeAlias = Callable[[AsyncSession, Sequence[tuple[EventT, Envelope]]], Awaitable[None]]


class OtherKeyError(AbsurdEventError):
    """A pseudonym of a key that is not the one of here, and of which it was not told whom it means.

    Its event is parked: it would be counted as another child.
    """


def of_own_key(project: Project[EventT]) -> Project[EventT]:
    """The projection of events under the key of here, whatever key they were made under."""

    async def projected(session: AsyncSession, told: Sequence[tuple[EventT, Envelope]]) -> None:
        await project(session, await _under_own_key(session, told))

    return projected


async def project_vertalingen(session: AsyncSession, told: Told[PseudoniemenVertaald]) -> None:
    """Whom pseudonyms of another key mean, for events that are parked or still to come."""
    await store.keep_translations(
        session, ((e.sleutel, one.oud, one.nieuw) for e, _ in told for one in e.vertalingen)
    )


async def _under_own_key(
    session: AsyncSession, told: Sequence[tuple[EventT, Envelope]]
) -> Sequence[tuple[EventT, Envelope]]:
    """Events of before keys were named are of the one of here."""
    named = [e.pseudoniemsleutel for _, e in told if e.pseudoniemsleutel is not None]
    if not named:
        return told
    own = await store.key_or_first(session, named[0])
    other = {key for key in named if key != own}
    if not other:
        return told
    texts = {e.id: event.text() for event, e in told if e.pseudoniemsleutel in other}
    asked = {
        (e.pseudoniemsleutel, one)
        for _, e in told
        if e.pseudoniemsleutel in other
        for one in _PSEUDONYMS.findall(texts[e.id])
    }
    known = await store.translations(session, asked)
    return [
        (event, envelope)
        if envelope.id not in texts
        else (_translated(event, envelope, texts[envelope.id], known), envelope)
        for event, envelope in told
    ]


def _translated(
    event: EventT, envelope: Envelope, text: str, known: dict[tuple[str, str], str]
) -> EventT:
    def one(found: re.Match[str]) -> str:
        nieuw = known.get((envelope.pseudoniemsleutel or "", found[1]))
        if nieuw is None:
            raise OtherKeyError("a pseudonym is of another key, and nobody told whom it means")
        return f'"{nieuw}"'

    return type(event).model_validate_json(_PSEUDONYMS.sub(one, text))
