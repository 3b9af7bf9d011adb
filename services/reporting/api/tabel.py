# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Figures as a table to download: CSV for a spreadsheet, Parquet for an analyst."""

import asyncio
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pyarrow as pa
import pyarrow.parquet as pq
from fastapi import Request
from fastapi.responses import Response

from libs.common.api import CSV, JSON, ApiModel, asked_form, csv_response, next_link

Rij = Sequence[Any]
Soort = Literal["tekst", "getal", "breuk"]
Kolommen = Mapping[str, Soort]
"""Names with what stands in them; amounts are whole cents, percentages fractions of a hundred."""

PARQUET = "application/vnd.apache.parquet"
ANTWOORDEN: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {
            CSV: {"schema": {"type": "string"}},
            PARQUET: {"schema": {"type": "string", "format": "binary"}},
        }
    },
    406: {"description": "Alleen JSON, CSV en Parquet."},
}
_OVER = (
    "zorgvorm",
    "jaar",
    "per",
    "van",
    "tot",
    "kwartaal",
    "voortgang",
    "peilmoment",
    "definitieversie",
)
"""What an answer says of itself, and a file of it on every row."""
_SOORTEN = {"tekst": pa.string(), "getal": pa.int64(), "breuk": pa.float64()}


def gevraagde_vorm(request: Request) -> str:
    """The media type that is asked for."""
    return asked_form(request, PARQUET, CSV)


@dataclass(frozen=True, slots=True)
class Bestand:
    """The rows of a view as a file: its name, its columns, and of each row what is called so in the
    JSON."""

    naam: str
    kolommen: Kolommen
    rijen: Sequence[Mapping[str, Any]]


def rijen_van(shown: Sequence[ApiModel]) -> list[dict[str, Any]]:
    """Rows as they stand in the JSON of the same answer."""
    return [one.model_dump(mode="json", by_alias=True) for one in shown]


async def geef(
    request: Request, shown: ApiModel, bestand: Bestand, last: str | None = None
) -> Response:
    """A view in the form that is asked, with the way to the next page behind `last`."""
    vorm, headers = gevraagde_vorm(request), next_link(request, last)
    if vorm == JSON:
        body = shown.model_dump_json(by_alias=True)
        return Response(body, media_type=JSON, headers=headers)
    told = shown.model_dump(mode="json", by_alias=True, exclude=_rows_of(shown))
    over = {name: str(told[name]) for name in _OVER if name in told}
    rows = [[_cel(rij[name]) for name in bestand.kolommen] for rij in bestand.rijen]
    file = await als_tabel(vorm, bestand.kolommen, rows, bestand.naam, over)
    file.headers.update(headers)
    return file


def _rows_of(shown: ApiModel) -> set[str]:
    return {name for name in type(shown).model_fields if isinstance(getattr(shown, name), list)}


def _cel(waarde: Any) -> Any:  # noqa: ANN401 - of any column
    """A number of clients as it is to be shown."""
    return waarde["weergave"] if isinstance(waarde, dict) else waarde


async def als_tabel(
    vorm: str, kolommen: Kolommen, rijen: Sequence[Rij], naam: str, over: Mapping[str, str]
) -> Response:
    """The rows as a file. What they are about (`over`: period, moment, version) travels in it: in
    CSV as the last columns of every row, in Parquet as metadata."""
    if vorm == CSV:
        rows = ([*rij, *over.values()] for rij in rijen)
        return csv_response([*kolommen, *over], rows, f"{naam}.csv")
    content = await asyncio.to_thread(_parquet, kolommen, rijen, over)
    headers = {"Content-Disposition": f'attachment; filename="{naam}.parquet"'}
    return Response(content, media_type=PARQUET, headers=headers)


def _parquet(kolommen: Kolommen, rijen: Sequence[Rij], over: Mapping[str, str]) -> bytes:
    schema = pa.schema(
        [pa.field(name, _SOORTEN[soort]) for name, soort in kolommen.items()], metadata=dict(over)
    )
    columns = zip(*rijen, strict=True) if rijen else [()] * len(kolommen)
    arrays = [pa.array(values, field.type) for values, field in zip(columns, schema, strict=True)]
    file = io.BytesIO()
    pq.write_table(pa.table(arrays, schema=schema), file, compression="zstd")
    return file.getvalue()
