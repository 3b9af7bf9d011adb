# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Many writes at once: each row through the handler of the single write, refused by itself."""

from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, Literal

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.api import Line
from libs.common.auth import Caller
from libs.common.problem import InvalidInput, InvalidParam, Problem
from libs.common.runtime import Runtime
from services.contract.handlers.versies import Expect
from services.contract.store import StoredContract, StoredProduct

Gevolg = Literal["nieuw", "gewijzigd", "gelijk"]
MAX_ROWS = 10_000
_MAX_FAULTS = 5_000
_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Fout:
    """What is wrong with a row."""

    rij: int
    veld: str
    code: str
    reden: str


@dataclass
class Verslag:
    """What came of all rows; not more faults are kept than anybody reads."""

    rijen: int = 0
    geweigerd: int = 0
    gevolgen: Counter[Gevolg] = field(default_factory=Counter)
    fouten: list[Fout] = field(default_factory=list)

    def refused(self, number: int, params: Sequence[InvalidParam]) -> None:
        """Note a row that was refused."""
        self.geweigerd += 1
        room = max(0, _MAX_FAULTS - len(self.fouten))
        self.fouten += [Fout(number, p.name, p.code, p.reason) for p in params[:room]]


@dataclass
class Werk:
    """One import: who does it, and the contracts that it changed as they now stand.

    Contracts of the aanbieders in it stay locked to its end, so that they need be read once.
    """

    rt: Runtime
    session: AsyncSession
    caller: Caller
    contracten: dict[str, StoredContract] = field(default_factory=dict)

    def changed(self, contract: StoredContract, product: StoredProduct) -> None:
        """Remember a contract after a change of one of its products."""
        others = [one for one in contract.producten if one.id != product.id]
        held = (*others, product)
        value = replace(contract.contract, producten=tuple(one.product for one in held))
        self.contracten[contract.id] = replace(contract, contract=value, producten=held)


Act = Callable[[Werk, Any], Awaitable[Gevolg]]


async def import_rows(werk: Werk, lines: Iterator[Line], act: Act, *, whole: bool) -> Verslag:
    """Write all rows; a refused one leaves nothing. With `whole` any refusal refuses all.

    Raises `InvalidInput` in that case, with every fault under the number of its row.
    """
    verslag = Verslag()
    for some in _batches(lines):
        verslag.rijen += len(some)
        for line in some:
            if line.value is None:
                verslag.refused(line.number, line.faults)
        await _write(werk, verslag, [line for line in some if line.value is not None], act)
    verslag.fouten.sort(key=lambda one: one.rij)
    if whole and verslag.geweigerd:
        raise _all_refused(verslag)
    return verslag


def _batches(lines: Iterator[Line]) -> Iterator[list[Line]]:
    while some := list(islice(lines, _AT_ONCE)):
        yield some


async def _write(werk: Werk, verslag: Verslag, some: Sequence[Line], act: Act) -> None:
    """Together, as most rows are in order; once more row by row when one was refused."""
    held = dict(werk.contracten)
    try:
        async with werk.session.begin_nested():
            gevolgen = [await act(werk, line.value) for line in some]
        verslag.gevolgen.update(gevolgen)
    except (Problem, IntegrityError):
        werk.contracten = held
        for line in some:
            await _write_one(werk, verslag, line, act)


async def _write_one(werk: Werk, verslag: Verslag, line: Line, act: Act) -> None:
    try:
        async with werk.session.begin_nested():
            verslag.gevolgen[await act(werk, line.value)] += 1
    except (Problem, IntegrityError) as error:
        verslag.refused(line.number, _params(error))


async def counted(put: Callable[[Expect], Awaitable[int]]) -> Gevolg:
    """What a write came to that gives the version, by the one that was held before it."""
    held: list[int] = []
    versie = await put(held.append)
    if held == [versie]:
        return "gelijk"
    return "gewijzigd" if held[0] else "nieuw"


def _params(error: Problem | IntegrityError) -> Sequence[InvalidParam]:
    if isinstance(error, IntegrityError):
        detail = "een gelijktijdige wijziging ging voor"
        return [InvalidParam("", "gelijktijdige-wijziging", detail)]
    return error.invalid_params or [InvalidParam("", error.specific_code, error.detail)]


def _all_refused(verslag: Verslag) -> Problem:
    params = [
        InvalidParam(f"rij[{one.rij}]{'.' if one.veld else ''}{one.veld}", one.code, one.reden)
        for one in verslag.fouten
    ]
    detail = (
        f"Van {verslag.rijen} rijen zijn er {verslag.geweigerd} onjuist; er is niets vastgelegd."
    )
    return InvalidInput(detail, code="import-geweigerd", invalid_params=params)
