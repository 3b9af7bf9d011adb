# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Claim messages as XML, and the events that must come before them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from libs.common.contracts.contract import (
    ContractproductVastgesteld,
    ContractVastgesteld,
    Tarief,
)
from libs.common.contracts.referral import Omvang, ToewijzingVastgesteld
from libs.common.crypto import PURPOSE_CHAIN, Vault
from services.billing.domain.declaratie import Regel
from tests.billing.claims import AANBIEDER, GEMEENTE

BSN = "999900006"
OTHER_BSN = "999900018"

_BASE = "http://www.istandaarden.nl/ijw/3_2/basisschema/schema"
_OWN = "http://www.istandaarden.nl/ijw/3_2/jw323/schema"


@dataclass(frozen=True)
class Claim:
    """A declaratie of one month; `clienten` maps a BSN to its lines."""

    clienten: Mapping[str, Sequence[Regel]]
    identificatie: str = "ID1"
    declaratie_nummer: str = "DN1"
    periode: tuple[date, date] = (date(2026, 4, 1), date(2026, 4, 30))
    dagtekening: date = date(2026, 7, 1)
    gemeente: str = GEMEENTE
    aanbieder: str = AANBIEDER

    def xml(self) -> bytes:
        """The message, with the total that its lines add up to."""
        total = sum(regel.signed for regels in self.clienten.values() for regel in regels)
        clients = "".join(_client(bsn, regels) for bsn, regels in self.clienten.items())
        begin, end = self.periode
        return f"""<?xml version="1.0" encoding="UTF-8"?>
<m:Bericht xmlns:b="{_BASE}" xmlns:m="{_OWN}"><m:Header><m:BerichtCode>490</m:BerichtCode>\
<m:BerichtVersie>3</m:BerichtVersie><m:BerichtSubversie>2</m:BerichtSubversie>\
<m:Afzender>{self.aanbieder}</m:Afzender><m:Ontvanger>{self.gemeente}</m:Ontvanger>\
<m:BerichtIdentificatie><b:Identificatie>{self.identificatie}</b:Identificatie>\
<b:Dagtekening>{self.dagtekening}</b:Dagtekening></m:BerichtIdentificatie>\
<m:XsdVersie><b:BasisschemaXsdVersie>1.0.0</b:BasisschemaXsdVersie>\
<b:BerichtXsdVersie>1.0.0</b:BerichtXsdVersie></m:XsdVersie></m:Header>\
<m:Declaratie><m:DeclaratieNummer>{self.declaratie_nummer}</m:DeclaratieNummer>\
{_periode("DeclaratiePeriode", begin, end)}\
<m:DeclaratieDagtekening>{self.dagtekening}</m:DeclaratieDagtekening>\
<m:TotaalIngediendBedrag><b:TotaalBedrag>{abs(total)}</b:TotaalBedrag>\
<b:DebetCredit>{"C" if total < 0 else "D"}</b:DebetCredit></m:TotaalIngediendBedrag>\
<m:Clienten>{clients}</m:Clienten></m:Declaratie></m:Bericht>""".encode()


def _periode(name: str, begin: date, end: date) -> str:
    return (
        f"<m:{name}><b:Begindatum>{begin}</b:Begindatum><b:Einddatum>{end}</b:Einddatum></m:{name}>"
    )


def _client(bsn: str, regels: Sequence[Regel]) -> str:
    lines = "".join(_prestatie(regel) for regel in regels)
    return f"<m:Client><m:Bsn>{bsn}</m:Bsn><m:Prestaties>{lines}</m:Prestaties></m:Client>"


def _prestatie(regel: Regel) -> str:
    previous = regel.vorig_referentie_nummer
    vorig = "" if previous is None else _tag("b:VorigReferentieNummer", previous)
    tarief = "" if regel.tarief is None else _tag("m:ProductTarief", regel.tarief)
    return (
        "<m:Prestatie><m:ProductReferentie>"
        + _tag("b:ReferentieNummer", regel.referentie_nummer)
        + vorig
        + "</m:ProductReferentie>"
        + _tag("m:ToewijzingNummer", regel.toewijzing_nummer)
        + _tag("m:ProductCategorie", regel.categorie)
        + _tag("m:ProductCode", regel.code)
        + _periode("ProductPeriode", regel.periode_begin, regel.periode_eind)
        + _tag("m:GeleverdVolume", regel.volume)
        + _tag("m:Eenheid", regel.eenheid)
        + tarief
        + "<m:IngediendBedrag>"
        + _tag("b:Bedrag", regel.bedrag)
        + _tag("b:DebetCredit", "C" if regel.credit else "D")
        + "</m:IngediendBedrag></m:Prestatie>"
    )


def _tag(name: str, value: object) -> str:
    return f"<{name}>{value}</{name}>"


def contract(versie: int = 1, gemeenten: tuple[str, ...] = (GEMEENTE,)) -> ContractVastgesteld:
    """A contract since 2026."""
    return ContractVastgesteld(
        contract_id="contract-1",
        versie=versie,
        agb_code=AANBIEDER,
        gemeentecodes=gemeenten,
        geldig_van=date(2026, 1, 1),
    )


def product(code: str = "45A03", bedrag: int = 1250, versie: int = 1) -> ContractproductVastgesteld:
    """An hour product in that contract."""
    return ContractproductVastgesteld(
        contract_id="contract-1",
        product_id=f"product-{code}",
        versie=versie,
        agb_code=AANBIEDER,
        categorie="45",
        code=code,
        omschrijving="Begeleiding",
        variant="inspanningsgericht",
        eenheid="04",
        tarieven=(Tarief(bedrag=bedrag, geldig_van=date(2026, 1, 1)),),
    )


def toewijzing(
    nummer: int = 10072,
    *,
    bsn: str = BSN,
    code: str = "45A03",
    omvang: tuple[int, str, str] | None = (4, "04", "2"),
    versie: int = 1,
    agb_code: str = AANBIEDER,
) -> ToewijzingVastgesteld:
    """Hours of the product since 2026, for the client with this BSN."""
    volume, eenheid, frequentie = omvang or (0, "", "")
    return ToewijzingVastgesteld(
        gemeentecode=GEMEENTE,
        agb_code=agb_code,
        toewijzing_nummer=nummer,
        versie=versie,
        client_pseudoniem=pseudoniem(bsn),
        geboortemaand="2015-03",
        geslacht="2",
        categorie="45",
        code=code,
        ingangsdatum=date(2026, 1, 1),
        einddatum=date(2026, 12, 31),
        omvang=Omvang(volume=volume, eenheid=eenheid, frequentie=frequentie) if omvang else None,
        vastgesteld_op=datetime(2026, 1, 1, tzinfo=UTC),
    )


def pseudoniem(bsn: str) -> str:
    """The pseudonym that referral gives with the keys of the tests."""
    return Vault(data_key=b"d" * 32, hash_key=b"h" * 32).pseudonym(bsn, PURPOSE_CHAIN)
