# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""An invoice outside the messages is judged by the same rules, as far as they can be asked."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from libs.ijw.months import months_later
from services.billing.domain.declaratie import DeclaratieClient
from services.billing.domain.eenheden import EURO
from services.billing.domain.feiten import Feiten
from services.billing.domain.toewijzing import open_toewijzing

_FIRST_PERIOD = date(2021, 1, 1)
_OLDEST_MONTHS = 60


class Factuurregel(Protocol):
    """A line as it is sent in; `tarief` and `bedrag` in cents."""

    referentie_nummer: str
    vorig_referentie_nummer: str | None
    periode_begin: date
    periode_eind: date
    volume: int
    eenheid: str
    tarief: int | None
    bedrag: int


@dataclass(frozen=True, slots=True)
class Vormregel:
    """A rule inside a message (level 2), asked of an invoice, or of a line of it."""

    id: str
    zin: str
    holds: Callable[..., bool]


def _begins_in_2021_or_later(regel: Factuurregel) -> bool:
    return regel.periode_begin >= _FIRST_PERIOD


def _tariff_fits_the_unit(regel: Factuurregel) -> bool:
    return (regel.tarief is None) == (regel.eenheid == EURO)


def _euros_are_their_own_amount(regel: Factuurregel) -> bool:
    return regel.eenheid != EURO or regel.bedrag == regel.volume


def _is_over(regels: Sequence[Factuurregel], dagtekening: date) -> bool:
    return all(regel.periode_eind <= dagtekening for regel in regels)


def _ended_within_five_years(regels: Sequence[Factuurregel], dagtekening: date) -> bool:
    oldest = months_later(dagtekening, -_OLDEST_MONTHS)
    return all(regel.periode_eind >= oldest for regel in regels)


def _credits_once(regels: Sequence[Factuurregel], _dagtekening: date) -> bool:
    credited = _credited(regels)
    return len(credited) == len(set(credited))


def _credits_another(regels: Sequence[Factuurregel], _dagtekening: date) -> bool:
    return {regel.referentie_nummer for regel in regels}.isdisjoint(_credited(regels))


def _credited(regels: Sequence[Factuurregel]) -> list[str]:
    return [r.vorig_referentie_nummer for r in regels if r.vorig_referentie_nummer is not None]


VAN_EEN_REGEL = (
    Vormregel("CS100", "de periode begint niet voor 2021", _begins_in_2021_or_later),
    Vormregel(
        "CD087",
        "een tarief is er bij euro's niet, en bij andere eenheden wel",
        _tariff_fits_the_unit,
    ),
    Vormregel(
        "CS339", "bij euro's is het bedrag gelijk aan het volume", _euros_are_their_own_amount
    ),
)
VAN_DE_FACTUUR = (
    Vormregel("TR137", "elke periode eindigt uiterlijk op de dagtekening", _is_over),
    Vormregel("TR335", "geen periode eindigde meer dan vijf jaar eerder", _ended_within_five_years),
    Vormregel("TR315", "een debetregel wordt één keer gecrediteerd", _credits_once),
    Vormregel("TR316", "de gecrediteerde regel staat niet in dezelfde factuur", _credits_another),
)


def refuse(regels: Iterable[Vormregel], *asked: object) -> None:
    """`ValueError` that names the first rule which does not hold."""
    for regel in regels:
        if not regel.holds(*asked):
            raise ValueError(f"{regel.zin} ({regel.id})")


def with_open_toewijzingen(clienten: Iterable[DeclaratieClient], feiten: Feiten) -> Feiten:
    """The facts with what stood for a toewijzing of a client without BSN: to credit a line on it,
    and to judge it again.
    """
    opened = {
        regel.toewijzing_nummer: open_toewijzing(regel.toewijzing_nummer, client.pseudoniem)
        for client in clienten
        for regel in client.regels
        if regel.toewijzing_nummer < 0
    }
    if not opened:
        return feiten
    return replace(feiten, toewijzingen={**feiten.toewijzingen, **opened})
