# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The HTTP edge that all services share: application, models, errors, writes."""

from libs.common.api.app import create_app, probe_routes
from libs.common.api.body import read_at_most
from libs.common.api.forms import MOST_BYTES
from libs.common.api.lines import Given, Line, given_lines, read_lines
from libs.common.api.model import (
    ApiModel,
    Cursor,
    Limit,
    decode_cursor,
    encode_cursor,
    next_link,
    paged,
)
from libs.common.api.moment import to_come
from libs.common.api.position import as_position, position
from libs.common.api.request import Rt, location, runtime_of
from libs.common.api.spreadsheet import CSV, JSON, asked_form, csv_response, wants_csv
from libs.common.api.write import (
    Answer,
    Change,
    IdempotencyKey,
    IfNoneMatch,
    Step,
    etag,
    is_known,
    match_if_given,
    require_match,
    write,
)

__all__ = [
    "CSV",
    "JSON",
    "MOST_BYTES",
    "Answer",
    "ApiModel",
    "Change",
    "Cursor",
    "Given",
    "IdempotencyKey",
    "IfNoneMatch",
    "Limit",
    "Line",
    "Rt",
    "Step",
    "as_position",
    "asked_form",
    "create_app",
    "csv_response",
    "decode_cursor",
    "encode_cursor",
    "etag",
    "given_lines",
    "is_known",
    "location",
    "match_if_given",
    "next_link",
    "paged",
    "position",
    "probe_routes",
    "read_at_most",
    "read_lines",
    "require_match",
    "runtime_of",
    "to_come",
    "wants_csv",
    "write",
]
