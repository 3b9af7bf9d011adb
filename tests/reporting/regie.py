# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What is told around families and young people, and of terms that come near."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from libs.common.contracts import (
    Bijdrage,
    ConsultVastgesteld,
    EscalatieVastgesteld,
    Event,
    GezinsplanVastgesteld,
    MaatregelVastgesteld,
    PlafondstandVastgesteld,
    TaakafspraakVastgesteld,
    TaakVastgesteld,
    TafelAfgerond,
    ToekomstplanVastgesteld,
    VerblijfVastgesteld,
    VerdeelsleutelVastgesteld,
    WachttijdGesignaleerd,
)
from tests.reporting.around import WholeStory
from tests.reporting.story import AGB, DAY_ONE, LEUSDEN, Json, pseudonym

JAN, FEB = date(2024, 1, 1), date(2024, 2, 1)


class FamilyStory(WholeStory):
    """A story that also tells of plans, measures and stays."""

    def measure(self, soort: str, begin: date, end: date | None = None, **changes: Any) -> None:
        values = self._of("maatregel_id", soort) | {"soort": soort, "begindatum": begin}
        self.add(MaatregelVastgesteld(**(values | {"einddatum": end} | changes)))

    def stay(self, vorm: str, begin: date, end: date | None = None, **changes: Any) -> None:
        values = self._of("verblijf_id", f"{vorm}-{begin}") | {"vorm": vorm, "agb_code": AGB}
        values |= {"begindatum": begin, "einddatum": end, "reden": "eerste-plaatsing"}
        self.add(VerblijfVastgesteld(**(values | {"onvrijwillig": False} | changes)))

    def future(self, client: str = "noor", **changes: Any) -> None:
        values = self._of("plan_id", f"plan-{client}", client)
        values |= {"toestand": "goedgekeurd", "vervolgregimes": ("zvw",), "goedgekeurd_op": JAN}
        self.add(ToekomstplanVastgesteld(**(values | changes)))

    def advice(self, name: str, vervolg: str | None = None) -> None:
        values = self._of("consult_id", name)
        del values["client_pseudoniem"]
        values |= {"datum": JAN, "onderwerp": "opvoeden", "vrager": "huisarts", "vervolg": vervolg}
        self.add(ConsultVastgesteld(**values))

    def all_of_regie(self) -> None:
        """One of each kind, and a later version of most."""
        self.measure("ots", JAN, oorzaken=("complexe-scheiding",))
        self.measure("ots", JAN, FEB)
        self.stay("pleegzorg", JAN)
        self.stay("pleegzorg", JAN, FEB, einde_reden="uitval")
        self.future(toestand="concept", goedgekeurd_op=None)
        self.future()
        self.advice("consult-1")
        self.advice("consult-1", "geen")
        self._add(
            EscalatieVastgesteld,
            "escalatie_id",
            niveau="lokaal",
            reden="wachttijd",
            toestand="open",
            automatisch=False,
            geopend_op=JAN,
        )
        self._add(TafelAfgerond, "tafel_id", datum=JAN, resultaat="vrijwillig")
        self._add(
            TaakVastgesteld,
            "taak_id",
            soort="evaluatie",
            onderwerp="gezin-1",
            termijn=FEB,
            toestand="open",
        )
        self._family_plan()
        self.terms()

    def terms(self) -> None:
        """A term of waiting, a ceiling, and how a year is settled."""
        about = {"gemeentecode": LEUSDEN, "client_pseudoniem": pseudonym("noor")}
        self.add(
            WachttijdGesignaleerd(
                verwijzing_id="verwijzing-1",
                soort="intake",
                fase="nadert",
                norm_dagen=28,
                dagen=21,
                uiterlijk=FEB,
                **about,
            )
        )
        year: Json = {"contract_id": "taak", "jaar": 2024, "versie": 1, "agb_code": AGB}
        self.add(PlafondstandVastgesteld(**year, stand="nabij", plafond=100, besteed=70))
        self.lump_sum_key(2024, {LEUSDEN: 120_000})
        self.lump_sum(2024, {LEUSDEN: 120_000})

    def lump_sum_key(self, jaar: int, bijdragen: Mapping[str, int], contract: str = "taak") -> None:
        """How contract splits a lump sum: cents per gemeente."""
        values = self._lump_sum(("sleutel", contract, jaar), jaar, bijdragen, contract)
        self.add(
            VerdeelsleutelVastgesteld(
                **values, budget=sum(bijdragen.values()), soorten=("vast",), vastgesteld_op=JAN
            )
        )

    def lump_sum(self, jaar: int, bijdragen: Mapping[str, int], contract: str = "taak") -> None:
        """A lump sum as it was agreed: cents per gemeente."""
        values = self._lump_sum(("afspraak", contract, jaar), jaar, bijdragen, contract)
        self.add(
            TaakafspraakVastgesteld(
                **values,
                afspraak_id=f"{contract}-{jaar}",
                bedrag=sum(bijdragen.values()),
                vastgesteld_op=DAY_ONE,
            )
        )

    def _lump_sum(
        self, kind: object, jaar: int, bijdragen: Mapping[str, int], contract: str
    ) -> Json:
        return {
            "contract_id": contract,
            "jaar": jaar,
            "versie": self.next_version(kind),
            "agb_code": AGB,
            "bijdragen": tuple(
                Bijdrage(gemeentecode=code, bedrag=cents) for code, cents in bijdragen.items()
            ),
        }

    def _family_plan(self) -> None:
        values = self._of("plan_id", "gezinsplan-1")
        del values["client_pseudoniem"]
        values |= {"gezin_id": "gezin-1", "regisseur": "ouder", "toestand": "lopend"}
        values |= {"begindatum": JAN, "evaluaties": 0, "evaluatie_uiterlijk": FEB}
        self.add(GezinsplanVastgesteld(**values, doelen=2, doelen_bereikt=0))

    def _add(self, kind: type[Event], key: str, **values: Any) -> None:
        self.add(kind(**(self._of(key, f"{key}-1") | values)))

    def _of(self, key: str, name: str, client: str = "noor") -> Json:
        return {
            key: name,
            "versie": self.next_version((key, name)),
            "gemeentecode": LEUSDEN,
            "client_pseudoniem": pseudonym(client),
            "vastgesteld_op": DAY_ONE,
        }
