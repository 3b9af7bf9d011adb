# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Eemland, 2019 and 2020, and a region of a hundredth of its size."""

from demo.figures.regio import Form, Member, Meting, Regio


def _years(first: int, second: int) -> dict[int, int]:
    return {2019: first, 2020: second}


EEMLAND = Regio(
    code="EEMLAND",
    name="Eemland",
    years=(2019, 2020),
    forms=(
        Form("Ambulante begeleiding", _years(1377, 1457), "45", "45A04", "04", 6_840, 72),
        Form("Ambulante behandeling", _years(6416, 6499), "45", "45A05", "04", 9_420, 92),
        Form(
            "Ambulante dagbehandeling", _years(260, 260), "41", "41A11", "16", 11_900, 15, (2, 16)
        ),
        Form("Dagactiviteiten", _years(416, 455), "41", "41A12", "16", 6_150, 20, (4, 16)),
        Form("Dyslexie", _years(665, 642), "54", "54D01", "04", 9_100, 12, (7, 11)),
        Form("Logeren", _years(177, 186), "44", "44A09", "14", 21_000, 18, (4, 16)),
        Form("LTA", _years(286, 269), "55", "55A01", "14", 38_500, 6),
        Form("Verblijf", _years(339, 345), "43", "43A31", "14", None, 7),
        Form("Wonen in gezinsvormen", _years(373, 319), "44", "44A15", "14", None, 7),
        Form("Ziekenhuiszorg", _years(1322, 1366), "53", "53A01", "16", 17_600, 2),
        Form("Overig", _years(71, 73), "50", "50A01", "16", 15_000, 10),
    ),
    members=(
        Member("0307", "Amersfoort", _years(4980, 5005)),
        Member("0308", "Baarn", _years(622, 624)),
        Member("0313", "Bunschoten", _years(740, 735)),
        Member("0317", "Eemnes", _years(224, 242)),
        Member("0327", "Leusden", _years(794, 768)),
        Member("0342", "Soest", _years(1249, 1254)),
        Member("0351", "Woudenberg", _years(414, 398)),
    ),
    unique=_years(8_972, 8_967),
    spend=_years(6_200_000_000, 6_600_000_000),
    retained=8_900,
    chosen=frozenset(
        {
            ("Ambulante dagbehandeling", 2019),
            ("Ambulante dagbehandeling", 2020),
            ("Dagactiviteiten", 2019),
        }
    ),
    jeugdigen={2020: 70_000},
    ots=_years(351, 369),
    metingen=(
        Meting(2020, "I-05", "gebruikAlleClienten", 12.8, "jeugdigen ingevoerd: 70.000"),
        Meting(2019, "I-21", "otsLopend", 351),
        Meting(2020, "I-21", "otsLopend", 369),
    ),
)
"""The regiovisie of Eemland, 2021-2026, tables 1 and 2.

Ours: the cells in `chosen` (of dagbehandeling the running text gives 260 for 2020), the spending to
the cent ('about' 62 and 66 million), tariffs, and how many children stayed: 9 091 numbers are
reserved for tests, and two years of Eemland must fit in them. Ours too: which children have a
supervision order, and that these 351 and 369 are those that run at the end of the year. 'About
70 000' young people are told as 70 000.
"""


KLEIN = Regio(
    code="KLEIN",
    name="Klein Eemland",
    years=(2019, 2020),
    forms=(
        Form("Ambulante begeleiding", _years(14, 15), "45", "45A04", "04", 6_840, 3),
        Form("Ambulante behandeling", _years(64, 65), "45", "45A05", "04", 9_420, 4),
        Form("Dyslexie", _years(7, 6), "54", "54D01", "04", 9_100, 2, (7, 11)),
        Form("Verblijf", _years(6, 7), "43", "43A31", "14", None, 2),
        Form("Wonen in gezinsvormen", _years(8, 6), "44", "44A15", "14", None, 2),
        Form("Ziekenhuiszorg", _years(13, 14), "53", "53A01", "16", 17_600, 1),
    ),
    members=(
        Member("0307", "Amersfoort", _years(63, 61)),
        Member("0327", "Leusden", _years(17, 19)),
        Member("0342", "Soest", _years(12, 13)),
    ),
    unique=_years(90, 90),
    spend=_years(62_000_000, 66_000_000),
    retained=60,
    jeugdigen={2020: 700},
    ots=_years(12, 18),
    metingen=(
        Meting(2020, "I-05", "gebruikAlleClienten", 12.9, "jeugdigen ingevoerd: 700"),
        Meting(2019, "I-21", "otsLopend", 12),
        Meting(2020, "I-21", "otsLopend", 18),
    ),
)
"""The same shape, a hundredth of the size."""
