# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Answers: the retour message on a heenbericht (IV028, IV032) and the JW325 on a JW323 (IV087)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cache
from typing import Any

from libs.ijw import messages as m
from libs.ijw.codelists import codelist
from libs.ijw.declare import MESSAGES
from libs.ijw.elements import Element, elements, tag_of
from libs.ijw.findings import Finding, Level
from libs.ijw.header import AntwoordHeader, Header, RetourHeader
from libs.ijw.reader import Message
from libs.ijw.shared import TotaalBedragMetDC, XsdVersie
from libs.ijw.writer import message_type

XSLT_VERSIE = "1.0.0"
"""Version of our in-message rules, given when a message is rejected on them (IV033)."""

REJECTED_IN_MESSAGE = "0001"
NO_REMARKS = "0200"
NOT_ASSESSED = "0233"
FULLY_GRANTED = "8001"

_RETOUR_OF = {d.answers: d for d in MESSAGES.values() if d.answers}


def retourbericht(
    message: Message, findings: Sequence[Finding], *, identificatie: str, dagtekening: date
) -> Message:
    """The retour message: header only when approved or rejected on the header or in-message.

    Findings of level 3 and 4 below the header come with all classes of the client, each with its
    own codes, 0200, or 0233 where nothing could be checked. Raises `ValueError` for findings of
    level 1 (those have no retour message) and for messages that are not answered so.
    """
    definition = _RETOUR_OF.get(message_type(message))
    if definition is None:
        raise ValueError("this message has no retourbericht")
    codes = _header_codes(findings)
    header = _retour_header(message.header, definition.code, codes, identificatie, dagtekening)
    below = [f for f in findings if not _on_header(f)]
    if (codes and codes != (NO_REMARKS,)) or not below:
        root: Message = definition.root(header=header)
        return root
    (part,) = [f.name for f in fields(message) if f.name != "header"]
    place = f"/Bericht/{tag_of(part)}"
    marked = _mark(getattr(message, part), place, _by_carrier(below, getattr(message, part), place))
    answer: Message = definition.root(header=header, **{part: marked})
    return answer


def _header_codes(findings: Sequence[Finding]) -> tuple[str, ...]:
    """0001 alone, the header's own codes, 0200 when errors stand below, nothing when approved."""
    if any(f.level == Level.SCHEMA for f in findings):
        raise ValueError("a message that fails the schema has no answer")
    known = codelist("WJ001")
    if any(f.retourcode not in known for f in findings):
        raise ValueError("a finding without a code of WJ001 cannot be answered")
    if any(f.level == Level.IN_MESSAGE for f in findings):
        return (REJECTED_IN_MESSAGE,)
    own = _codes(f for f in findings if _on_header(f))
    if own:
        return own
    return (NO_REMARKS,) if findings else ()


def _retour_header(
    header: Any,  # noqa: ANN401 - a header
    code: str,
    codes: tuple[str, ...],
    identificatie: str,
    dagtekening: date,
) -> RetourHeader:
    kept = {f.name: getattr(header, f.name) for f in fields(Header)}
    return RetourHeader(
        **(kept | {"bericht_code": code}),
        identificatie_retour=identificatie,
        dagtekening_retour=dagtekening,
        xslt_versie=XSLT_VERSIE if codes == (REJECTED_IN_MESSAGE,) else None,
        xsd_versie_retour=XsdVersie(),
        retour_codes=codes,
    )


def _mark(part: Any, place: str, codes: dict[str, tuple[str, ...]]) -> Any:  # noqa: ANN401
    """A copy of a class with return codes on itself and on every class in it that has them."""
    changes: dict[str, Any] = {"retour_codes": codes.get(place, (NO_REMARKS,))}
    for element in _carrying(part.__class__):
        value = getattr(part, element.field)
        marked = tuple(_mark(c, where, codes) for where, c in _children(element, value, place))
        if marked:
            changes[element.field] = marked if element.wrapped else marked[0]
    return replace(part, **changes)


def _by_carrier(
    findings: Sequence[Finding],
    part: Any,  # noqa: ANN401 - a class
    place: str,
) -> dict[str, tuple[str, ...]]:
    """Codes by the place of the class that carries them: the nearest at or around a finding."""
    carriers = set(_carriers(part, place))
    codes: dict[str, dict[str, None]] = {}
    for finding in findings:
        if finding.retourcode:
            codes.setdefault(_nearest(finding.plaats, carriers, place), {})[finding.retourcode] = (
                None
            )
    return {where: tuple(given) for where, given in codes.items()}


def _nearest(plaats: str, carriers: set[str], top: str) -> str:
    while plaats and plaats not in carriers:
        plaats = plaats.rpartition("/")[0]
    return plaats or top


def _carriers(part: Any, place: str) -> Iterator[str]:  # noqa: ANN401 - a class
    """The place of every class that has return codes."""
    yield place
    for element in _carrying(part.__class__):
        value = getattr(part, element.field)
        for where, child in _children(element, value, place):
            yield from _carriers(child, where)


def _children(element: Element, value: Any, place: str) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    """The classes in a field, each with its place."""
    if element.wrapped is None:
        if value is not None:
            yield f"{place}/{element.tag}", value
        return
    inner = f"{place}/{element.tag}/{element.wrapped.item}"
    yield from ((f"{inner}[{n}]", child) for n, child in enumerate(value, start=1))


@cache
def _carrying(cls: type) -> tuple[Element, ...]:
    """The elements of a class that hold classes with return codes."""
    inner = (e for e in elements(cls, True) if isinstance(e.content, type))
    return tuple(e for e in inner if any(i.field == "retour_codes" for i in _elements_of(e)))


def _elements_of(element: Element) -> tuple[Element, ...]:
    return elements(element.content, True) if isinstance(element.content, type) else ()


def _on_header(finding: Finding) -> bool:
    return finding.plaats == "/Bericht/Header" or finding.plaats.startswith("/Bericht/Header/")


def _codes(findings: Any) -> tuple[str, ...]:  # noqa: ANN401 - an iterable of findings
    return tuple(dict.fromkeys(f.retourcode for f in findings if f.retourcode))


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What is left of a declaratie after its findings: rejected clients, cents not granted."""

    clienten: tuple[m.DeclaratieClient, ...]
    rejected_cents: int


def declaratie_antwoord(
    message: m.JW323, findings: Sequence[Finding], *, identificatie: str, dagtekening: date
) -> m.JW325:
    """The JW325: totals, and of clients and prestaties only the rejected ones (TR342).

    Findings on the header or in-message give a header only; on the declaratie nothing is
    granted; on a client all its prestaties count as rejected, marked 0233. Raises `ValueError`
    for a finding that cannot be answered: what it is about would be granted in silence.
    """
    codes = _header_codes(findings)
    rejected = codes not in ((), (NO_REMARKS,))
    header = _antwoord_header(message.header, codes or (NO_REMARKS,), identificatie, dagtekening)
    if rejected:
        return m.JW325(header=header)
    return m.JW325(header=header, declaratie_antwoord=_antwoord(message.declaratie, findings))


def _antwoord_header(
    header: Header, codes: tuple[str, ...], identificatie: str, dagtekening: date
) -> AntwoordHeader:
    return AntwoordHeader(
        bericht_code=MESSAGES["JW325"].code,
        afzender=header.ontvanger,
        ontvanger=header.afzender,
        bericht_identificatie=replace(
            header.bericht_identificatie, identificatie=identificatie, dagtekening=dagtekening
        ),
        declaratie_identificatie=header.bericht_identificatie,
        xslt_versie=XSLT_VERSIE if codes == (REJECTED_IN_MESSAGE,) else None,
        xsd_versie_declaratie=header.xsd_versie,
        retour_codes=codes,
    )


def _antwoord(declaratie: m.Declaratie, findings: Sequence[Finding]) -> m.DeclaratieAntwoord:
    places = _by_class(findings)
    if not places.keys() <= {"/Bericht/Declaratie", *_lines_and_clients(declaratie)}:
        raise ValueError("a finding is about what the declaratie does not have")
    submitted = declaratie.totaal_ingediend_bedrag
    own = places.get("/Bericht/Declaratie", ())
    verdict = _Verdict((), submitted.signed) if own else _verdict(declaratie, places)
    granted = TotaalBedragMetDC.of(submitted.signed - verdict.rejected_cents)
    fine = NO_REMARKS if verdict.clienten else FULLY_GRANTED
    return m.DeclaratieAntwoord(
        declaratie_nummer=declaratie.declaratie_nummer,
        totaal_ingediend_bedrag=submitted,
        totaal_toegekend_bedrag=granted,
        clienten=verdict.clienten,
        retour_codes=own or (fine,),
    )


def _lines_and_clients(declaratie: m.Declaratie) -> Iterator[str]:
    """Their places."""
    for number, client in enumerate(declaratie.clienten, start=1):
        place = f"/Bericht/Declaratie/Clienten/Client[{number}]"
        yield place
        yield from (f"{place}/Prestaties/Prestatie[{n + 1}]" for n in range(len(client.prestaties)))


def _verdict(declaratie: m.Declaratie, places: dict[str, tuple[str, ...]]) -> _Verdict:
    rejected: list[m.DeclaratieClient] = []
    cents = 0
    for number, client in enumerate(declaratie.clienten, start=1):
        place = f"/Bericht/Declaratie/Clienten/Client[{number}]"
        own = places.get(place, ())
        lines = _rejected_lines(client, place, places, whole=bool(own))
        if lines:
            cents += sum(line.ingediend_bedrag.signed for line in lines)
            kept = replace(client, prestaties=tuple(lines), retour_codes=own or (NO_REMARKS,))
            rejected.append(kept)
    return _Verdict(tuple(rejected), cents)


def _rejected_lines(
    client: m.DeclaratieClient, place: str, places: dict[str, tuple[str, ...]], *, whole: bool
) -> list[m.Prestatie]:
    if whole:
        return [replace(line, retour_codes=(NOT_ASSESSED,)) for line in client.prestaties]
    found = []
    for number, line in enumerate(client.prestaties, start=1):
        codes = places.get(f"{place}/Prestaties/Prestatie[{number}]")
        if codes:
            found.append(replace(line, retour_codes=codes))
    return found


def _by_class(findings: Sequence[Finding]) -> dict[str, tuple[str, ...]]:
    """Codes by the class that carries them: a prestatie, a client, or the declaratie."""
    places: dict[str, tuple[str, ...]] = {}
    for finding in findings:
        place = _class_of(finding.plaats)
        known = places.get(place, ())
        if finding.retourcode and finding.retourcode not in known:
            places[place] = (*known, finding.retourcode)
    return places


def _class_of(plaats: str) -> str:
    """`/Bericht/Declaratie/Clienten/Client[1]/Bsn` belongs to `.../Client[1]`."""
    parts = plaats.split("/")
    kept = [n for n, part in enumerate(parts) if part.startswith(("Client[", "Prestatie["))]
    return "/".join(parts[: kept[-1] + 1]) if kept else "/Bericht/Declaratie"
