# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What is told around the care itself: of providers, lump sums, budgets and referrals."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from libs.common.contracts import (
    AanbiederprofielVastgesteld,
    AccounthouderVastgesteld,
    CapaciteitVastgesteld,
    ClientenstopVastgesteld,
    ContinuiteitsrisicoVastgesteld,
    Opgaveregel,
    PgbVastgesteld,
    PlafondNabij,
    PlafondVastgesteld,
    ProductindelingVastgesteld,
    TaakleveringOpgegeven,
    TermijnVerstreken,
    VerwijzingVastgesteld,
    ZorgfunctieVastgesteld,
)
from tests.reporting.story import AGB, DAY_ONE, LEUSDEN, REGIO, SINCE, Json, Story, pseudonym


class WholeStory(Story):
    """A story that also tells of what is around the care."""

    def counted_as(
        self, product: str, zorgvorm: str, eigenaar: str = REGIO, **changes: Any
    ) -> None:
        """Where a region counts a product (`44/44A04`) or a category."""
        categorie, _, code = product.partition("/")
        values: Json = {
            "dossier_id": f"{eigenaar}-{product}".replace("/", "-"),
            "versie": self.next_version(("indeling", eigenaar, product)),
            "eigenaar": eigenaar,
            "categorie": categorie,
            "code": code or None,
            "segment": "wonen",
            "zorgvorm": zorgvorm,
            "cbs_hulpvorm": "ander verblijf",
            "geldig_van": SINCE,
        }
        self.add(ProductindelingVastgesteld(**(values | changes)))

    def function(self, functie: str, schaal: str, regiocode: str = REGIO) -> None:
        self.add(
            ZorgfunctieVastgesteld(
                zorgfunctie_id=f"{regiocode}-{functie}",
                versie=self.next_version(("functie", regiocode, functie)),
                regiocode=regiocode,
                functie=functie,
                schaal=schaal,
                gebied=regiocode,
                geldig_van=SINCE,
            )
        )

    def referral(
        self, name: str, status: str = "ontvangen", client: str = "noor", **changes: Any
    ) -> None:
        values: Json = {
            "verwijzing_id": name,
            "versie": self.next_version(("verwijzing", name)),
            "gemeentecode": LEUSDEN,
            "client_pseudoniem": pseudonym(client),
            "geboortemaand": "2014-05",
            "geslacht": "2",
            "verwijzer_code": "02",
            "toegang": "individuele-voorziening",
            "hulp": "jeugdhulp",
            "status": status,
            "sinds": DAY_ONE,
        }
        self.add(VerwijzingVastgesteld(**(values | changes)))

    def overdue(self, verzoek: str, client: str = "noor") -> None:
        self.add(
            TermijnVerstreken(
                verzoek_id=verzoek,
                soort="VOT",
                gemeentecode=LEUSDEN,
                agb_code=AGB,
                client_pseudoniem=pseudonym(client),
                besluit_uiterlijk=date(2024, 1, 8),
            )
        )

    def ceiling(self, bedrag: int, contract: str = "contract-45B01") -> None:
        about: Json = {"contract_id": contract, "jaar": 2024, "agb_code": AGB}
        versie = self.next_version(("plafond", contract))
        self.add(PlafondVastgesteld(**about, versie=versie, bedrag=bedrag))

    def near_ceiling(self, plafond: int, besteed: int, contract: str = "contract-45B01") -> None:
        about: Json = {"contract_id": contract, "jaar": 2024, "agb_code": AGB}
        self.add(PlafondNabij(**about, plafond=plafond, besteed=besteed))

    def holder(self, regiocode: str = REGIO, **changes: Any) -> None:
        """Who speaks with the provider for all regions."""
        event = AccounthouderVastgesteld(
            **self._dossier(f"accounthouder-{changes.get('agb_code', AGB)}", changes),
            regiocode=regiocode,
            geldig_van=SINCE,
            bron="lijst",
        )
        self.add(event)

    def profile(self, soort: str = "jhp", *functies: str, aangewezen: bool = True) -> None:
        """What kind of provider it is; named for the early warning system."""
        self.add(
            AanbiederprofielVastgesteld.model_validate(
                {
                    **self._dossier("profiel", {}),
                    "soort": soort,
                    "ews_plichtig": aangewezen,
                    "cruciale_functies": functies,
                }
            )
        )

    def stop(self, begin: date, end: date | None = None, **changes: Any) -> None:
        about = self._dossier("clientenstop", changes)
        self.add(ClientenstopVastgesteld(**about, geldig_van=begin, geldig_tot=end))

    def places(self, jaar: int, afgesproken: int, functie: str = "jeugdzorgplus") -> None:
        about = self._dossier(f"capaciteit-{functie}-{jaar}", {})
        event = CapaciteitVastgesteld(
            **about,
            functie=functie,
            jaar=jaar,
            afgesproken=afgesproken,
            beschikbaar=afgesproken,
        )
        self.add(event)

    def risk(self, *redenen: str) -> None:
        about = self._dossier("risico", {})
        self.add(ContinuiteitsrisicoVastgesteld(**about, open=bool(redenen), redenen=redenen))

    def pgb(self, begin: date, end: date | None = None, client: str = "noor") -> None:
        self.add(
            PgbVastgesteld(
                pgb_id=f"pgb-{client}",
                versie=self.next_version(("pgb", client)),
                gemeentecode=LEUSDEN,
                client_pseudoniem=pseudonym(client),
                categorie="45",
                begindatum=begin,
                einddatum=end,
                vastgesteld_op=DAY_ONE,
            )
        )

    def report(
        self,
        begin: date,
        end: date,
        *parts: Sequence[tuple[str, date, date | None]],
        known: datetime = DAY_ONE,
        gemeentecode: str = LEUSDEN,
    ) -> None:
        """A delivery report in parts, each of clients with begin and end of their help."""
        versie = self.next_version(("opgave", begin))
        for deel, clients in enumerate(parts, start=1):
            regels = tuple(
                Opgaveregel(
                    client_pseudoniem=pseudonym(client),
                    categorie="43",
                    code="43A01",
                    begindatum=van,
                    einddatum=tot,
                    dagen=10,
                )
                for client, van, tot in clients
            )
            event = TaakleveringOpgegeven(
                opgave_id=f"opgave-{begin}-{versie}",
                contract_id="taak",
                agb_code=AGB,
                gemeentecode=gemeentecode,
                periode_begin=begin,
                periode_eind=end,
                versie=versie,
                deel=deel,
                delen=len(parts),
                opgegeven_op=known,
                regels=regels,
            )
            self.add(event, known)

    def _dossier(self, name: str, changes: Json) -> Json:
        about = {
            "dossier_id": name,
            "versie": self.next_version(name),
            "eigenaar": REGIO,
            "agb_code": AGB,
        }
        return about | changes
