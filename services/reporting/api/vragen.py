# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What the questions of several views share: their fields, their bounds, their errors."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import UTC, date, datetime, time
from operator import itemgetter
from typing import Annotated, TypeVar, get_type_hints

from fastapi import Path, Query, Request
from pydantic import AwareDatetime, Field
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.api import as_position, position, to_come
from libs.common.auth import Caller, OrgType, allow
from libs.common.clock import AMSTERDAM
from libs.common.problem import Forbidden, InvalidInput, InvalidParam
from libs.common.runtime import Runtime
from services.reporting.domain.kwartaal import Kwartaal
from services.reporting.handlers.gevraagd import Gebied
from services.reporting.schemas.indicatoren import Doelgroep
from services.reporting.store import memberships

T = TypeVar("T")
MAX_MONTHS = 120
MAAND = r"^20[0-9]{2}-(0[1-9]|1[0-2])$"
KWARTAAL = (
    "jjjj-Kn, van een kwartaal dat op het peilmoment was begonnen. Zonder opgave: het laatste dat "
    "toen voorbij was."
)
_FILTERS = (
    "regio",
    "gemeente",
    "subregio",
    "provincie",
    "zorgvorm",
    "productcategorie",
    "product",
    "aanbieder",
)
_EARLIEST, _LATEST = date(2000, 1, 1), date(2099, 12, 31)

Reader = Annotated[
    Caller, allow("weergaven:lezen", OrgType.REGIO, OrgType.GEMEENTE, OrgType.BEHEER)
]
Dag = Annotated[date, Field(ge=_EARLIEST, le=_LATEST)]
Moment = Annotated[
    AwareDatetime,
    Field(
        ge=datetime.combine(_EARLIEST, time(), UTC),
        le=datetime.combine(_LATEST, time(), UTC),
    ),
]

Peilmoment = Annotated[
    Moment | None,
    Query(
        description="De cijfers zoals toen bekend, met tijdzone; niet in de toekomst. Zonder "
        "opgave: nu. Met het `peilmoment` van een antwoord krijgt u hetzelfde antwoord opnieuw."
    ),
]
Publiek = Annotated[
    Doelgroep | None,
    Query(
        description="Voor wie het antwoord is: `gemeente` (alles), `regio` (vanaf 5 cliënten), "
        "`accounthouder` of `openbaar` (vanaf 10). Nooit ruimer dan de aanroeper zelf."
    ),
]
Regiofilter = Annotated[
    str | None,
    Query(max_length=20, description="Code van een regio; een regio ziet alleen zichzelf."),
]
Gemeentefilter = Annotated[
    str | None,
    Query(pattern=r"^[0-9]{4}$", description="CBS-code; een gemeente ziet alleen zichzelf."),
]
Subregiofilter = Annotated[
    str | None, Query(max_length=20, description="Code van een deel van een regio.")
]
Provinciefilter = Annotated[
    str | None,
    Query(max_length=20, description="Naam van een provincie.", examples=["Utrecht"]),
]
IndicatorId = Annotated[
    str,
    Path(alias="indicatorId", pattern=r"^I-[0-9]{2}$", description="Zie `GET /indicatoren`."),
]

ORDER = InvalidParam("tot", "volgorde", "ligt voor van")


def op_moment(
    rt: Runtime, peilmoment: datetime | None, wrong: Iterable[InvalidParam] = ()
) -> datetime:
    """As known when: then, or now when it is not said.

    Raises `InvalidInput` for what else is `wrong` with the question, and for a moment to come.
    """
    found = [*wrong, *to_come(rt, "peilmoment", peilmoment)]
    if found:
        raise invalid(found)
    return (peilmoment or rt.clock.now()).astimezone(UTC)


def kwartaal_op(moment: datetime, kwartaal: str | None) -> Kwartaal:
    """The quarter that is asked, by default the last one that was over at a moment.

    Raises `InvalidInput` for one that had not begun: noughts would read as figures.
    """
    dag = moment.astimezone(AMSTERDAM).date()
    asked = Kwartaal.lees(kwartaal) if kwartaal else Kwartaal.laatst_voorbij(dag)
    if not asked.is_begonnen(moment):
        reason = f"was op het peilmoment niet begonnen; het laatste was {Kwartaal.van(dag)}"
        raise invalid([InvalidParam("kwartaal", "toekomst", reason)])
    return asked


def gebied_van(caller: Caller, regio: str | None = None, gemeente: str | None = None) -> Gebied:
    """Whose figures a caller sees: a regio its members, a gemeente itself, others what is asked.

    Raises `Forbidden` for a regio or gemeente that is asked and is not the caller's own.
    """
    if caller.org_type == OrgType.REGIO:
        _refuse_other("regio", regio, caller)
        return Gebied(caller.code, gemeente)
    if caller.org_type == OrgType.GEMEENTE:
        _refuse_other("gemeente", gemeente, caller)
        return Gebied(regio, caller.code)
    return Gebied(regio, gemeente)


def filters_van(caller: Caller, vraag: object) -> dict[str, str | None]:
    """What a question asks a part by, by the name of the filter; a caller itself is none."""
    found = {name: getattr(vraag, name, None) for name in _FILTERS}
    return {name: None if value == caller.code else value for name, value in found.items()}


def groepering_van(text: str) -> tuple[str, ...]:
    """The dimensions that a question names, with commas between them."""
    return tuple(name.strip() for name in text.split(",") if name.strip())


def wrong_groups(
    groepering: Sequence[str], dimensies: Sequence[str], meeste: int | None = None
) -> Iterator[InvalidParam]:
    """What is wrong with the dimensions asked for, of those that there are."""
    if unknown := [name for name in groepering if name not in dimensies]:
        reason = f"kent {', '.join(unknown)} niet; wel: {', '.join(dimensies)}"
        yield InvalidParam("groepering", "onbekend", reason)
    if len(set(groepering)) != len(groepering):
        yield InvalidParam("groepering", "dubbel", "noemt een dimensie twee keer")
    if meeste is not None and len(groepering) > meeste:
        yield InvalidParam("groepering", "te-veel", f"noemt meer dan {meeste} dimensies")


def _refuse_other(what: str, asked: str | None, caller: Caller) -> None:
    if asked not in {None, caller.code}:
        raise Forbidden(f"{what} {asked} is van een ander: u ziet alleen {caller.code}.")


async def refuse_foreign(session: AsyncSession, caller: Caller, gebied: Gebied) -> None:
    """A gemeente that never was a member of a calling region is none of its business."""
    if caller.org_type != OrgType.REGIO or gebied.gemeente is None:
        return
    own = {lid.gemeentecode for lid in await memberships(session, regio=caller.code)}
    if gebied.gemeente not in own:
        detail = f"Gemeente {gebied.gemeente} is nooit lid geweest van regio {caller.code}."
        raise Forbidden(detail)


def invalid(wrong: list[InvalidParam]) -> InvalidInput:
    """One error that names everything wrong with a question."""
    detail = "; ".join(f"{p.name} {p.reason}" for p in wrong)
    return InvalidInput(f"{detail}.", invalid_params=wrong)


Bladlengte = Annotated[
    int | None,
    Query(ge=1, le=500, description="Rijen per bladzijde; zonder opgave alle rijen."),
]


def bladzijde(
    rijen: Sequence[T], sleutel: Callable[[T], Sequence[str]], cursor: str | None, limit: int | None
) -> tuple[Sequence[T], str | None]:
    """Rows from after a cell, in order of their labels, and the place of the last when more follow.

    All rows were hidden together before: a page shows no more than the whole. Of no rows, as when
    those that were to follow are gone by then, each page is empty.
    """
    if not rijen or (cursor is None and limit is None):
        return rijen, None
    labelled = sorted(((list(sleutel(one)), one) for one in rijen), key=itemgetter(0))
    after = position(cursor, *[str] * (len(labelled[0][0]) if labelled else 0))
    left = [pair for pair in labelled if after is None or pair[0] > list(after)]
    page = left if limit is None else left[:limit]
    last = as_position(page[-1][0]) if len(page) < len(left) else None
    return [one for _, one in page], last


def unknown_parameters(request: Request, vraag: type) -> Iterator[InvalidParam]:
    """Parameters that the question does not have: misspelt they would filter nothing.

    `vraag` is the dataclass of its parameters.
    """
    hints = get_type_hints(vraag, include_extras=True)
    known = {_parameter(field.name, hints[field.name]) for field in fields(vraag)}
    for name in sorted(set(request.query_params) - known):
        reason = f"is geen parameter; wel: {', '.join(sorted(known))}"
        yield InvalidParam(name, "onbekend", reason)


def _parameter(name: str, hint: object) -> str:
    """The name of a field in an address."""
    told = (getattr(one, "alias", None) for one in getattr(hint, "__metadata__", ()))
    return next((alias for alias in told if alias), name)
