# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Another rule set on the last months, beside what was decided then: a command, and over HTTP."""

import tomllib
from argparse import ArgumentParser, Namespace
from collections.abc import AsyncIterator, Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from libs.common.api import IdempotencyKey, Rt
from libs.common.auth import Caller, OrgType, allow
from libs.common.clock import AMSTERDAM
from libs.common.commands import RefusedError
from libs.common.commands.parser import OwnCommand
from libs.common.problem import Conflict
from libs.common.runtime import Runtime
from services.billing.domain.proef import Deel
from services.billing.domain.regelset import Regelset
from services.billing.handlers.proef import try_rules
from services.billing.rules import RULE_IDS
from services.billing.schemas.proef import Proef, Proefuitslag, proefuitslag_of
from services.billing.store import geschiedenis
from services.billing.store.geschiedenis import Venster

_MONTHS = 12

MOST_LINES = 20_000
"""In a trial that is answered at once; what is asked for by `/proeven`, and the command, has no
bound.
"""

router = APIRouter(tags=["Declaraties"], redirect_slashes=False)

Payer = Annotated[Caller, allow("declaraties:lezen", OrgType.GEMEENTE, OrgType.BEHEER)]


@router.post(
    "/declaraties/_proef",
    response_model=Proefuitslag,
    responses={409: {"description": "Meer regels dan in een antwoord kan."}},
    summary="Andere regels proberen",
    description="Beoordeelt de declaraties en facturen van de laatste maanden nog eens met andere "
    "regels, in dezelfde volgorde en met wat toen bekend was, ook die als geheel zijn afgewezen; "
    f"aantallen en bedragen per retourcode. Ten hoogste {MOST_LINES} regels: meer gaan in een "
    "proef op de achtergrond (`POST /proeven`). Er wijzigt niets.",
)
async def post_proef(
    vraag: Proef, rt: Rt, caller: Payer, idempotency_key: IdempotencyKey = None
) -> Proefuitslag:
    """A gemeente on its own declaraties, beheer on all."""
    regelset = vraag.as_regelset()
    since = months_ago(rt.clock.today(), vraag.maanden)
    venster = window(rt, since, of_whom(caller))
    async with rt.db.read() as session:
        count = await geschiedenis.count_regels(session, venster)
    if count > MOST_LINES:
        detail = (
            f"Dit zijn {count} regels, meer dan {MOST_LINES}: vraag een proef op de achtergrond "
            "aan met POST /proeven, of vraag minder maanden."
        )
        raise Conflict(detail, code="proef-te-groot")
    return proefuitslag_of(since, await try_rules(rt, regelset, venster))


def of_whom(caller: Caller) -> str | None:
    """Whose declaraties: of the gemeente that asks; of all when beheer does."""
    return caller.code if caller.org_type == OrgType.GEMEENTE else None


def window(rt: Runtime, since: date, gemeentecode: str | None) -> Venster:
    """All that was judged from a day on until now."""
    return Venster(datetime.combine(since, time(), AMSTERDAM), rt.clock.now(), gemeentecode)


class _Variant(BaseModel):
    """The file: what differs from the rules in use; see `Regelset`."""

    model_config = ConfigDict(extra="forbid", strict=True)

    zonder: list[str] = []
    weken: Literal["geraakt", "heel"] = "geraakt"
    tolerantie: int = Field(default=0, ge=0, le=100)


def read_variant(file: Path) -> Regelset:
    """The rule set of a TOML file; `RefusedError` names what is wrong with it."""
    try:
        variant = _Variant.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RefusedError(f"{file} cannot be read: {error}") from error
    except ValidationError as error:
        wrong = (f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise RefusedError(f"{file}: {'; '.join(wrong)}") from None
    if unknown := sorted(set(variant.zonder) - RULE_IDS):
        raise RefusedError(f"{file}: no rule of judging is called {', '.join(unknown)}")
    return Regelset(frozenset(variant.zonder), variant.weken, variant.tolerantie)


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("variant", type=Path, help="a TOML file: zonder, weken, tolerantie")
    parser.add_argument("--maanden", type=int, default=_MONTHS, help="how far back (12)")
    parser.add_argument("--gemeente", help="only the declaraties to this gemeentecode")


async def _run(runtime: Runtime, asked: Namespace) -> AsyncIterator[str]:
    if asked.maanden < 1:
        raise RefusedError("--maanden is at least 1")
    regelset = read_variant(asked.variant)
    since = months_ago(runtime.clock.today(), asked.maanden)
    uitslag = await try_rules(runtime, regelset, window(runtime, since, asked.gemeente))
    where = f" at gemeente {asked.gemeente}" if asked.gemeente else ""
    told = uitslag.declaraties
    yield f"judged since {since}{where}: {told.aantal} declaraties, {told.regels} lines"
    for line in table(told):
        yield line
    yield f"{told.anders} lines would have been judged otherwise; nothing was changed"
    if uitslag.facturen.aantal:
        for line in _invoices(uitslag.facturen):
            yield line


def _invoices(told: Deel) -> Iterator[str]:
    yield f"and outside the messages: {told.aantal} invoices, {told.regels} lines"
    yield from table(told)
    yield f"{told.anders} lines of invoices would have been judged otherwise"


def months_ago(today: date, months: int) -> date:
    """The first day of the month so many months back."""
    count = today.year * _MONTHS + today.month - 1 - months
    return date(count // _MONTHS, count % _MONTHS + 1, 1)


def table(deel: Deel) -> Iterator[str]:
    """Lines and cents per code, then and in the trial; a line counts under each of its codes."""
    yield f"{'code':<10}{'lines':>10}{'cents':>16}{'-> lines':>12}{'cents':>16}"
    toen, nu = deel.toen, deel.nu
    for code in sorted({*toen.regels, *nu.regels}):
        yield (
            f"{code:<10}{toen.regels[code]:>10}{toen.bedragen[code]:>16}"
            f"{nu.regels[code]:>12}{nu.bedragen[code]:>16}"
        )


PROEF = OwnCommand("try another rule set on what was judged; changes nothing", _arguments, _run)
