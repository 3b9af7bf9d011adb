# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What must hold of a delivery report under a lump sum (B-14); the ids are our own."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from libs.ijw.months import last_day_of_month
from libs.ijw.volumes import days, months_touched
from services.billing.domain.taakgericht import Contract, Opgave, Opgaveregel

_KWARTAAL = 3

Subject = TypeVar("Subject")


@dataclass(frozen=True, slots=True)
class OpgaveFeiten:
    """All that the requirements may see beside the report itself."""

    opgave: Opgave
    contract: Contract
    vandaag: date
    dubbel: frozenset[int]


@dataclass(frozen=True, slots=True)
class Eis(Generic[Subject]):
    """One requirement: `holds` is True when all is well; `veld` is where it is not."""

    id: str
    veld: str
    zin: str
    holds: Callable[[Subject, OpgaveFeiten], bool]


@dataclass(frozen=True, slots=True)
class Bevinding:
    """A requirement that was not met: its id, the place as `regels[0].dagen`, the sentence."""

    id: str
    plaats: str
    zin: str


def _is_month_or_quarter(opgave: Opgave, _feiten: OpgaveFeiten) -> bool:
    begin, eind = opgave.periode_begin, opgave.periode_eind
    if begin.day != 1 or eind != last_day_of_month(eind) or eind < begin:
        return False
    maanden = months_touched(begin, eind)
    return maanden == 1 or (maanden == _KWARTAAL and begin.month % _KWARTAAL == 1)


def _is_over(opgave: Opgave, feiten: OpgaveFeiten) -> bool:
    return opgave.periode_eind <= feiten.vandaag


def _is_contracted(opgave: Opgave, feiten: OpgaveFeiten) -> bool:
    contract = feiten.contract
    runs = contract.runs_in(opgave.periode_begin, opgave.periode_eind)
    return runs and opgave.gemeentecode in contract.gemeentecodes


def _is_taakproduct(regel: Opgaveregel, feiten: OpgaveFeiten) -> bool:
    return (regel.categorie, regel.code) in feiten.contract.taakproducten


def _touches_the_period(regel: Opgaveregel, feiten: OpgaveFeiten) -> bool:
    return regel.begindatum <= feiten.opgave.periode_eind


def _ends_in_the_period(regel: Opgaveregel, feiten: OpgaveFeiten) -> bool:
    opgave = feiten.opgave
    earliest = max(regel.begindatum, opgave.periode_begin)
    return regel.einddatum is None or earliest <= regel.einddatum <= opgave.periode_eind


def _has_so_many_days(regel: Opgaveregel, feiten: OpgaveFeiten) -> bool:
    opgave = feiten.opgave
    begin = max(regel.begindatum, opgave.periode_begin)
    return regel.dagen <= days(begin, regel.einddatum or opgave.periode_eind)


def _stands_once(regel: Opgaveregel, feiten: OpgaveFeiten) -> bool:
    return regel.nummer not in feiten.dubbel


OPGAVE_EISEN: tuple[Eis[Opgave], ...] = (
    Eis(
        "TG01",
        "periodeEind",
        "is niet het eind van die maand of dat kwartaal",
        _is_month_or_quarter,
    ),
    Eis("TG02", "periodeEind", "ligt nog niet achter ons", _is_over),
    Eis("TG03", "gemeentecode", "valt in deze periode niet onder het contract", _is_contracted),
)

REGEL_EISEN: tuple[Eis[Opgaveregel], ...] = (
    Eis("TG11", "code", "is geen taakgericht product in dit contract", _is_taakproduct),
    Eis("TG12", "begindatum", "ligt na de periode", _touches_the_period),
    Eis("TG13", "einddatum", "ligt niet in de periode of voor de begindatum", _ends_in_the_period),
    Eis("TG14", "dagen", "is meer dan de periode toelaat", _has_so_many_days),
    Eis("TG15", "begindatum", "overlapt een andere regel van client en product", _stands_once),
)


def examine(opgave: Opgave, contract: Contract, vandaag: date) -> tuple[Bevinding, ...]:
    """Everything that is wrong, report first, then line by line."""
    feiten = OpgaveFeiten(opgave, contract, vandaag, _overlapping(opgave))
    return (*_on_report(opgave, feiten), *_on_lines(opgave, feiten))


def _on_report(opgave: Opgave, feiten: OpgaveFeiten) -> Iterator[Bevinding]:
    for eis in OPGAVE_EISEN:
        if not eis.holds(opgave, feiten):
            yield Bevinding(eis.id, eis.veld, eis.zin)


def _on_lines(opgave: Opgave, feiten: OpgaveFeiten) -> Iterator[Bevinding]:
    for index, regel in enumerate(opgave.regels):
        for eis in REGEL_EISEN:
            if not eis.holds(regel, feiten):
                yield Bevinding(eis.id, f"regels[{index}].{eis.veld}", eis.zin)


def _overlapping(opgave: Opgave) -> frozenset[int]:
    """Numbers of lines that begin before an earlier one of the same client, product and
    uitvoerder ended."""
    by_key: dict[tuple[str | None, ...], list[Opgaveregel]] = defaultdict(list)
    for regel in opgave.regels:
        key = (regel.bsn_hash, regel.categorie, regel.code, regel.uitvoerder)
        by_key[key].append(regel)
    found: set[int] = set()
    for same in by_key.values():
        busy_until = date.min
        for regel in sorted(same, key=lambda r: (r.begindatum, r.nummer)):
            if regel.begindatum <= busy_until:
                found.add(regel.nummer)
            busy_until = max(busy_until, regel.einddatum or date.max)
    return frozenset(found)
