# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Many things in one body: CSV with a heading, or a JSON object per line; read one by one."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import get_args

from fastapi import Request
from pydantic import BaseModel, ValidationError
from pydantic_core import from_json

from libs.common.api.body import MEGABYTE, read_at_most
from libs.common.api.errors import params_of
from libs.common.problem import InvalidInput, InvalidParam, UnsupportedMedia

MAX_BYTES = 25 * MEGABYTE
CSV, NDJSON = "text/csv", "application/x-ndjson"
_NUMBER = re.compile(r"-?[0-9]{1,15}", re.ASCII)
_NESTED = ("[", "{")


@dataclass(frozen=True, slots=True)
class Line:
    """One row, counted from 1 without the heading: a value, or what is wrong with its form."""

    number: int
    value: BaseModel | None
    faults: tuple[InvalidParam, ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """A body with its media type."""

    media: str
    content: bytes


async def given_lines(request: Request) -> Given:
    """The body, never more than `MAX_BYTES` of it. Raises `UnsupportedMedia` and `TooLarge`."""
    media = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if media not in (CSV, NDJSON):
        raise UnsupportedMedia(f"Stuur de rijen als {CSV} of {NDJSON}.")
    return Given(media, await read_at_most(request, MAX_BYTES, "Een invoer"))


def read_lines(given: Given, model: type[BaseModel], most: int) -> Iterator[Line]:
    """The rows one by one, each read as `model`; blank ones are passed over.

    In CSV (UTF-8; comma or semicolon) columns are named as fields on the wire, an empty cell is a
    field left out, and a cell that begins as a list or object in JSON is one. Raises
    `InvalidInput` when it is no text, has no heading, or has more than `most` rows.
    """
    try:
        text = given.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidInput("De invoer is geen UTF-8.", code="geen-utf8") from error
    if sum(1 for _ in _rows(given.media, text, model)) > most:
        raise InvalidInput(f"Ten hoogste {most} rijen per keer.", code="te-veel-rijen")
    for number, row in enumerate(_rows(given.media, text, model), start=1):
        yield _line(number, row, model)


def _rows(media: str, text: str, model: type[BaseModel]) -> Iterator[object]:
    return _csv_rows(text, model) if media == CSV else _json_rows(text)


def _line(number: int, row: object, model: type[BaseModel]) -> Line:
    if isinstance(row, _Broken):
        return Line(number, None, (InvalidParam("", "onleesbaar", row.reason),))
    try:
        return Line(number, model.model_validate(row))
    except ValidationError as error:
        return Line(number, None, tuple(params_of(error)))


@dataclass(frozen=True, slots=True)
class _Broken:
    """A row that is not of the form at all."""

    reason: str


def _json_rows(text: str) -> Iterator[object]:
    for line in io.StringIO(text):
        if not line.strip():
            continue
        try:
            yield from_json(line)
        except ValueError:
            yield _Broken("is geen geldige JSON op een regel")


def _csv_rows(text: str, model: type[BaseModel]) -> Iterator[object]:
    heading = text.partition("\n")[0]
    delimiter = ";" if heading.count(";") >= heading.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    names = _heading(reader)
    whole = _whole_numbers(model)
    while True:
        try:
            cells = next(reader, None)
        except csv.Error:
            yield _Broken("is geen geldige CSV")
            continue
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield _csv_row(names, cells, whole)


def _heading(reader: Iterator[list[str]]) -> list[str]:
    try:
        names = [name.strip() for name in next(reader, [])]
    except csv.Error as error:
        raise InvalidInput("De kop is geen geldige CSV.", code="kop-onleesbaar") from error
    if not names or not all(names) or len(set(names)) != len(names):
        detail = "De eerste regel noemt de velden, elk een keer."
        raise InvalidInput(detail, code="kop-onjuist")
    return names


def _csv_row(names: list[str], cells: list[str], whole: frozenset[str]) -> object:
    if len(cells) != len(names):
        return _Broken(f"heeft {len(cells)} velden, en de kop {len(names)}")
    given: Mapping[str, str] = dict(zip(names, map(str.strip, cells), strict=True))
    try:
        return {name: _cell(name, cell, whole) for name, cell in given.items() if cell}
    except ValueError:
        return _Broken("heeft een veld met ongeldige JSON")


def _cell(name: str, cell: str, whole: frozenset[str]) -> object:
    if cell.startswith(_NESTED):
        return from_json(cell)
    return int(cell) if name in whole and _NUMBER.fullmatch(cell) else cell


def _whole_numbers(model: type[BaseModel]) -> frozenset[str]:
    """Fields that are whole numbers, as they are called on the wire: CSV knows text only."""
    return frozenset(
        field.alias or name
        for name, field in model.model_fields.items()
        if int in (field.annotation, *get_args(field.annotation))
    )
