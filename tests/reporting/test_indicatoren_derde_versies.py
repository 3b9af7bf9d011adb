# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Worked examples of the third versions: who waited on a day, and what is claimed on an award of no
product in particular (I-11, I-15)."""

from dataclasses import replace
from datetime import date

from services.reporting.domain.indicatoren import indicator_van
from services.reporting.domain.indicatoren.cellen import bereken
from services.reporting.domain.indicatoren.feiten import (
    ONBEKEND,
    Feiten,
    Uitvoering,
    Verwijzing,
)
from services.reporting.domain.indicatoren.register import Getal
from tests.reporting.test_indicatoren_geld import (
    AGB,
    FEB,
    JAAR,
    JAN,
    KWARTAAL,
    MAR,
    A,
    bedrag,
    weekly,
)


def test_i11_what_is_claimed_by_product_on_an_award_of_none_counts_once() -> None:
    """Of EUR 9 on an award by category EUR 7 is claimed as a product, and EUR 5 of it on no award:
    by product all of it together is what was spent."""
    award = replace(weekly({JAN: 900}, Uitvoering(JAN)), product=None, gefactureerd={JAN: 700})
    spent = [
        bedrag("noor", 700, toewijzing=1, product="45/45B01"),
        bedrag("sem", 500, toewijzing=9, product="45/45B01"),
    ]
    facts = Feiten(toewijzingen=[award], bedragen=spent)

    def by_product(versie: int | None) -> dict[str, tuple[Getal, Getal]]:
        one = indicator_van("I-11", versie)
        assert one is not None
        cells = bereken(one, facts, KWARTAAL, ("product",))
        return {
            ".".join(cel): (found.waarden["gefactureerd"], found.waarden["buitenFormule"])
            for cel, found in cells.items()
        }

    paid = indicator_van("I-06")
    assert paid is not None
    total = bereken(paid, facts, KWARTAAL, ("product",))
    now, before = by_product(None), by_product(2)

    assert now == {"": (700, 500), ONBEKEND: (700, 0), "45/45B01": (0, 500)}
    assert before == {"": (700, 500), ONBEKEND: (700, 0), "45/45B01": (0, 1_200)}
    assert sum(int(it or 0) for cel, pair in now.items() if cel for it in pair) == 1_200
    assert total[()].waarden["uitgaven"] == 1_200


def test_i15_who_waits_on_a_day_is_told_by_the_state_of_that_day() -> None:
    """Noor was awarded help on 1 March, told on the 3rd, and withdrew on 10 June; Sem was awarded
    it on 20 March, told in April, and began in May; of Liv there is only that she was handed over
    in June; Max was refused in February and awarded help in April after all."""

    def referral(client: str, status: str, **changes: object) -> Verwijzing:
        made = Verwijzing(gemeente=A, aanbieder=AGB, client=client, status=status, verwezen=FEB)
        return replace(made, **changes)  # type: ignore[arg-type]

    april, june = date(2024, 4, 2), date(2024, 6, 10)
    noor = [(FEB, "in-onderzoek"), (date(2024, 3, 3), "toegewezen"), (june, "ingetrokken")]
    sem = [(FEB, "in-onderzoek"), (april, "toegewezen"), (date(2024, 5, 6), "gestart")]
    awarded, begun = date(2024, 3, 20), date(2024, 5, 6)
    facts = Feiten(
        verwijzingen=[
            referral("noor", "ingetrokken", toegewezen=MAR, standen=noor),
            referral("sem", "gestart", toegewezen=awarded, start=begun, standen=sem),
            referral("liv", "overgedragen", toegewezen=MAR, standen=[(june, "overgedragen")]),
            referral(
                "max",
                "toegewezen",
                toegewezen=april,
                standen=[(FEB, "afgewezen"), (april, "toegewezen")],
            ),
        ]
    )

    def waiting(day: date, versie: int | None = None) -> Getal:
        asked = replace(JAAR, tot=day, peildag=date(2024, 12, 31))
        indicator = indicator_van("I-15", versie)
        assert indicator is not None
        return indicator.bereken(facts, asked).waarden["wachtlijst"]

    days = (date(2024, 2, 29), date(2024, 3, 31), date(2024, 4, 30), date(2024, 6, 30))
    assert [waiting(day) for day in days] == [0, 3, 4, 1]
    assert [waiting(day, 2) for day in days] == [0, 1, 2, 1]
