# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The messages that the providers of the demo send, built with the message library."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from demo.region import Client, Traject
from libs.ijw import JW301, JW305, JW307, JW315, JW319, JW323, Message, retourbericht, write
from libs.ijw import messages as m
from libs.ijw import shared as s
from libs.ijw.header import Header

_CODES = {"JW305": "438", "JW307": "440", "JW315": "446", "JW323": "490"}
_WITH_CODE = {"03", "05", "02", "04"}
EURO = "83"
MINUUT = "01"
PLANNED_END = "31"


@dataclass
class Numbering:
    """Identificaties of one provider: unique per kind of message."""

    _last: dict[str, int] = field(default_factory=dict)

    def next(self, soort: str) -> str:
        """The next Identificatie for this kind."""
        self._last[soort] = self._last.get(soort, 0) + 1
        return f"{soort}{self._last[soort]:06d}"


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who sends to whom, under which number, dated when."""

    afzender: str
    ontvanger: str
    identificatie: str
    dagtekening: date


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a claim; `bedrag` in cents, negative for a credit."""

    bsn: str
    referentie: str
    toewijzing: int
    categorie: str
    code: str
    begin: date
    eind: date
    volume: int
    eenheid: str
    tarief: int | None
    bedrag: int
    vorige: str | None = None


def verzoek(envelope: Envelope, traject: Traject) -> bytes:
    """JW315: a request for one product."""
    product = traject.product
    aangevraagd = m.AangevraagdProduct(
        referentie_aanbieder=traject.referentie,
        product=s.Product(categorie=product.categorie, code=product.code),
        toewijzing_ingangsdatum=traject.vanaf,
        toewijzing_einddatum=traject.tot,
        omvang=s.Omvang(
            volume=traject.volume, eenheid=product.eenheid, frequentie=product.frequentie
        ),
        verwijzer=_verwijzer(traject.verwijzer),
    )
    client = traject.client
    body = m.VerzoekClient(
        bsn=client.bsn,
        geboortedatum=s.Geboortedatum(datum=client.geboortedatum),
        geslacht=client.geslacht,
        naam=_naam(client),
        aangevraagde_producten=(aangevraagd,),
    )
    return write(JW315(header=_header("JW315", envelope), client=body))


def start(envelope: Envelope, traject: Traject, nummer: int, begin: date) -> bytes:
    """JW305: delivery began."""
    product = m.StartProduct(
        toewijzing_nummer=nummer,
        product=_product(traject),
        toewijzing_ingangsdatum=traject.vanaf,
        begindatum=begin,
        status_aanlevering="1",
    )
    client = traject.client
    body = m.StartClient(
        bsn=client.bsn,
        geboortedatum=s.Geboortedatum(datum=client.geboortedatum),
        geslacht=client.geslacht,
        naam=_naam(client),
        start_producten=(product,),
    )
    return write(JW305(header=_header("JW305", envelope), client=body))


def stop(envelope: Envelope, traject: Traject, nummer: int, begin: date, eind: date) -> bytes:
    """JW307: delivery ended as planned."""
    product = m.StopProduct(
        toewijzing_nummer=nummer,
        product=_product(traject),
        toewijzing_ingangsdatum=traject.vanaf,
        begindatum=begin,
        reden_beeindiging=PLANNED_END,
        einddatum=eind,
        status_aanlevering="1",
    )
    client = traject.client
    body = m.StopClient(
        bsn=client.bsn,
        geboortedatum=s.Geboortedatum(datum=client.geboortedatum),
        geslacht=client.geslacht,
        naam=_naam(client),
        stop_producten=(product,),
    )
    return write(JW307(header=_header("JW307", envelope), client=body))


def declaratie(
    envelope: Envelope, nummer: str, periode: tuple[date, date], lines: Sequence[Line]
) -> bytes:
    """JW323: the claim of one month; its total is that of its lines."""
    ordered = sorted(lines, key=lambda line: line.bsn)
    clienten = tuple(
        m.DeclaratieClient(bsn=bsn, prestaties=tuple(_prestatie(line) for line in own))
        for bsn, own in groupby(ordered, key=lambda line: line.bsn)
    )
    body = m.Declaratie(
        declaratie_nummer=nummer,
        declaratie_periode=s.GeslotenPeriode(begindatum=periode[0], einddatum=periode[1]),
        declaratie_dagtekening=envelope.dagtekening,
        totaal_ingediend_bedrag=s.TotaalBedragMetDC.of(sum(line.bedrag for line in lines)),
        clienten=clienten,
    )
    return write(JW323(header=_header("JW323", envelope), declaratie=body))


def approval(message: Message, identificatie: str, dagtekening: date) -> bytes:
    """The retour message of a provider that has no remarks."""
    if not isinstance(message, JW301 | JW319):
        raise TypeError("only a toewijzing or an antwoord is answered by a provider")
    return write(retourbericht(message, [], identificatie=identificatie, dagtekening=dagtekening))


def _header(soort: str, envelope: Envelope) -> Header:
    return Header(
        bericht_code=_CODES[soort],
        afzender=envelope.afzender,
        ontvanger=envelope.ontvanger,
        bericht_identificatie=s.BerichtIdentificatie(
            identificatie=envelope.identificatie, dagtekening=envelope.dagtekening
        ),
    )


def _prestatie(line: Line) -> m.Prestatie:
    return m.Prestatie(
        product_referentie=s.Referentie(
            referentie_nummer=line.referentie, vorig_referentie_nummer=line.vorige
        ),
        toewijzing_nummer=line.toewijzing,
        product_categorie=line.categorie,
        product_code=line.code,
        product_periode=s.GeslotenPeriode(begindatum=line.begin, einddatum=line.eind),
        geleverd_volume=line.volume,
        eenheid=line.eenheid,
        product_tarief=line.tarief,
        ingediend_bedrag=s.BedragMetDC(
            bedrag=abs(line.bedrag), debet_credit="C" if line.vorige else "D"
        ),
    )


def _product(traject: Traject) -> s.Product:
    return s.Product(categorie=traject.product.categorie, code=traject.product.code)


def _naam(client: Client) -> s.VerkorteNaam:
    return s.VerkorteNaam(
        geslachtsnaam=s.Achternaam(achternaam=client.achternaam), voornamen=client.voornaam
    )


def _verwijzer(soort: str) -> s.Verwijzer:
    """A doctor or GI is named by AGB code (CD066 to CD068)."""
    return s.Verwijzer(type=soort, zorgverlener_code="90000201" if soort in _WITH_CODE else None)
