# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A region of groups of children that are alike, two of them small."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from services.reporting.domain.onderdrukking import DREMPELS
from tests.reporting.around import WholeStory
from tests.reporting.story import REGIO, SINCE, Json

BEGIN, END = date(2026, 6, 1), date(2026, 10, 31)
PERIOD = {"van": "2026-07", "tot": "2026-09"}
LEAST = DREMPELS["regio"]
LEUSDEN, SOEST, BAARN = "0327", "0342", "0308"
EEN, TWEE, DRIE = "90000101", "90000102", "90000103"
SCOPES = (
    "weergaven:lezen",
    "accounthouders:lezen",
    "ews:lezen",
    "rapportages:schrijven",
    "ingaven:schrijven",
)
DELEN = {LEUSDEN: "NOORD", SOEST: "ZUID", BAARN: "ZUID"}
VORMEN = {"44": "wonen", "45": "begeleiding en behandeling", "54": "jeugd-ggz"}


@dataclass(frozen=True)
class Groep:
    """Children that are alike: each has help of one product by one provider for one gemeente."""

    gemeente: str
    product: str
    aanbieder: str
    kinderen: int

    def label(self, dimensie: str) -> str:
        category = self.product.partition("/")[0]
        return {
            "regio": REGIO,
            "gemeente": self.gemeente,
            "subregio": DELEN[self.gemeente],
            "provincie": "Utrecht",
            "zorgvorm": VORMEN[category],
            "productcategorie": category,
            "product": self.product,
            "aanbieder": self.aanbieder,
        }[dimensie]

    def lies_in(self, labels: Mapping[str, str]) -> bool:
        """Whether they have these labels; of a product its code is enough."""
        return all(
            value in {self.label(name), self.label(name).rpartition("/")[2]}
            for name, value in labels.items()
        )


GROEPEN = (
    Groep(LEUSDEN, "45/45B01", EEN, 20),
    Groep(LEUSDEN, "45/45B02", EEN, 6),
    Groep(LEUSDEN, "44/44A04", TWEE, 8),
    Groep(SOEST, "45/45B01", TWEE, 7),
    Groep(SOEST, "44/44A04", EEN, 9),
    Groep(SOEST, "54/54001", TWEE, 3),
    Groep(BAARN, "45/45B01", DRIE, 2),
)
DIMENSIES = ("gemeente", "zorgvorm", "productcategorie", "product", "aanbieder")


def a_region() -> WholeStory:
    """Groups of children, two of them small."""
    story = WholeStory()
    for code in (LEUSDEN, SOEST, BAARN):
        story.gemeente(code)
    story.regio(*((code, SINCE, None) for code in (LEUSDEN, SOEST, BAARN)))
    story.holder(REGIO)
    number = 0
    for groep in GROEPEN:
        categorie, _, code = groep.product.partition("/")
        for n in range(groep.kinderen):
            number += 1
            about: Json = {
                "client": f"{groep.gemeente}{code}{n}",
                "gemeentecode": groep.gemeente,
                "categorie": categorie,
                "code": code,
                "toewijzing_nummer": number,
            }
            award = {key: value for key, value in about.items() if key != "toewijzing_nummer"}
            story.award(number, BEGIN, END, agb_code=groep.aanbieder, **award)
            story.delivery(BEGIN, None, agb_code=groep.aanbieder, **about)
    return story
