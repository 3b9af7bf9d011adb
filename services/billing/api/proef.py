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
from libs.common.problem import Conflict, InvalidInput, InvalidParam
from libs.common.runtime import Runtime
from services.billing.domain.regelset import Regelset
from services.billing.handlers.proef import Uitslag, try_rules
from services.billing.rules import RULE_IDS
from services.billing.schemas.proef import Proef, Proefuitslag, proefuitslag_of
from services.billing.store import geschiedenis

_MONTHS = 12

MOST_LINES = 20_000
"""In a trial over HTTP, which answers at once; the command has no bound."""

router = APIRouter(tags=["Declaraties"], redirect_slashes=False)

Payer = Annotated[Caller, allow("declaraties:lezen", OrgType.GEMEENTE, OrgType.BEHEER)]


@router.post(
    "/declaraties/_proef",
    response_model=Proefuitslag,
    responses={409: {"description": "Meer regels dan in een antwoord kan."}},
    summary="Andere regels proberen",
    description="Beoordeelt de declaraties van de laatste maanden nog eens met andere regels, in "
    "dezelfde volgorde en met wat toen bekend was, ook die als geheel zijn afgewezen; aantallen en "
    f"bedragen per retourcode. Ten hoogste {MOST_LINES} regels. Er wijzigt niets.",
)
async def post_proef(
    vraag: Proef, rt: Rt, caller: Payer, idempotency_key: IdempotencyKey = None
) -> Proefuitslag:
    """A gemeente on its own declaraties, beheer on all."""
    if unknown := sorted(set(vraag.zonder) - RULE_IDS):
        params = [InvalidParam("zonder", "regel-onbekend", f"{id} bestaat niet.") for id in unknown]
        raise InvalidInput("Niet elke regel bestaat.", invalid_params=params)
    gemeentecode = caller.code if caller.org_type == OrgType.GEMEENTE else None
    since = months_ago(rt.clock.today(), vraag.maanden)
    moment = datetime.combine(since, time(), AMSTERDAM)
    async with rt.db.read() as session:
        count = await geschiedenis.count_regels(session, moment, gemeentecode)
        if count > MOST_LINES:
            detail = f"Dit zijn {count} regels, meer dan {MOST_LINES}: vraag minder maanden."
            raise Conflict(detail, code="proef-te-groot")
        uitslag = await try_rules(rt, session, vraag.as_regelset(), moment, gemeentecode)
    return proefuitslag_of(since, uitslag)


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
    async with runtime.db.read() as session:
        moment = datetime.combine(since, time(), AMSTERDAM)
        uitslag = await try_rules(runtime, session, regelset, moment, asked.gemeente)
    where = f" at gemeente {asked.gemeente}" if asked.gemeente else ""
    yield f"judged since {since}{where}: {uitslag.declaraties} declaraties, {uitslag.regels} lines"
    for line in table(uitslag):
        yield line
    yield f"{uitslag.anders} lines would have been judged otherwise; nothing was changed"


def months_ago(today: date, months: int) -> date:
    """The first day of the month so many months back."""
    count = today.year * _MONTHS + today.month - 1 - months
    return date(count // _MONTHS, count % _MONTHS + 1, 1)


def table(uitslag: Uitslag) -> Iterator[str]:
    """Lines and cents per code, then and in the trial; a line counts under each of its codes."""
    yield f"{'code':<10}{'lines':>10}{'cents':>16}{'-> lines':>12}{'cents':>16}"
    for code in sorted({*uitslag.toen.regels, *uitslag.nu.regels}):
        toen, nu = uitslag.toen, uitslag.nu
        yield (
            f"{code:<10}{toen.regels[code]:>10}{toen.bedragen[code]:>16}"
            f"{nu.regels[code]:>12}{nu.bedragen[code]:>16}"
        )


PROEF = OwnCommand("try another rule set on what was judged; changes nothing", _arguments, _run)
