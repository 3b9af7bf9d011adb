# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What is told of judged lines is what the models of the contract would say."""

import json
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from libs.common.contracts import Envelope
from libs.common.contracts.billing import MAX_REGELS, DeclaratieBeoordeeld, Regel
from services.billing.domain.declaratie import Declaratie
from services.billing.handlers.vertellen import judged
from services.billing.rules.verdict import ClientOordeel, RegelOordeel
from services.billing.store.verdicts import BewaardeClient
from tests.billing.claims import AANBIEDER, APRIL, CLIENT, GEMEENTE, a_client, a_regel

_NOW = datetime(2026, 5, 6, 9, 30, 15, 120_000, tzinfo=UTC)
_DECLARATIE = Declaratie(
    "declaratie-1", "bericht-1", GEMEENTE, AANBIEDER, "DN1", date(2026, 4, 1), APRIL,
    date(2026, 5, 6), 5_000, 1, _NOW,
)  # fmt: skip

_oordelen = st.builds(
    lambda credit, nummer, vorig, tarief, codes: RegelOordeel(
        a_regel(
            credit=credit,
            referentie_nummer=nummer,
            vorig_referentie_nummer=vorig,
            tarief=tarief,
        ),
        None,
        (),
        codes,
    ),
    st.booleans(),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=20),
    st.one_of(st.none(), st.just("RN0")),
    st.one_of(st.none(), st.just(1250)),
    st.sampled_from([(), ("9322",), ("9340", "0611")]),
)


def _kept(oordelen: list[RegelOordeel]) -> BewaardeClient:
    client = a_client(*(one.regel for one in oordelen))
    ids = tuple(f"regel-{n}" for n in range(len(oordelen)))
    return BewaardeClient(ClientOordeel(client, (), (), tuple(oordelen)), ids, "client-1")


def _model(oordelen: list[RegelOordeel], *, buiten: bool) -> DeclaratieBeoordeeld:
    lines = [
        Regel(
            regel_id=f"regel-{n}",
            referentie_nummer=one.regel.referentie_nummer,
            vorig_referentie_nummer=one.regel.vorig_referentie_nummer,
            toewijzing_nummer=one.regel.toewijzing_nummer,
            categorie=one.regel.categorie,
            code=one.regel.code,
            periode_begin=one.regel.periode_begin,
            periode_eind=one.regel.periode_eind,
            volume=one.regel.volume,
            eenheid=one.regel.eenheid,
            bedrag=one.regel.signed,
            toegekend=one.toegekend,
            retourcodes=one.retourcodes,
        )
        for n, one in enumerate(oordelen)
    ]
    return DeclaratieBeoordeeld(
        declaratie_id="declaratie-1",
        deel=1,
        gemeentecode=GEMEENTE,
        agb_code=AANBIEDER,
        client_pseudoniem=CLIENT,
        declaratie_maand="2026-04",
        beoordeeld_op=_NOW,
        buiten_berichten=buiten,
        regels=tuple(lines),
    )


@given(st.lists(_oordelen, min_size=1, max_size=5), st.booleans())
def test_the_payload_is_that_of_the_model(oordelen: list[RegelOordeel], buiten: bool) -> None:
    model = _model(oordelen, buiten=buiten)
    (told,) = judged(_DECLARATIE, _kept(oordelen), _NOW, buiten_berichten=buiten)
    envelope = Envelope(
        id="1",
        source="urn:nld:oin:00000001003214345000:systeem:billing",
        type=told.type,
        subject=told.subject(),
        time=_NOW,
        partitionkey=told.key(),
        data={},
    )
    sent = envelope.around(told.text())

    assert json.loads(told.text()) == model.payload()
    assert list(json.loads(told.text())["regels"][0]) == list(model.payload()["regels"][0])
    assert json.loads(sent) == json.loads(
        envelope.model_copy(update={"data": model.payload()}).to_bytes()
    )
    assert DeclaratieBeoordeeld.model_validate(Envelope.from_bytes(sent.encode()).data) == model
    assert (told.type, told.topic) == (model.type, model.topic)
    assert (told.key(), told.subject()) == (model.key(), model.subject())


def test_many_lines_go_into_several_events() -> None:
    """Each within what the contract allows."""
    oordelen = [RegelOordeel(a_regel(nummer=n), None, (), ()) for n in range(2 * MAX_REGELS + 1)]

    told = [json.loads(one.text()) for one in judged(_DECLARATIE, _kept(oordelen), _NOW)]

    assert [len(one["regels"]) for one in told] == [MAX_REGELS, MAX_REGELS, 1]
    assert [one["deel"] for one in told] == [1, 2, 3]
    for one in told:
        DeclaratieBeoordeeld.model_validate(one)
