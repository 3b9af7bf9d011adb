# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The HTTP edge that all services share: application, models, errors, writes."""

from libs.common.api.app import create_app, probe_routes
from libs.common.api.model import ApiModel, Cursor, Limit, decode_cursor, encode_cursor, paged
from libs.common.api.position import as_position, position
from libs.common.api.request import Rt, location, runtime_of
from libs.common.api.spreadsheet import csv_response, wants_csv
from libs.common.api.write import Answer, IdempotencyKey, etag, require_match, write

__all__ = [
    "Answer",
    "ApiModel",
    "Cursor",
    "IdempotencyKey",
    "Limit",
    "Rt",
    "as_position",
    "create_app",
    "csv_response",
    "decode_cursor",
    "encode_cursor",
    "etag",
    "location",
    "paged",
    "position",
    "probe_routes",
    "require_match",
    "runtime_of",
    "wants_csv",
    "write",
]
