# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What a log of processing is about: activities, actions and the persons they were about."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import datetime
from fnmatch import fnmatchcase

from sqlalchemy.ext.asyncio import AsyncSession

SYSTEM = "systeem"
"""Who acts when no caller does: a worker."""

UNKNOWN = "onbekend"
"""Who acts in a request until its token was read."""

_NOTED = "betrokkenen"


@dataclass(frozen=True, slots=True)
class Activiteit:
    """A processing activity as the register has it; another meaning is another `versie`.

    `acties` are the actions that belong to it, with `*` for anything: `GET /clienten/*`, `mail`.
    `geen_regel` says why the log has no line of each person for it; empty where it has.
    """

    sleutel: str
    versie: int
    naam: str
    doel: str
    grondslag: str
    acties: tuple[str, ...]
    geen_regel: str = ""

    @property
    def id(self) -> str:
        """By which a log names it, for ever."""
        return f"{self.sleutel}-v{self.versie}"


@dataclass(frozen=True, slots=True)
class Register:
    """The activities of one service, those that are no longer done too; the first that fits counts.

    `ValueError` when two have one id, or when an action may fit none.
    """

    activiteiten: Sequence[Activiteit]

    def __post_init__(self) -> None:
        ids = [one.id for one in self.activiteiten]
        if len(set(ids)) < len(ids):
            raise ValueError("two activities have one id")
        if not any("*" in one.acties for one in self.activiteiten):
            raise ValueError("an action may belong to no activity")

    def of(self, actie: str) -> Activiteit:
        """The activity that an action belongs to."""
        return next(
            one
            for one in self.activiteiten
            if any(fnmatchcase(actie, pattern) for pattern in one.acties)
        )

    def find(self, id: str) -> Activiteit | None:
        """The one with this id."""
        return next((one for one in self.activiteiten if one.id == id), None)

    def name_of(self, id: str) -> str:
        """Its name, for people; the id itself for one that is no longer in the register."""
        found = self.find(id)
        return id if found is None else found.naam


@dataclass(frozen=True, slots=True, order=True)
class Betrokkene:
    """A person by pseudonym, with the gemeente on whose behalf the data is processed."""

    gemeentecode: str
    pseudoniem: str


@dataclass(frozen=True, slots=True)
class Sleutel:
    """A person by the key that a service has for one; it is looked up when the log is kept."""

    id: str


@dataclass(frozen=True, slots=True)
class VanBericht:
    """All persons that a message was about when it was dealt with, by its id or transaction."""

    id: str


Noted = Betrokkene | Sleutel | VanBericht


@dataclass(frozen=True, slots=True)
class Handeling:
    """One action in the log, in the transaction `bundel`; `onderwerp` is the message it was about.

    `actor` is the `client_id` of the caller, or `systeem`; `trace_id` and `span_id` are empty
    outside any trace. `volgnummer` and `keten` are its place and seal in the chain, once it has
    them.
    """

    id: str
    activiteit: str
    actie: str
    actor: str
    onderwerp: str
    bundel: str
    trace_id: str
    span_id: str
    begin_op: datetime
    eind_op: datetime
    volgnummer: int | None = None
    keten: str | None = None


@dataclass(frozen=True, slots=True)
class Acting:
    """Who does what in this task."""

    actor: str = SYSTEM
    actie: str = ""
    onderwerp: str = ""


_NOBODY = Acting()
_acting: ContextVar[Acting] = ContextVar("acting", default=_NOBODY)


@contextmanager
def acting_as(actie: str, actor: str = SYSTEM, onderwerp: str = "") -> Iterator[None]:
    """What is done in the block is done by `actor`, in the course of `actie`."""
    token = _acting.set(Acting(actor, actie, onderwerp))
    try:
        yield
    finally:
        _acting.reset(token)


def caller_acts(actie: str, actor: str) -> None:
    """From here to the end of the request a caller acts, who is known now."""
    _acting.set(Acting(actor, actie))


def acting() -> Acting:
    """Who does what now."""
    return _acting.get()


def note(session: AsyncSession, seen: Iterable[Noted], onderwerp: str = "") -> None:
    """These persons' data is read or written in the transaction of `session`, by who acts now.

    `onderwerp` tells apart what is done for several messages in one transaction.
    """
    noted: dict[Acting, set[Noted]] = session.info.setdefault(_NOTED, {})
    doing = acting()
    about = replace(doing, onderwerp=onderwerp) if onderwerp else doing
    noted.setdefault(about, set()).update(seen)


def noted(session: AsyncSession) -> dict[Acting, set[Noted]]:
    """What was noted in a transaction, by who did it in what; it counts as taken."""
    taken: dict[Acting, set[Noted]] = session.info.pop(_NOTED, {})
    return taken
