# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A client for aanbieders and gemeenten: post messages, follow them, collect answers, take views.

Of the rest of this repository it knows the message standard alone; all else it learns over HTTP.
"""

from libs.client.messages import Client, Json, Waiting
from libs.client.session import Login, RefusedError, Session, UnreachableError

__all__ = [
    "Client",
    "Json",
    "Login",
    "RefusedError",
    "Session",
    "UnreachableError",
    "Waiting",
]
