# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What happens at one gemeente with one aanbieder: events of all kinds, and claims on them."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from libs.common.contracts import (
    ContractproductVastgesteld,
    ContractVastgesteld,
    Event,
    LeveringGemeld,
    Omvang,
    PgbVastgesteld,
    PlafondVastgesteld,
    Tarief,
    ToewijzingVastgesteld,
)
from tests.billing.messages import BSN, Claim, contract, product, pseudoniem, toewijzing
from tests.billing.story import a_claim, month

GEMEENTEN = ("0384", "0327", "0363", "0518", "0599", "0344", "0307", "0342", "0308", "0313")
MARCH, APRIL, MAY = (date(2026, number, 1) for number in (3, 4, 5))
SPRING = date(2026, 4, 1)


@dataclass(frozen=True)
class Place:
    """One gemeente with one aanbieder, so that stories do not meet."""

    number: int

    @property
    def gemeente(self) -> str:
        return GEMEENTEN[self.number % len(GEMEENTEN)]

    @property
    def aanbieder(self) -> str:
        return f"{70_000_000 + self.number}"

    @property
    def contract(self) -> str:
        return f"contract-{self.number}"

    def nummer(self, which: int) -> int:
        """A ToewijzingNummer."""
        return 1000 * (self.number + 1) + which


def month_of_events(at: Place) -> list[Event]:
    """Versions of everything: a contract, tariffs, a ceiling, awards, a budget, a delivery."""
    in_contract = {"contract_id": at.contract, "agb_code": at.aanbieder}
    signed = contract().model_copy(update=in_contract | {"gemeentecodes": (at.gemeente,)})
    sold = product().model_copy(update=in_contract | {"product_id": f"product-{at.number}"})
    return [
        *_versions(signed, {}, {"geldig_tot": date(2026, 12, 31)}),
        *_versions(sold, {}, {"tarieven": _raised()}),
        *_ceilings(in_contract),
        *_awards(at),
        *_budgets(at),
        *_deliveries(at),
    ]


def _versions(
    first: ContractVastgesteld | ContractproductVastgesteld | ToewijzingVastgesteld,
    *changes: dict[str, Any],
) -> list[Event]:
    return [
        first.model_copy(update=change | {"versie": versie})
        for versie, change in enumerate(changes, start=1)
    ]


def _raised() -> tuple[Tarief, ...]:
    return (
        Tarief(bedrag=1250, geldig_van=date(2026, 1, 1), geldig_tot=date(2026, 3, 31)),
        Tarief(bedrag=1300, geldig_van=SPRING),
    )


def _ceilings(in_contract: dict[str, Any]) -> list[Event]:
    return [
        PlafondVastgesteld(**in_contract, jaar=2026, versie=versie, bedrag=bedrag)
        for versie, bedrag in ((1, 0), (2, 50_000_000))
    ]


def _awards(at: Place) -> list[Event]:
    """One that grew, one that was deleted, one that came twice as it was."""
    by = {"gemeentecode": at.gemeente, "agb_code": at.aanbieder}
    grows, deleted, generic = (toewijzing(at.nummer(n)).model_copy(update=by) for n in range(3))
    more = {"omvang": Omvang(volume=6, eenheid="04", frequentie="2")}
    open_to_all = {"categorie": None, "code": None, "omvang": None, "budget": 9_000_000}
    return [
        *_versions(grows, {}, more),
        *_versions(deleted, {}, {"reden_wijziging": "13", "einddatum": deleted.ingangsdatum}),
        *_versions(generic, open_to_all, open_to_all),
    ]


def _budgets(at: Place) -> list[Event]:
    """Given in March, and taken back."""
    given = PgbVastgesteld(
        pgb_id=f"pgb-{at.number}",
        versie=1,
        gemeentecode=at.gemeente,
        client_pseudoniem=pseudoniem(BSN),
        categorie="45",
        begindatum=MARCH,
        vastgesteld_op=datetime(2026, 3, 1, tzinfo=UTC),
    )
    back = {"versie": 2, "einddatum": date(2026, 2, 28)}
    return [given, given.model_copy(update=back)]


def _deliveries(at: Place) -> list[Event]:
    start = LeveringGemeld(
        gemeentecode=at.gemeente,
        agb_code=at.aanbieder,
        client_pseudoniem=pseudoniem(BSN),
        toewijzing_nummer=at.nummer(0),
        begindatum=date(2026, 1, 5),
        versie=1,
        status="lopend",
    )
    stop = {"versie": 2, "status": "gestopt", "einddatum": date(2026, 5, 31)}
    return [start, start.model_copy(update=stop)]


def claims_of(at: Place) -> list[Claim]:
    """Debits of three months, one on what was deleted, and a credit with its correction.

    All in declaraties of May: one that goes back before the last is refused as a whole (TR318).
    """
    grows, deleted, generic = ({"toewijzing_nummer": at.nummer(n)} for n in range(3))
    spring = {"tarief": 1300, "bedrag": 5200}
    corrected = {"volume": 26, "bedrag": 26 * 1300, "tarief": 1300}
    credit = {"credit": True, "vorig_referentie_nummer": "A"}
    made = (
        a_claim(month(APRIL, **grows, **spring, referentie_nummer="A"), number=1),
        a_claim(month(MARCH, **generic, referentie_nummer="B"), number=2),
        a_claim(month(MAY, **deleted, **spring, referentie_nummer="C"), number=3),
        a_claim(
            month(APRIL, **grows, **corrected, nummer=1, referentie_nummer="D"),
            month(APRIL, **grows, **spring, **credit, nummer=2, referentie_nummer="E"),
            number=4,
        ),
        a_claim(
            month(MAY, **generic, **spring, nummer=1, code="45A99", referentie_nummer="F"),
            number=5,
        ),
        a_claim(
            month(MARCH, **grows, nummer=1, referentie_nummer="G"),
            month(MAY, **grows, **spring, nummer=2, referentie_nummer="H"),
            number=6,
        ),
    )
    period = (MAY, date(2026, 5, 31))
    return [replace(c, gemeente=at.gemeente, aanbieder=at.aanbieder, periode=period) for c in made]
