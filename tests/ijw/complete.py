# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Messages with every element that they may hold, made from the declarations."""

from datetime import date, time
from typing import Any

from libs.ijw import Message
from libs.ijw.codelists import codelist
from libs.ijw.declare import MESSAGES
from libs.ijw.elements import Element, elements
from libs.ijw.header import Header
from libs.ijw.types import Clocktime, Day, Number
from tests.ijw.builders import base

# Text in the form that a pattern asks; all else is the letter A.
_BY_FIELD = {
    "bsn": "999900006",
    "gemeente": "0363",
    "zorgverlener_code": "01012345",
    "telefoonnummer": "0201234567",
    "xslt_versie": "1.0.0",
    "xsd_versie_declaratie": "1.0.0",
    "basisschema_xsd_versie": "1.0.0",
    "bericht_xsd_versie": "1.0.0",
}


def complete(soort: str) -> Message:
    """The message of this kind with two of everything that repeats."""
    bound: Any = base(soort).header
    fixed = ("bericht_code", "bericht_versie", "bericht_subversie", "afzender", "ontvanger")
    known = {field: getattr(bound, field) for field in fixed}
    definition = MESSAGES[soort]
    retour = definition.answers is not None or soort == "JW325"
    message: Message = _full(definition.root, known, retour)
    return message


def _full(cls: type, header: dict[str, Any], retour: bool) -> Any:
    known = header if issubclass(cls, Header) else {}
    values = {
        element.field: _repeated(element, header, retour)
        for element in elements(cls, retour)
        if element.field not in known
    }
    return cls(**values, **known)


def _repeated(element: Element, header: dict[str, Any], retour: bool) -> Any:
    one = _value(element, header, retour)
    return (one, one) if element.wrapped else one


def _value(element: Element, header: dict[str, Any], retour: bool) -> Any:
    content = element.content
    if isinstance(content, type):
        return _full(content, header, retour)
    if isinstance(content, Number):
        return content.maximum
    if isinstance(content, Day):
        return date(2026, 10, 31)
    if isinstance(content, Clocktime):
        return time(23, 59, 59)
    if content.codes:
        return next(iter(codelist(content.codes).codes))
    return _BY_FIELD.get(element.field, "A")
