# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""From a JSON twin to a message: its verdict is that of level 1 on the same message as XML."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, time
from typing import Any

from libs.ijw.declare import MESSAGES
from libs.ijw.document import MAX_BYTES, unreadable
from libs.ijw.elements import Element, declared
from libs.ijw.findings import Finding, InvalidMessage, Level, UnreadableMessage, limit
from libs.ijw.judge import MAX_FINDINGS
from libs.ijw.reader import Message, read
from libs.ijw.twin.names import SOORT, json_name
from libs.ijw.types import Clocktime, Day, Number, Simple
from libs.ijw.writer import write

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{0,5}[1-9])?")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_FAR_TOO_MUCH = 10**30
"""What level 1 need not look at: Python refuses to write numbers of thousands of digits."""

_BYTES_PER_VALUE = 5
_FREE_VALUES = 1_000
"""No message has so many brackets and commas for its size."""

_ABSENT = "Element ontbreekt."
_UNKNOWN = "Het bericht kent dit element niet."
_NO_OBJECT = "Hier hoort een object."
_NO_ITEMS = "Hier hoort een lijst met ten minste één element."
_NO_TEXT = "Hier hoort een tekst."
_NO_NUMBER = "Hier hoort een geheel getal."
_NO_DATE = "Hier hoort een bestaande datum als jjjj-mm-dd."
_NO_TIME = "Hier hoort een tijdstip als uu:mm:ss, een fractie zonder nullen erachter."
_NO_CHARACTER = "De tekst bevat een teken dat niet in XML kan staan."


class _Unfit(Exception):
    """A value that cannot stand where it stands."""


def from_json(
    twin: bytes | str | Mapping[str, Any], *, max_bytes: int | None = MAX_BYTES
) -> Message:
    """The message of a twin, given as JSON or as the values of its parsing.

    Raises `UnreadableMessage` for what is no twin of a message, and `InvalidMessage` with the
    places of the same message in XML.
    """
    value = _parsed(twin, max_bytes) if isinstance(twin, bytes | str) else twin
    if not isinstance(value, Mapping) or value.get(SOORT) not in _kinds():
        raise unreadable("JSON", "Dit is geen iJw 3.2-bericht in JSON: de soort ontbreekt.")
    soort: str = value[SOORT]
    findings: list[Finding] = []
    rest = {name: part for name, part in value.items() if name != SOORT}
    message = _Reader(soort, findings).object(MESSAGES[soort].root, rest, "/Bericht")
    if findings:
        raise InvalidMessage(findings)
    return read(write(message), max_bytes=max_bytes)


def _kinds() -> tuple[str, ...]:
    return tuple(MESSAGES)


def _parsed(twin: bytes | str, max_bytes: int | None) -> Any:  # noqa: ANN401 - JSON
    if max_bytes is not None and len(twin) > max_bytes:
        raise unreadable("OP179", f"Het bericht is groter dan {max_bytes // 2**20} MB.")
    _refuse_crowd(twin)
    try:
        text = twin.decode("utf-8") if isinstance(twin, bytes) else twin
        return json.loads(text, object_pairs_hook=_members, parse_constant=_refused)
    except (ValueError, RecursionError):
        raise unreadable("JSON", "Het bericht is geen geldige JSON.") from None


def _refuse_crowd(twin: bytes | str) -> None:
    """Millions of values would take gigabytes once they are parsed."""
    marks: tuple[Any, ...] = ("[", "{", ",") if isinstance(twin, str) else (b"[", b"{", b",")
    if sum(map(twin.count, marks)) > _FREE_VALUES + len(twin) // _BYTES_PER_VALUE:
        raise UnreadableMessage([limit("/", "Het bericht heeft te veel elementen.")])


def _members(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    pairs = list(pairs)
    members = dict(pairs)
    if len(members) < len(pairs):
        raise ValueError("a name occurs twice")
    return members


def _refused(constant: str) -> None:
    raise ValueError(f"{constant} is no number")


class _Reader:
    """Makes the classes of one message; what does not fit becomes a finding."""

    def __init__(self, soort: str, findings: list[Finding]) -> None:
        self._soort = soort
        self._findings = findings

    def object(self, cls: type, value: Any, place: str) -> Any:  # noqa: ANN401 - JSON, a class
        """An instance of `cls`, or None when anything in it is unfit."""
        if not isinstance(value, Mapping):
            return self._report(place, _NO_OBJECT)
        elements = {json_name(e.tag): e for e in declared(cls, self._soort)}
        for name in value.keys() - elements.keys():
            self._report(f"{place}/*", _UNKNOWN if isinstance(name, str) else _NO_TEXT)
        before = len(self._findings)
        fields = dict(self._fields(elements, value, place))
        return cls(**fields) if len(self._findings) == before else None

    def _fields(
        self,
        elements: Mapping[str, Element],
        value: Mapping[str, Any],
        place: str,
    ) -> Iterator[tuple[str, Any]]:
        for name, element in elements.items():
            where = f"{place}/{element.tag}"
            if name in value:
                yield element.field, self._part(element, value[name], where)
            elif not element.optional:
                self._report(where, _ABSENT)

    def _part(self, element: Element, value: Any, place: str) -> Any:  # noqa: ANN401 - JSON, a value
        if not element.wrapped:
            return self._one(element, value, place)
        if not isinstance(value, list) or not value:
            return self._report(place, _NO_ITEMS)
        item = f"{place}/{element.wrapped.item}"
        return tuple(self._one(element, v, f"{item}[{n}]") for n, v in enumerate(value, start=1))

    def _one(self, element: Element, value: Any, place: str) -> Any:  # noqa: ANN401 - JSON, a value
        if isinstance(element.content, type):
            return self.object(element.content, value, place)
        try:
            return _simple(element.content, value)
        except _Unfit as error:
            return self._report(place, str(error))

    def _report(self, place: str, melding: str) -> None:
        self._findings.append(Finding("JSON", Level.SCHEMA, None, place, melding))
        if len(self._findings) >= MAX_FINDINGS:
            raise InvalidMessage(self._findings)


def _simple(content: Simple, value: Any) -> str | int | date | time:  # noqa: ANN401 - JSON
    if isinstance(content, Number):
        return _number(value)
    if not isinstance(value, str):
        raise _Unfit(_NO_TEXT)
    if isinstance(content, Day):
        return _day(value)
    if isinstance(content, Clocktime):
        return _time(value)
    if _NOT_XML.search(value):
        raise _Unfit(_NO_CHARACTER)
    return value


def _number(value: Any) -> int:  # noqa: ANN401 - JSON
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > _FAR_TOO_MUCH:
        raise _Unfit(_NO_NUMBER)
    return value


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text if _DATE.fullmatch(text) else "")
    except ValueError:
        raise _Unfit(_NO_DATE) from None


def _time(text: str) -> time:
    """One time is written in one way, so that a twin and its message say the same both ways."""
    try:
        return time.fromisoformat(text if _TIME.fullmatch(text) else "")
    except ValueError:
        raise _Unfit(_NO_TIME) from None
