# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Help as the messages that a region keeps of such years, in one archive."""

import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import count
from pathlib import Path

from demo.figures.plan import Help
from demo.messages import Envelope, Line, declaratie
from libs.ijw import JW301, JW305, JW307, write
from libs.ijw import messages as m
from libs.ijw import shared as s
from libs.ijw.header import Header

_TOTAL = "6"
_PLANNED_END = "31"
_REPORTED_OF = 10
"""One of so many awards also has a start and a stop: a claim is paid without, and counts."""


@dataclass(frozen=True, slots=True)
class Awarded:
    """Help with the number of its award."""

    help: Help
    nummer: int


def write_archive(helps: Iterable[Help], path: Path) -> dict[str, int]:
    """All messages about this help as a zip; gives how many of each kind."""
    written: dict[str, int] = defaultdict(int)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for soort, raw in _messages(helps):
            written[soort] += 1
            archive.writestr(f"{soort}-{written[soort]:06}.xml", raw)
    return dict(written)


def _messages(helps: Iterable[Help]) -> Iterator[tuple[str, bytes]]:
    numbers: dict[str, Iterator[int]] = defaultdict(lambda: count(1))
    claims: dict[tuple[str, str, int], list[Awarded]] = defaultdict(list)
    for group, own in _by_award_message(helps):
        gemeente, agb, _bsn, year = group
        awards = [Awarded(help_, next(numbers[gemeente])) for help_ in own]
        claims[gemeente, agb, year] += awards
        number = next(numbers["JW301"])
        yield "JW301", _toewijzing(awards, number)
        if number % _REPORTED_OF == 0:
            yield "JW305", _start(awards, number)
            yield "JW307", _stop(awards, number)
    for (gemeente, agb, year), awards in claims.items():
        yield "JW323", _claim(gemeente, agb, year, awards, next(numbers[agb]))


def _by_award_message(
    helps: Iterable[Help],
) -> Iterator[tuple[tuple[str, str, str, int], list[Help]]]:
    """Help that one JW301 awards: of a child in a year, by one gemeente at one aanbieder."""
    groups: dict[tuple[str, str, str, int], list[Help]] = defaultdict(list)
    for help_ in helps:
        if help_.form.tarief is not None:
            groups[help_.gemeente, help_.agb, help_.child.bsn, help_.begin.year].append(help_)
    yield from groups.items()


def _toewijzing(awards: Sequence[Awarded], number: int) -> bytes:
    first = min(awards, key=lambda a: a.help.begin).help
    child = first.child
    adres = s.Adres(
        huis=s.Huis(huisnummer=1 + number % 200),
        postcode="3811AB",
        straatnaam="Kerkweg",
        plaatsnaam="Amersfoort",
        land_code="NL",
    )
    body = m.ToewijzingClient(
        bsn=child.bsn,
        geboortedatum=s.Geboortedatum(datum=child.born),
        geslacht=child.sex,
        naam=s.VolledigeNaam(
            geslachtsnaam=s.Achternaam(achternaam="Figuur"), voorletters="C", naam_gebruik="1"
        ),
        contactgegevens=(m.Contact(soort="01", adres=adres),),
        toegewezen_producten=tuple(_toegewezen(award, first.begin) for award in awards),
    )
    return write(
        JW301(header=_header("436", first.gemeente, first.agb, number, first.begin), client=body)
    )


def _toegewezen(award: Awarded, decided: date) -> m.ToegewezenProduct:
    help_ = award.help
    return m.ToegewezenProduct(
        toewijzing_nummer=award.nummer,
        product=s.Product(categorie=help_.form.categorie, code=help_.form.code),
        toewijzingsdatum=decided,
        toewijzingstijd=time(9),
        ingangsdatum=help_.begin,
        einddatum=help_.end,
        omvang=s.Omvang(volume=help_.awarded, eenheid=help_.form.eenheid, frequentie=_TOTAL),
    )


def _start(awards: Sequence[Awarded], number: int) -> bytes:
    last = max(award.help.begin for award in awards)
    first = awards[0].help
    producten = tuple(
        m.StartProduct(
            toewijzing_nummer=award.nummer,
            product=s.Product(categorie=award.help.form.categorie, code=award.help.form.code),
            toewijzing_ingangsdatum=award.help.begin,
            begindatum=award.help.begin,
            status_aanlevering="1",
        )
        for award in awards
    )
    body = m.StartClient(
        bsn=first.child.bsn,
        geboortedatum=s.Geboortedatum(datum=first.child.born),
        geslacht=first.child.sex,
        naam=_naam(),
        start_producten=producten,
    )
    return write(JW305(header=_header("438", first.agb, first.gemeente, number, last), client=body))


def _stop(awards: Sequence[Awarded], number: int) -> bytes:
    last = max(award.help.end for award in awards)
    first = awards[0].help
    producten = tuple(
        m.StopProduct(
            toewijzing_nummer=award.nummer,
            product=s.Product(categorie=award.help.form.categorie, code=award.help.form.code),
            toewijzing_ingangsdatum=award.help.begin,
            begindatum=award.help.begin,
            reden_beeindiging=_PLANNED_END,
            einddatum=award.help.end,
            status_aanlevering="1",
        )
        for award in awards
    )
    body = m.StopClient(
        bsn=first.child.bsn,
        geboortedatum=s.Geboortedatum(datum=first.child.born),
        geslacht=first.child.sex,
        naam=_naam(),
        stop_producten=producten,
    )
    return write(JW307(header=_header("440", first.agb, first.gemeente, number, last), client=body))


def _claim(gemeente: str, agb: str, year: int, awards: Sequence[Awarded], number: int) -> bytes:
    """All of a year in one claim: a month may be claimed in any later period (OP354)."""
    lines = [
        Line(
            bsn=award.help.child.bsn,
            referentie=f"{gemeente}-{award.nummer}-{month}",
            toewijzing=award.nummer,
            categorie=award.help.form.categorie,
            code=award.help.form.code,
            begin=begin,
            eind=end,
            volume=volume,
            eenheid=award.help.form.eenheid,
            tarief=award.help.form.tarief,
            bedrag=volume * (award.help.form.tarief or 0),
        )
        for award in awards
        for month, ((begin, end), volume) in enumerate(
            zip(award.help.months(), award.help.volumes, strict=True)
        )
        if volume
    ]
    envelope = Envelope(agb, gemeente, f"D{number:08}", date(year + 1, 1, 11))
    periode = (date(year, 12, 1), date(year, 12, 31))
    return declaratie(envelope, f"{gemeente}J{year}", periode, lines)


def _header(code: str, afzender: str, ontvanger: str, number: int, dag: date) -> Header:
    return Header(
        bericht_code=code,
        afzender=afzender,
        ontvanger=ontvanger,
        bericht_identificatie=s.BerichtIdentificatie(
            identificatie=f"F{number:08}", dagtekening=dag
        ),
    )


def _naam() -> s.VerkorteNaam:
    return s.VerkorteNaam(geslachtsnaam=s.Achternaam(achternaam="Figuur"), voornamen="Casus")
