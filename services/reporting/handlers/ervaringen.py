# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Use case of what people said of help, beside who dropped out of it (P-13)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.auth import Caller
from libs.common.runtime import Runtime
from services.reporting.domain.accounthouders import ALLE
from services.reporting.domain.ervaringen import Antwoorden, Uitkomst, uitkomsten
from services.reporting.domain.indicatoren import indicator_van
from services.reporting.domain.indicatoren.afscherming import Getoond
from services.reporting.domain.indicatoren.register import Getal
from services.reporting.domain.ingaven import TEVREDENHEID, VERDER, VERHAAL
from services.reporting.domain.onderdrukking import DREMPELS
from services.reporting.handlers.gevraagd import Gebied, Gevraagd
from services.reporting.handlers.indicatoren import read_indicator
from services.reporting.handlers.ingaven import gebieden_van
from services.reporting.store import ingaven

_UITVAL, _VOORTIJDIG = "I-22", "voortijdig"
_VERBORGEN = Getoond({}, verborgen=True)


@dataclass(frozen=True, slots=True)
class Ervaring:
    """Of a provider: what was answered and told, and the percentage of help that ended early."""

    uitkomst: Uitkomst | None
    voortijdig: Getal
    verhalen: Sequence[str]


@dataclass(frozen=True, slots=True)
class Ervaringen:
    """By provider, and over all without stories."""

    totaal: Ervaring
    aanbieders: Mapping[str, Ervaring]
    drempel: int


async def read_experiences(
    rt: Runtime,
    session: AsyncSession,
    caller: Caller,
    gebied: Gebied,
    gevraagd: Gevraagd,
    doelgroep: str,
) -> Ervaringen:
    """Of a place in a year. A story is shown where the children of its provider may be counted."""
    gebieden = await gebieden_van(rt, session, caller) or []
    indicator = indicator_van(_UITVAL)
    assert indicator is not None  # noqa: S101 - it is in the catalogue
    (ended,) = await read_indicator(session, indicator, gebied, gevraagd, doelgroep)
    answers, stories = await _told(session, gebieden, gevraagd)
    drempel = DREMPELS[doelgroep]
    said = uitkomsten(answers, drempel)
    known = {one for cel in ended.nu for one in cel}

    def of(who: str) -> Ervaring:
        shown = ended.nu.get((who,) if who != ALLE else (), _VERBORGEN)
        told = stories.get(who, ()) if drempel == 1 or not shown.verborgen else ()
        return Ervaring(said.get(who), shown.waarden.get(_VOORTIJDIG), told)

    whose = sorted((known | said.keys() | stories.keys()) - {ALLE})
    return Ervaringen(of(ALLE), {who: of(who) for who in whose}, drempel)


async def _told(
    session: AsyncSession, gebieden: Sequence[str], gevraagd: Gevraagd
) -> tuple[list[Antwoorden], dict[str, list[str]]]:
    """Answers, and stories by provider, of the year."""
    answers: list[Antwoorden] = []
    stories: dict[str, list[str]] = {}
    kinds = (TEVREDENHEID, VERDER, VERHAAL)
    for row in await ingaven.of_kinds(session, kinds, gebieden, gevraagd.peilmoment):
        if row.jaar != gevraagd.periode[0].year:
            continue
        aanbieder, _, rest = row.onderwerp.partition(".")
        if row.soort == VERHAAL:
            stories.setdefault(aanbieder, []).append(row.toelichting)
        else:
            answers.append(Antwoorden(row.soort, aanbieder, int(rest), row.waarde))
    return answers, stories
