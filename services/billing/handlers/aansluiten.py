# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Lays what billing approved beside what reporting holds, and names each line that differs (X-10).

Reporting is read over its own interface: billing knows no table of it.
"""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

import httpx

from libs.common.clock import utc_text
from libs.common.commands import RefusedError
from libs.common.runtime import Runtime
from services.billing.domain.verplichting import maand_tekst
from services.billing.rules.aansluiting import (
    Cel,
    Celverschil,
    Regels,
    Telling,
    cells_that_differ,
    lines_that_differ,
)
from services.billing.store import aansluiting
from services.billing.store.aansluiting import Gevraagd
from services.billing.store.clienten import note_regels

_PAGE = 500


class AndereKant(Protocol):
    """What the other side holds; lines are only asked of a cell that differs."""

    async def cells(self, gevraagd: Gevraagd) -> Mapping[Cel, Telling]:
        """Its totals."""
        ...

    async def lines(self, gevraagd: Gevraagd, cel: Cel) -> Regels | None:
        """Its lines of one cell; None when it does not tell."""
        ...


@dataclass(frozen=True, slots=True)
class Opgegeven:
    """Figures that were posted."""

    cellen: Mapping[Cel, Telling]
    regels: Mapping[Cel, Regels]

    async def cells(self, _gevraagd: Gevraagd) -> Mapping[Cel, Telling]:
        """As posted."""
        return self.cellen

    async def lines(self, _gevraagd: Gevraagd, cel: Cel) -> Regels | None:
        """As posted, if they were."""
        return self.regels.get(cel)


@dataclass(frozen=True, slots=True)
class Rapportage:
    """Reporting, over HTTP; its base URL and a token are in the client."""

    client: httpx.AsyncClient

    async def cells(self, gevraagd: Gevraagd) -> Mapping[Cel, Telling]:
        """Page by page."""
        found = {}
        async for one in self._pages("aansluiting", gevraagd):
            cel = Cel(one["gemeentecode"], one["agbCode"], int(one["maand"].replace("-", "")))
            found[cel] = Telling(one["aantal"], one["bedrag"])
        return found

    async def lines(self, gevraagd: Gevraagd, cel: Cel) -> Regels | None:
        """Of one cell, page by page."""
        pages = self._pages("aansluiting/regels", gevraagd.of(cel))
        return {one["regelId"]: one["bedrag"] async for one in pages}

    async def _pages(self, path: str, gevraagd: Gevraagd) -> AsyncIterator[dict[str, Any]]:
        params: dict[str, str | int] | None = _query(gevraagd)
        url: str | httpx.URL = path
        while True:
            answer = await self._get(url, params)
            for one in answer.json()["resultaten"]:
                yield one
            following = answer.links.get("next", {}).get("url")
            if following is None:
                return
            # Only the query of the link: the path may be told as behind a proxy.
            url, params = f"{path}?{httpx.URL(following).query.decode()}", None

    async def _get(
        self, url: str | httpx.URL, params: Mapping[str, str | int] | None
    ) -> httpx.Response:
        try:
            answer = await self.client.get(url, params=params)
            answer.raise_for_status()
        except httpx.HTTPStatusError as error:
            raise RefusedError(f"reporting answered {_said(error.response)}") from error
        except httpx.HTTPError as error:
            raise RefusedError(f"reporting cannot be asked ({type(error).__name__})") from error
        return answer


def _said(answer: httpx.Response) -> str:
    """Its status, with the reason when it gives one as a problem."""
    if "problem+json" not in answer.headers.get("Content-Type", ""):
        return str(answer.status_code)
    return f"{answer.status_code}: {answer.json().get('detail')}"


async def compare(
    rt: Runtime, gevraagd: Gevraagd, andere: AndereKant
) -> AsyncIterator[Celverschil]:
    """Each cell that differs, with its lines when the other side tells them."""
    async with rt.db.read() as session:
        hier = await aansluiting.cells(session, gevraagd)
    for verschil in cells_that_differ(hier, await andere.cells(gevraagd)):
        daar = await andere.lines(gevraagd, verschil.cel)
        if daar is None:
            yield verschil
            continue
        async with rt.db.read() as session:
            own = await aansluiting.lines(session, gevraagd.of(verschil.cel))
            regels = lines_that_differ(own, daar)
            await note_regels(session, [one.regel_id for one in regels if one.hier is not None])
        yield replace(verschil, regels=regels)


def told(verschil: Celverschil) -> list[str]:
    """A difference in lines for an operator."""
    cel, hier, daar = verschil.cel, verschil.hier, verschil.daar
    head = (
        f"{cel.gemeentecode} {cel.agb_code} {maand_tekst(cel.maand)}: billing {hier.aantal} lines "
        f"{hier.bedrag} cents, reporting {daar.aantal} lines {daar.bedrag} cents"
    )
    lines = (
        f"  line {one.regel_id}: billing {_shown(one.hier)}, reporting {_shown(one.daar)}"
        for one in verschil.regels or ()
    )
    return [head, *lines]


def _shown(bedrag: int | None) -> str:
    return "has it not" if bedrag is None else f"{bedrag} cents"


def _query(gevraagd: Gevraagd) -> dict[str, str | int]:
    asked = {
        "van": maand_tekst(gevraagd.van),
        "tot": maand_tekst(gevraagd.tot),
        "peilmoment": utc_text(gevraagd.moment),
        "gemeente": gevraagd.gemeentecode,
        "aanbieder": gevraagd.agb_code,
    }
    return {name: value for name, value in asked.items() if value is not None} | {"limit": _PAGE}
