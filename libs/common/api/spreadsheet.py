# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Tables as CSV the way Dutch spreadsheets read it: semicolons, decimal commas, no formulas."""

import csv
import io
from collections.abc import Iterable, Sequence

from fastapi import Request
from fastapi.responses import Response

from libs.common.api.forms import accepts

JSON, CSV = "application/json", "text/csv"
Cell = str | float | None
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def asked_form(request: Request, *others: str) -> str:
    """The media type that is asked for: the first of these others that is named, else JSON.

    A route that can give none of what is asked was refused before it came here (`forms`).
    """
    accept = request.headers.get("Accept", "*/*")
    named = next((form for form in others if form in accept), None)
    return named or next((form for form in (JSON, *others) if accepts(accept, (form,))), JSON)


def wants_csv(request: Request) -> bool:
    """Whether CSV is asked rather than JSON."""
    return asked_form(request, CSV) == CSV


def csv_response(names: Sequence[str], rows: Iterable[Sequence[Cell]], filename: str) -> Response:
    """A table with its heading, as a file to keep."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(names)
    for row in rows:
        writer.writerow([_plain(value) for value in row])
    headers = {"Content-Disposition": f'attachment; filename="{filename}"'}
    return Response(text.getvalue(), media_type=f"{CSV}; charset=utf-8", headers=headers)


def _plain(value: Cell) -> str:
    """A value that no spreadsheet takes for a formula; numbers with a decimal comma."""
    if value is None:
        return ""
    if isinstance(value, float):
        return str(value).replace(".", ",")
    text = str(value)
    if isinstance(value, str) and text.startswith(_FORMULA_STARTS):
        return f"'{text}"
    return text
