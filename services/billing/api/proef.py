# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The command `proef`: another rule set on the last months, beside what was decided then."""

import tomllib
from argparse import ArgumentParser, Namespace
from collections.abc import AsyncIterator, Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from libs.common.clock import AMSTERDAM
from libs.common.commands import RefusedError
from libs.common.commands.parser import OwnCommand
from libs.common.runtime import Runtime
from services.billing.domain.regelset import Regelset
from services.billing.handlers.proef import Uitslag, try_rules
from services.billing.rules import RULES

_MONTHS = 12


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
    unknown = sorted(set(variant.zonder) - {line.rule.id for line in RULES})
    if unknown:
        raise RefusedError(f"{file}: no rule on a line is called {', '.join(unknown)}")
    return Regelset(frozenset(variant.zonder), variant.weken, variant.tolerantie)


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("variant", type=Path, help="a TOML file: zonder, weken, tolerantie")
    parser.add_argument("--maanden", type=int, default=_MONTHS, help="how far back (12)")


async def _run(runtime: Runtime, asked: Namespace) -> AsyncIterator[str]:
    if asked.maanden < 1:
        raise RefusedError("--maanden is at least 1")
    regelset = read_variant(asked.variant)
    since = months_ago(runtime.clock.today(), asked.maanden)
    async with runtime.db.read() as session:
        moment = datetime.combine(since, time(), AMSTERDAM)
        uitslag = await try_rules(session, runtime.need_vault(), regelset, moment)
    yield f"judged since {since}: {uitslag.declaraties} declaraties, {uitslag.regels} lines"
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
