# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A formula that changes is a new version; what was reported keeps the old one (P-08)."""

import hashlib

import pytest

from services.reporting.domain.indicatoren import REGISTER, indicator_van
from services.reporting.domain.indicatoren.feiten import Feiten, Vraag
from services.reporting.domain.indicatoren.register import Maat, Uitkomst, indicator

FORMULES = {
    ("I-01", 1): "50bfa94beb9a",
    ("I-02", 1): "023ee7482e72",
    ("I-02", 2): "73fb9673eeb5",
    ("I-03", 1): "c557a66be988",
    ("I-04", 1): "945a6aab47ee",
    ("I-05", 1): "aa8aa76857c7",
    ("I-05", 2): "5c2217620aa0",
    ("I-06", 1): "2f96bdaeb2af",
    ("I-06", 2): "0a2ca6786fe0",
    ("I-07", 1): "ab1d9a1693ac",
    ("I-08", 1): "b02128bfcb6d",
    ("I-09", 1): "72c7b0217fae",
    ("I-10", 1): "18b395af9803",
    ("I-11", 1): "909370d74be9",
    ("I-11", 2): "5d6a5ddcceed",
    ("I-11", 3): "ae5f008c49ad",
    ("I-12", 1): "0e8de900c45e",
    ("I-13", 1): "ed0127d47f1a",
    ("I-13", 2): "ff9f1afe757a",
    ("I-14", 1): "9ebc910b1fe6",
    ("I-14", 2): "37a2216aaa2b",
    ("I-15", 1): "019ffade64f9",
    ("I-15", 2): "63ce86368ba5",
    ("I-15", 3): "96fb4814e0b3",
    ("I-16", 1): "dc8877a3b74e",
    ("I-17", 1): "90424a96f23c",
    ("I-17", 2): "7bbb1491f53e",
    ("I-18", 1): "bd751f407cb7",
    ("I-18", 2): "cf6840df792f",
    ("I-19", 1): "d05a5de17eb9",
    ("I-20", 1): "276b7b5e34ae",
    ("I-20", 2): "6a3afba87ddc",
    ("I-21", 1): "df124cb8b6bb",
    ("I-21", 2): "8eec6311b291",
    ("I-22", 1): "f9d756573663",
    ("I-22", 2): "ae2d452a785e",
    ("I-23", 1): "dd0a7c3a7e97",
    ("I-23", 2): "90f9d61b6546",
    ("I-24", 1): "8908d3025d96",
    ("I-24", 2): "8160cbed0146",
    ("I-25", 1): "aea81a319be8",
    ("I-26", 1): "b8fa4c962cb8",
    ("I-27", 1): "53959baaead1",
    ("I-28", 1): "57cbe41f89b8",
    ("I-29", 1): "85cbfcba49ff",
    ("I-30", 1): "062a88901c20",
    ("I-30", 2): "fe62def83bba",
}
"""By indicator and version the beginning of the hash of its formula and figures: a line here never
changes, a new version adds one."""


def mark(id: str, versie: int) -> str:
    one = indicator_van(id, versie)
    assert one is not None
    text = "|".join((one.formule, *(f"{m.veld}:{m.eenheid}" for m in one.maten)))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def test_p08_every_version_means_what_it_meant() -> None:
    now = {
        (one.id, one.versie): mark(one.id, one.versie)
        for versions in REGISTER.values()
        for one in versions
    }
    assert now == FORMULES


def test_a_version_follows_the_one_before() -> None:
    def bereken(_feiten: Feiten, _vraag: Vraag) -> Uitkomst:
        return Uitkomst({"aantal": 1})

    for versie in (1, 3):
        make = indicator(
            "I-01",
            "Unieke cliënten",
            "Anders.",
            maten=(Maat("aantal", "aantal", "Aantal"),),
            feiten=("hulp",),
            versie=versie,
        )
        with pytest.raises(ValueError, match="volgt niet"):
            make(bereken)
    assert len(REGISTER["I-01"]) == 1
