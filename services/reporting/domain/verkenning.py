# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What moves when a form of care is arranged at another scale (P-15). Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from services.reporting.domain.indicatoren.clienten import unieke
from services.reporting.domain.indicatoren.feiten import Feiten, Vraag
from services.reporting.domain.indicatoren.register import Getal, Indicator, Maat, Uitkomst, procent
from services.reporting.domain.regios import ZONDER_REGIO


def gevolgen(zorgvorm: str) -> Indicator:
    """Clients and money of a form, and which part of all money of the cell that is.

    It is in no catalogue: each form asked makes its own.
    """

    def bereken(feiten: Feiten, vraag: Vraag) -> Uitkomst:
        hulp = [one for one in feiten.hulp if one.zorgvorm == zorgvorm]
        last = Vraag(vraag.tot, vraag.tot, vraag.peildag)
        helped, running = len(unieke(hulp, vraag)), len(unieke(hulp, last))
        spent = [one for one in feiten.bedragen if vraag.has(one.maand)]
        own = sum(one.bedrag for one in spent if one.zorgvorm == zorgvorm)
        if not helped and not own:
            return Uitkomst(dict.fromkeys(("clienten", "lopend", "toegekend", "aandeel")), 0)
        values: dict[str, Getal] = {
            "clienten": helped,
            "lopend": running,
            "toegekend": own,
            "aandeel": procent(own, sum(one.bedrag for one in spent)),
        }
        return Uitkomst(values, min(filter(None, (helped, running)), default=0))

    return Indicator(
        id="P-15",
        naam="Gevolgen van een andere schaal",
        formule="Cliënten in de periode en op haar laatste dag, toegekend bedrag, en welk deel dat "
        "is van alles.",
        maten=(
            Maat("clienten", "clienten", "Unieke cliënten"),
            Maat("lopend", "clienten", "Lopend op de laatste dag"),
            Maat("toegekend", "eurocent", "Toegekend"),
            Maat("aandeel", "procent", "Deel van alles"),
        ),
        feiten=frozenset({"hulp", "bedragen"}),
        dimensies=("aanbieder", "gemeente"),
        bereken=bereken,
    )


@dataclass(frozen=True, slots=True)
class Contractterm:
    """How long a contract holds for gemeenten of a region; `uitloop` while help is finished."""

    tot: date | None
    uitloop: date | None


@dataclass(frozen=True, slots=True)
class Binding:
    """How a provider is bound on the day of the move: contracts here, and regions elsewhere."""

    contracten: Sequence[Contractterm]
    andere_regios: int


def binding(contracten: Iterable[tuple[str, Contractterm]], regio: str) -> Binding:
    """Of the contracts of a provider, each with a region that it holds for."""
    terms: list[Contractterm] = []
    others = set()
    for where, term in contracten:
        if where == regio:
            terms.append(term)
        elif where != ZONDER_REGIO:
            others.add(where)
    return Binding(terms, len(others))


def begroot(feiten: Feiten, zorgvorm: str, jaar: int) -> int | None:
    """The budget that was told for the form in a year; None when none was."""
    told = [
        one.waarde
        for one in feiten.ingaven
        if (one.soort, one.jaar, one.onderwerp) == ("begroting", jaar, zorgvorm)
    ]
    return sum(told) if told else None
