# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Figures as a table to download: CSV for a spreadsheet, Parquet for an analyst."""

import asyncio
import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Literal

import pyarrow as pa
import pyarrow.parquet as pq
from fastapi import Request
from fastapi.responses import Response

from libs.common.api import CSV, asked_form, csv_response

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
_SOORTEN = {"tekst": pa.string(), "getal": pa.int64(), "breuk": pa.float64()}


def gevraagde_vorm(request: Request) -> str:
    """The media type that is asked for."""
    return asked_form(request, PARQUET, CSV)


def moment_van(peilmoment: datetime) -> str:
    """A moment as it stands in the JSON of the same answer: in UTC, ending in Z."""
    return peilmoment.astimezone(UTC).isoformat().replace("+00:00", "Z")


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
