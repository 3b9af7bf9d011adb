# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Schema errors of libxml2 as findings: rule, place and a Dutch sentence, never the value."""

import re
from collections.abc import Iterable
from typing import Any

from libs.ijw.findings import Finding, Level

_MAX_FINDINGS = 100
_PREFIX = re.compile(r"/[A-Za-z0-9_]+:")
_SENTENCES = {
    "SCHEMAV_ELEMENT_CONTENT": ("XSD", "Element ontbreekt, staat hier niet of staat te vaak."),
    "SCHEMAV_CVC_ENUMERATION_VALID": ("XSD", "Waarde is geen code uit de codelijst."),
    "SCHEMAV_CVC_MAXLENGTH_VALID": ("XSD", "Tekst is te lang."),
    "SCHEMAV_CVC_MINLENGTH_VALID": ("RS033", "Element is leeg."),
    "SCHEMAV_CVC_MAXINCLUSIVE_VALID": ("XSD", "Getal is te groot."),
    "SCHEMAV_CVC_MININCLUSIVE_VALID": ("RS001", "Getal is kleiner dan 0."),
}
_BY_ELEMENT = {
    "Bsn": ("RS037", "Bsn bestaat niet uit precies 9 cijfers."),
    "Afzender": ("RS035", "Afzender is geen geldige gemeentecode of AGB-code."),
    "Ontvanger": ("RS035", "Ontvanger is geen geldige gemeentecode of AGB-code."),
    "Gemeente": ("RS035", "Gemeentecode bestaat niet uit precies 4 cijfers."),
    "ZorgverlenerCode": ("RS036", "AGB-code bestaat niet uit precies 8 cijfers."),
    "BerichtCode": ("RS047", "Berichtcode past niet bij dit bericht."),
    "BerichtVersie": ("CS025", "Berichtversie is niet 3."),
    "BerichtSubversie": ("CS015", "Berichtsubversie is niet 2."),
    "DeclaratieNummer": ("CS319", "Declaratienummer bestaat niet alleen uit letters en cijfers."),
    "Voorletters": ("RS045", "Voorletters bestaan niet alleen uit letters."),
    "Telefoonnummer": ("RS046", "Telefoonnummer bestaat niet alleen uit cijfers."),
    "Commentaar": ("RS031", "Commentaar is leeg."),
    "Toewijzingstijd": ("RS034", "Tijd klopt niet of heeft een tijdzone."),
}


def findings_of(errors: Iterable[Any]) -> list[Finding]:
    """One finding per element that is wrong, at most a hundred."""
    found: dict[str, Finding] = {}
    for error in errors:
        place = _PREFIX.sub("/", error.path or "/")
        if place not in found and len(found) < _MAX_FINDINGS:
            found[place] = _finding(place, error.type_name)
    return list(found.values())


def _finding(place: str, kind: str) -> Finding:
    name = re.sub(r"\[\d+\]$", "", place).rpartition("/")[2]
    known = _SENTENCES.get(kind)
    if known is None or kind == "SCHEMAV_CVC_MINLENGTH_VALID":
        known = _BY_ELEMENT.get(name) or _by_suffix(name) or known
    regel, melding = known or ("XSD", "Waarde heeft niet de vorm die het schema vraagt.")
    return Finding(regel, Level.SCHEMA, None, place, f"{name}: {melding[0].lower()}{melding[1:]}")


def _by_suffix(name: str) -> tuple[str, str] | None:
    lower = name.lower()
    if lower.endswith(("datum", "dagtekening", "dagtekeningretour")):
        return ("RS032", "Datum bestaat niet of heeft een tijdzone.")
    if lower.endswith("versie"):
        return ("RS048", "Versie bestaat niet uit drie getallen met punten.")
    return None
