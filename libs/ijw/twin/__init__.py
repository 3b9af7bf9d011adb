# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The JSON twin of a message: the same content under the same names, made from the declarations.

A wrapper with its items is an array under the name of the wrapper; what is absent is left out.
"""

from libs.ijw.twin.reading import from_json
from libs.ijw.twin.schema import json_schema
from libs.ijw.twin.writing import to_json

__all__ = ["from_json", "json_schema", "to_json"]
