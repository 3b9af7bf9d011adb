# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The order of judging: clients, credits, then debits that take what is left one by one."""

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from services.billing.domain.declaratie import Regel
from services.billing.domain.feiten import Debetregel, Feiten, Gebruik
from services.billing.rules.adjudication import adjudicate
from tests.billing.claims import (
    OTHER_CLIENT,
    a_client,
    a_product,
    a_regel,
    a_toewijzing,
    as_debit,
    omvang,
    some_facts,
)


def _codes(feiten: Feiten, *regels: Regel) -> list[tuple[str, ...]]:
    (client,) = adjudicate([a_client(*regels)], feiten)
    return [oordeel.retourcodes for oordeel in client.regels]


def _hours(nummer: int, hours: int) -> Regel:
    """A claim of some hours in the month with this number."""
    begin = date(2026, nummer, 1)
    end = (date(2026, nummer + 1, 1)).replace(day=1)
    return a_regel(
        nummer=nummer,
        referentie_nummer=f"RN{nummer}",
        periode_begin=begin,
        periode_eind=date.fromordinal(end.toordinal() - 1),
        volume=hours,
        bedrag=hours * 1250,
    )


def test_a_line_that_overruns_takes_nothing() -> None:
    """40 hours in total: 30 fit, 20 do not, the 10 after that do; a running sum would refuse."""
    toewijzing = a_toewijzing(omvang=omvang(40, "04", "6"), einddatum=date(2026, 12, 31))
    feiten = some_facts(toewijzingen={10072: toewijzing})

    assert _codes(feiten, _hours(1, 30), _hours(2, 20), _hours(3, 10), _hours(4, 1)) == [
        (),
        ("9322",),
        (),
        ("9322",),
    ]


def test_a_line_rejected_for_its_tariff_takes_nothing() -> None:
    """Whatever the reason of a rejection."""
    toewijzing = a_toewijzing(omvang=omvang(40, "04", "6"), einddatum=date(2026, 12, 31))
    feiten = some_facts(toewijzingen={10072: toewijzing})
    too_dear = a_regel(nummer=1, volume=30, tarief=1300, bedrag=39000)

    assert _codes(feiten, too_dear, _hours(2, 40)) == [("0611",), ()]


def test_budget_is_taken_in_cents() -> None:
    """Budget 1000 euro: 600 fit, 500 do not, 400 do."""
    toewijzing = a_toewijzing(code=None, omvang=None, budget=100_000, einddatum=date(2026, 12, 31))
    feiten = some_facts(toewijzingen={10072: toewijzing})

    assert _codes(feiten, _hours(1, 48), _hours(2, 40), _hours(3, 32)) == [(), ("9369",), ()]


def test_credits_come_first_wherever_they_stand() -> None:
    """The corrected debit stands before its credit in the message; both are approved."""
    earlier = a_regel(referentie_nummer="RN0", volume=20, bedrag=25_000)
    feiten = some_facts(
        toewijzingen={10072: a_toewijzing(omvang=omvang(20, "04", "6"))},
        debetregels={"RN0": as_debit(earlier)},
        open_debetten={earlier.sleutel: "RN0"},
        gebruik={10072: Gebruik(1200, 25_000)},
    )
    debit = a_regel(nummer=1, referentie_nummer="RN1", volume=18, bedrag=22_500)
    credit = a_regel(
        nummer=2,
        referentie_nummer="RN2",
        vorig_referentie_nummer="RN0",
        credit=True,
        volume=20,
        bedrag=25_000,
    )

    assert _codes(feiten, debit, credit) == [(), ()]
    assert _codes(feiten, debit) == [("9389", "9322")]


def test_a_refused_credit_frees_nothing() -> None:
    """A partial credit is refused, and the line it was meant to make room for with it."""
    earlier = a_regel(referentie_nummer="RN0")
    feiten = some_facts(
        debetregels={"RN0": as_debit(earlier)}, open_debetten={earlier.sleutel: "RN0"}
    )
    half = a_regel(
        nummer=1,
        referentie_nummer="RN1",
        vorig_referentie_nummer="RN0",
        credit=True,
        volume=2,
        bedrag=2500,
    )
    debit = a_regel(nummer=2, referentie_nummer="RN2")

    assert _codes(feiten, half, debit) == [("8017",), ("9389",)]


def test_second_credit_is_refused() -> None:
    """Credited before: 9390, and not also 8017."""
    earlier = a_regel(referentie_nummer="RN0")
    feiten = some_facts(debetregels={"RN0": as_debit(earlier, gecrediteerd=True)})
    credit = a_regel(referentie_nummer="RN1", vorig_referentie_nummer="RN0", credit=True)

    assert _codes(feiten, credit) == [("9390",)]


def test_credit_needs_nothing_of_today() -> None:
    """The toewijzing was shortened and the contract ended since: the credit still goes through."""
    earlier = a_regel(referentie_nummer="RN0")
    feiten = some_facts(
        toewijzingen={10072: a_toewijzing(einddatum=date(2026, 2, 1))},
        producten={},
        debetregels={"RN0": as_debit(earlier)},
    )
    credit = a_regel(referentie_nummer="RN1", vorig_referentie_nummer="RN0", credit=True)

    assert _codes(feiten, credit) == [()]


def test_only_the_true_cause() -> None:
    """An unknown toewijzing, a deleted one, a product in no contract: one code each."""
    deleted = a_toewijzing(
        reden_wijziging="13", ingangsdatum=date(2026, 6, 1), einddatum=date(2026, 6, 1)
    )

    assert _codes(some_facts(toewijzingen={}), a_regel()) == [("9338",)]
    assert _codes(some_facts(toewijzingen={10072: deleted}), a_regel()) == [("9384",)]
    assert _codes(some_facts(producten={}), a_regel()) == [("S329",)]


def test_all_findings_of_a_line() -> None:
    """Another code than awarded, too many hours, a wrong amount: all three, in the set order."""
    regel = a_regel(code="45A04", volume=30, tarief=1500, bedrag=1)
    feiten = some_facts(producten={("45", "45A04"): (a_product(code="45A04"),)})

    assert _codes(feiten, regel) == [("9340", "0611", "9346", "9321")]


def test_one_number_on_two_clients() -> None:
    """The answer could not tell the two lines apart: both are refused."""
    other = a_toewijzing(toewijzing_nummer=10080, client_pseudoniem=OTHER_CLIENT)
    feiten = some_facts(toewijzingen={10072: a_toewijzing(), 10080: other})
    first = a_client(a_regel(nummer=1))
    second = a_client(a_regel(nummer=2, toewijzing_nummer=10080), pseudoniem=OTHER_CLIENT, index=2)

    clients = adjudicate([first, second], feiten)

    assert [c.regels[0].retourcodes for c in clients] == [("8021",), ("8021",)]


def test_a_wrong_client_stops_only_itself() -> None:
    """8187 on the client, 0233 on its lines, and nothing taken from the toewijzing."""
    toewijzing = a_toewijzing(omvang=omvang(4, "04", "6"))
    feiten = some_facts(toewijzingen={10072: toewijzing})
    wrong = a_client(a_regel(nummer=1), pseudoniem=OTHER_CLIENT)
    right = a_client(a_regel(nummer=2, referentie_nummer="RN2"), index=2)

    refused, approved = adjudicate([wrong, right], feiten)

    assert [f.retourcode for f in refused.bevindingen] == ["8187"]
    assert [r.retourcodes for r in refused.regels] == [("0233",)]
    assert refused.andermans_toewijzingen == (10072,)
    assert [r.retourcodes for r in approved.regels] == [()]


def test_several_products_on_one_aspecific_toewijzing() -> None:
    """Each with its own tariff; only the category is fixed."""
    toewijzing = a_toewijzing(code=None, omvang=None)
    feiten = some_facts(
        toewijzingen={10072: toewijzing},
        producten={
            ("45", "45A03"): (a_product(),),
            ("45", "45A04"): (a_product(product_id="product-2", code="45A04"),),
        },
    )
    other = a_regel(nummer=2, referentie_nummer="RN2", code="45A04")

    assert _codes(feiten, a_regel(), other) == [(), ()]


def test_hours_and_minutes_on_one_toewijzing() -> None:
    """Ten hours in total: nine in hours, sixty minutes fit, one minute more does not."""
    toewijzing = a_toewijzing(omvang=omvang(10, "04", "6"), einddatum=date(2026, 12, 31))
    feiten = some_facts(toewijzingen={10072: toewijzing})
    an_hour = {"eenheid": "01", "tarief": 21, "volume": 60, "bedrag": 1250}
    a_minute = {"eenheid": "01", "tarief": 21, "volume": 1, "bedrag": 21}
    march = {"periode_begin": date(2026, 3, 1), "periode_eind": date(2026, 3, 31)}

    codes = _codes(
        feiten,
        _hours(1, 9),
        a_regel(nummer=2, referentie_nummer="RN2", **an_hour),
        a_regel(nummer=3, referentie_nummer="RN3", **march, **a_minute),
    )

    assert codes == [(), (), ("9322",)]


@given(st.lists(st.integers(min_value=1, max_value=30), max_size=11))
def test_what_fits_is_taken_in_order(hours: list[int]) -> None:
    """Never more than awarded, and no line is refused that still fitted when its turn came."""
    toewijzing = a_toewijzing(omvang=omvang(40, "04", "6"), einddatum=date(2026, 12, 31))
    feiten = some_facts(declaratie_eind=date(2026, 12, 31), toewijzingen={10072: toewijzing})

    codes = _codes(feiten, *(_hours(month, n) for month, n in enumerate(hours, start=1)))

    left = 40
    for claimed, given_codes in zip(hours, codes, strict=True):
        assert given_codes == (() if claimed <= left else ("9322",))
        left -= claimed if claimed <= left else 0


Step = tuple[str, int, int]
"""What a message has for a month: `claim` or `correct` it, and of how many hours."""


def _message(steps: list[Step], open_debits: dict[int, Regel], number: int) -> list[Regel]:
    """Lines of one message: a correction credits what stands open for its month, if anything."""
    regels: list[Regel] = []
    for kind, month, hours in steps:
        debit = open_debits.get(month)
        if kind == "correct" and debit is not None:
            nummer = len(regels) + 1
            of: dict[str, Any] = {
                "credit": True,
                "vorig_referentie_nummer": debit.referentie_nummer,
            }
            regels.append(
                debit._replace(nummer=nummer, referentie_nummer=f"C{number}-{nummer}", **of)
            )
        nummer = len(regels) + 1
        regels.append(
            _hours(month, hours)._replace(nummer=nummer, referentie_nummer=f"D{number}-{nummer}")
        )
    return regels


@settings(max_examples=300, deadline=None)
@given(
    messages=st.lists(
        st.lists(
            st.tuples(st.sampled_from(["claim", "correct"]), st.integers(1, 3), st.integers(1, 30)),
            min_size=1,
            max_size=3,
            unique_by=lambda step: step[1],
        ),
        min_size=3,
        max_size=12,
    ),
    data=st.data(),
)
def test_chains_of_corrections_of_any_length_with_overruns(
    messages: list[list[Step]], data: st.DataObject
) -> None:
    """40 hours over three months, claimed and corrected in message after message: debit, credit,
    debit, credit and so on. Against a plain account of what stands open per month; wherever the
    credits stand in a message, they come first."""
    toewijzing = a_toewijzing(omvang=omvang(40, "04", "6"), einddatum=date(2026, 12, 31))
    stands: dict[int, Regel] = {}
    debits: dict[str, Debetregel] = {}
    for number, steps in enumerate(messages, start=1):
        regels = data.draw(st.permutations(_message(steps, stands, number)))
        used = sum(regel.volume for regel in stands.values())
        feiten = some_facts(
            declaratie_eind=date(2026, 12, 31),
            toewijzingen={10072: toewijzing},
            debetregels=dict(debits),
            open_debetten={r.sleutel: r.referentie_nummer for r in stands.values()},
            gebruik={10072: Gebruik(used * 60, used * 1250)},
        )

        judged = adjudicate([a_client(*regels)], feiten)[0].regels

        codes = {oordeel.regel.referentie_nummer: oordeel.retourcodes for oordeel in judged}
        for credit in (regel for regel in regels if regel.credit):
            assert codes[credit.referentie_nummer] == ()
            month = credit.periode_begin.month
            known = stands.pop(month)
            debits[known.referentie_nummer] = as_debit(known, gecrediteerd=True)
        for debit in (regel for regel in regels if not regel.credit):
            month, left = debit.periode_begin.month, 40 - sum(r.volume for r in stands.values())
            expected = (
                *(("9389",) if month in stands else ()),
                *(("9322",) if debit.volume > left else ()),
            )
            assert codes[debit.referentie_nummer] == expected
            if not expected:
                stands[month] = debit
                debits[debit.referentie_nummer] = as_debit(debit)
        assert sum(r.volume for r in stands.values()) <= 40
