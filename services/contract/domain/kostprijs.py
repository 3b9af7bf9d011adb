# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The build-up of a real tariff (C-08; art. 2.3 Besluit Jeugdwet). Pure.

Hours and percentages are decimals, amounts whole cents. Nothing is rounded before the end of a step
that is shown; the next step goes on with what was not rounded.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from services.contract.domain.geldigheid import Fault

Fase = Literal["afbakening", "uitvraag", "analyse", "rapportage", "vaststelling"]
FASEN: tuple[Fase, ...] = ("afbakening", "uitvraag", "analyse", "rapportage", "vaststelling")
Methode = Literal["kostenonderzoek", "dialoog", "referentie"]
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Functie:
    """A function in the mix: its share in percent, gross wage a year in cents, employer's part."""

    naam: str
    aandeel: Decimal
    bruto: int
    werkgeverslasten: Decimal


@dataclass(frozen=True, slots=True)
class Uren:
    """Hours of a year of full time, and those in which no client is helped."""

    contract: Decimal
    verlof: Decimal
    ziekte: Decimal
    scholing: Decimal
    overleg: Decimal
    reis: Decimal

    @property
    def productief(self) -> Decimal:
        """What is left."""
        away = self.verlof + self.ziekte + self.scholing + self.overleg + self.reis
        return self.contract - away


@dataclass(frozen=True, slots=True)
class Verblijf:
    """Of help by the day: housing and care per place and day in cents, and who shares it."""

    huisvesting: int
    verzorging: int
    uren_per_dag: Decimal
    groepsgrootte: Decimal
    bezetting: Decimal


@dataclass(frozen=True, slots=True)
class Opbouw:
    """All elements; additions in cents per hour, the rest in percent."""

    mix: Sequence[Functie]
    uren: Uren
    reiskosten: int = 0
    overige_clientgebonden: int = 0
    overhead: Decimal = Decimal(0)
    verplichtingen: int = 0
    risico: Decimal = Decimal(0)
    index: Decimal = Decimal(0)
    verblijf: Verblijf | None = None


@dataclass(frozen=True, slots=True)
class Kostprijs:
    """The steps in cents, as they are shown, and the tariff per hour or day."""

    productieve_uren: Decimal
    stappen: Mapping[str, int]
    tarief: int
    per: Literal["uur", "dag"]


@dataclass(frozen=True, slots=True)
class Onderzoek:
    """How it was found: phases with a motivation, the range, and the tariff that was chosen."""

    methode: Methode
    motiveringen: Mapping[Fase, str] = field(default_factory=dict)
    laagste: int | None = None
    hoogste: int | None = None
    gekozen: int | None = None
    motivering_afwijking: str = ""


def bereken(opbouw: Opbouw) -> Kostprijs:
    """Step by step; the caller has looked for problems."""
    uren = opbouw.uren.productief
    jaarloon = sum(
        (f.aandeel * f.bruto * (1 + f.werkgeverslasten / _HUNDRED) for f in opbouw.mix), Decimal(0)
    )
    direct = jaarloon / _HUNDRED / uren
    gebonden = direct + opbouw.reiskosten + opbouw.overige_clientgebonden
    met_overhead = gebonden * (1 + opbouw.overhead / _HUNDRED) + opbouw.verplichtingen
    kosten, stap = met_overhead, {"direct": direct, "clientgebonden": gebonden}
    stap["metOverhead"] = met_overhead
    verblijf = opbouw.verblijf
    if verblijf is not None:
        shared = verblijf.groepsgrootte * verblijf.bezetting / _HUNDRED
        per_place = met_overhead * verblijf.uren_per_dag / shared
        rooms = (verblijf.huisvesting + verblijf.verzorging) / (verblijf.bezetting / _HUNDRED)
        kosten = per_place + rooms
        stap["perDag"] = kosten
    met_risico = kosten * (1 + opbouw.risico / _HUNDRED)
    tarief = met_risico * (1 + opbouw.index / _HUNDRED)
    stap |= {"metRisico": met_risico, "geindexeerd": tarief}
    shown = {name: _cents(value) for name, value in stap.items()}
    return Kostprijs(uren, shown, _cents(tarief), "uur" if verblijf is None else "dag")


def opbouw_faults(opbouw: Opbouw) -> Iterator[Fault]:
    """Everything wrong with the elements: field, code and reason."""
    if sum(functie.aandeel for functie in opbouw.mix) != _HUNDRED:
        yield Fault("mix", "som", "telt niet op tot 100 procent")
    if opbouw.uren.productief <= 0:
        yield Fault("uren", "geen-uren", "laat geen productieve uren over")
    verblijf = opbouw.verblijf
    if verblijf is not None and (verblijf.bezetting <= 0 or verblijf.groepsgrootte <= 0):
        yield Fault("verblijf", "geen-plaatsen", "heeft bezetting en groepsgrootte boven nul nodig")


def onderzoek_faults(onderzoek: Onderzoek, tarief: int) -> Iterator[Fault]:
    """A tariff is fixed only with all phases motivated, and below cost only with a reason."""
    if onderzoek.gekozen is None:
        return
    for fase in FASEN:
        if not onderzoek.motiveringen.get(fase, "").strip():
            yield Fault(
                f"motiveringen.{fase}", "ontbreekt", "is nodig om een tarief vast te stellen"
            )
    if onderzoek.gekozen < tarief and not onderzoek.motivering_afwijking.strip():
        reason = f"is nodig: het gekozen tarief ligt onder de kostprijs van {tarief} cent"
        yield Fault("motiveringAfwijking", "ontbreekt", reason)
    low, high = onderzoek.laagste, onderzoek.hoogste
    if low is not None and high is not None and low > high:
        yield Fault("hoogste", "volgorde", "ligt onder laagste")


def _cents(value: Decimal) -> int:
    return int(value.quantize(Decimal(1), ROUND_HALF_UP))
