# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Provinces of gemeenten, also of those that are no more."""

from datetime import date

from libs.ijw import codelist
from libs.ijw.codelists import GEMEENTEN
from libs.ijw.provincie import liggingen


def test_p03_every_gemeente_since_the_jeugdwet_lies_in_one_of_twelve_provinces() -> None:
    found = liggingen()

    assert [one.gemeentecode for one in found] == sorted(codelist(GEMEENTEN).entries)
    assert len({one.provincie for one in found}) == 12


def test_p03_a_gemeente_that_went_to_another_province_lay_where_it_lay() -> None:
    """Vijfheerenlanden is of three gemeenten, of which two lay in Zuid-Holland."""
    by_code = {one.gemeentecode: one for one in liggingen()}

    last, first = date(2018, 12, 31), date(2019, 1, 1)
    assert [(by_code[code].provincie, by_code[code].tot) for code in ("0545", "0707", "0620")] == [
        ("Zuid-Holland", last),
        ("Zuid-Holland", last),
        ("Utrecht", last),
    ]
    assert (by_code["1961"].provincie, by_code["1961"].vanaf) == ("Utrecht", first)
    assert (by_code["0307"].provincie, by_code["0307"].tot) == ("Utrecht", None)
