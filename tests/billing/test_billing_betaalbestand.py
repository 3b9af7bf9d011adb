# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What a run pays, and the file for the bank against the published schema of pain.001.001.09."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from libs.common.auth.person import same_person
from services.billing.domain.betaling import (
    Betaalrun,
    OpenPost,
    Rekening,
    Voorstel,
    changed_accounts,
    euros,
    propose,
    sepa_text,
)
from services.billing.handlers.betaalbestand import NAMESPACE, pain001

RUN_ID = "019ab3c0-0000-7000-8000-0123456789ab"
MOMENT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NS = {"p": NAMESPACE}
INSTDAMT = f"{{{NAMESPACE}}}InstdAmt"
SCHEMA = etree.XMLSchema(
    etree.fromstring(files("sepaxml").joinpath("schemas/pain.001.001.09.xsd").read_bytes())
)


def an_account(houder: str = "65656055", iban: str = "NL91ABNA0417164300") -> Rekening:
    return Rekening("r-1", "0384", houder, 1, iban, "Zorg & Co. Één", "goedgekeurd", "Anna")


def a_run(voorstel: Voorstel) -> Betaalrun:
    return Betaalrun(
        id=RUN_ID,
        gemeentecode="0384",
        uitvoerdatum=date(2026, 11, 25),
        iban="NL20INGB0001234567",
        tenaamstelling="Gemeente Diemen",
        bedrag=voorstel.bedrag,
        aantal=len(voorstel.betalingen),
        toestand="goedgekeurd",
        voorbereider="Anna",
    )


def a_proposal(*amounts: tuple[str, int]) -> Voorstel:
    found = [OpenPost("declaratie", f"d-{n}", agb, cents) for n, (agb, cents) in enumerate(amounts)]
    return propose(RUN_ID, found, {agb: an_account(agb) for agb, _ in amounts})


def test_credits_are_netted_and_what_is_below_zero_stays_open() -> None:
    voorstel = a_proposal(("11111111", 5_000), ("11111111", -1_200), ("22222222", -300))

    assert [(b.agb_code, b.bedrag) for b in voorstel.betalingen] == [("11111111", 3_800)]
    assert [post.kenmerk for post in voorstel.posten] == ["d-0", "d-1"]
    assert voorstel.overgeslagen == (("22222222", -300, "niets-te-betalen"),)


def test_who_has_no_account_stays_open() -> None:
    voorstel = propose(RUN_ID, [OpenPost("declaratie", "d-1", "11111111", 500)], {})

    assert (voorstel.betalingen, voorstel.posten) == ((), ())
    assert voorstel.overgeslagen == (("11111111", 500, "geen-rekening"),)


@given(
    st.lists(
        st.tuples(st.sampled_from(["11111111", "22222222", "33333333"]), st.integers(-999, 999))
    )
)
def test_every_cent_is_paid_or_stays_open(amounts: list[tuple[str, int]]) -> None:
    voorstel = a_proposal(*amounts)

    paid = {b.agb_code: b.bedrag for b in voorstel.betalingen}
    left = {agb: bedrag for agb, bedrag, _ in voorstel.overgeslagen}
    total: Counter[str] = Counter()
    for agb, bedrag in amounts:
        total[agb] += bedrag
    assert paid | left == dict(total)
    assert all(bedrag > 0 for bedrag in paid.values())
    assert sum(post.bedrag for post in voorstel.posten) == voorstel.bedrag == sum(paid.values())


def test_the_file_is_valid_and_adds_up() -> None:
    voorstel = a_proposal(("22222222", 123_405), ("11111111", 7))
    content = pain001(a_run(voorstel), voorstel.betalingen, MOMENT)
    document = etree.fromstring(content)

    SCHEMA.assertValid(document)
    texts = {
        name: document.xpath(f"//p:{name}/text()", namespaces=NS)
        for name in ("CtrlSum", "NbOfTxs", "InstdAmt", "EndToEndId", "Dt", "CreDtTm", "Nm")
    }
    assert texts == {
        "CtrlSum": ["1234.12", "1234.12"],
        "NbOfTxs": ["2", "2"],
        "InstdAmt": ["0.07", "1234.05"],
        "EndToEndId": ["0384-11111111-700080000123456789ab", "0384-22222222-700080000123456789ab"],
        "Dt": ["2026-11-25"],
        "CreDtTm": ["2026-11-23T09:00:00Z"],
        "Nm": ["Gemeente Diemen", "Gemeente Diemen", "Zorg Co. Een", "Zorg Co. Een"],
    }


def test_the_same_run_gives_the_same_bytes() -> None:
    voorstel = a_proposal(("22222222", 123_405), ("11111111", 7))
    other_order = tuple(reversed(voorstel.betalingen))

    assert pain001(a_run(voorstel), voorstel.betalingen, MOMENT) == pain001(
        a_run(voorstel), other_order, MOMENT
    )


@given(
    st.lists(
        st.tuples(st.from_regex(r"\A\d{8}\Z"), st.integers(1, 99_999_999_999)),
        min_size=1,
        max_size=20,
    ),
    st.text(min_size=1, max_size=70).filter(lambda text: bool(sepa_text(text, 70))),
)
def test_any_run_is_valid(amounts: list[tuple[str, int]], name: str) -> None:
    voorstel = a_proposal(*amounts)
    run = replace(a_run(voorstel), tenaamstelling=name)

    document = etree.fromstring(pain001(run, voorstel.betalingen, MOMENT))

    SCHEMA.assertValid(document)
    cents = [int((one.text or "").replace(".", "")) for one in document.iter(INSTDAMT)]
    assert sum(cents) == voorstel.bedrag


def test_cents_as_euros() -> None:
    assert [euros(cents) for cents in (0, 5, 100, 123_456)] == ["0.00", "0.05", "1.00", "1234.56"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("Anna Bos", "anna  BOS ", True), ("Anna Bos", "Anna Vos", False)],
)
def test_the_same_person(one: str, other: str, same: bool) -> None:
    assert same_person(one, other) is same


def test_an_account_that_changed_since() -> None:
    voorstel = a_proposal(("11111111", 7))
    run = a_run(voorstel)
    own = an_account("0384", run.iban)
    known = {"0384": own, "11111111": an_account("11111111")}
    other = {"0384": own, "11111111": an_account("11111111", "BE68539007547034")}

    assert changed_accounts(run, voorstel.betalingen, known) == []
    assert changed_accounts(run, voorstel.betalingen, other) == ["11111111"]
    assert changed_accounts(run, voorstel.betalingen, {}) == ["0384", "11111111"]
