# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The iJw 3.2 message standard: read, check, write and answer its fourteen messages."""

from libs.ijw.answers import declaratie_antwoord, retourbericht
from libs.ijw.bsn import passes_elfproef, reserved_bsns
from libs.ijw.check import check
from libs.ijw.claimed import Claimed, ClaimedClient, Line, read_claimed
from libs.ijw.codelists import (
    Code,
    Codelist,
    Gemeente,
    codelist,
    codelists,
    gemeente_exists,
    gemeenten,
)
from libs.ijw.document import MAX_BYTES
from libs.ijw.findings import Finding, InvalidMessage, Level, MessageError, UnreadableMessage
from libs.ijw.heading import Heading, heading, sniff
from libs.ijw.messages import (
    JW301,
    JW302,
    JW305,
    JW306,
    JW307,
    JW308,
    JW315,
    JW316,
    JW317,
    JW318,
    JW319,
    JW320,
    JW323,
    JW325,
)
from libs.ijw.pair import check_answer
from libs.ijw.reader import Message, read, verdict
from libs.ijw.rule import Rule, evaluate, rule
from libs.ijw.writer import message_type, write

__all__ = [
    "JW301",
    "JW302",
    "JW305",
    "JW306",
    "JW307",
    "JW308",
    "JW315",
    "JW316",
    "JW317",
    "JW318",
    "JW319",
    "JW320",
    "JW323",
    "JW325",
    "MAX_BYTES",
    "Claimed",
    "ClaimedClient",
    "Code",
    "Codelist",
    "Finding",
    "Gemeente",
    "Heading",
    "InvalidMessage",
    "Level",
    "Line",
    "Message",
    "MessageError",
    "Rule",
    "UnreadableMessage",
    "check",
    "check_answer",
    "codelist",
    "codelists",
    "declaratie_antwoord",
    "evaluate",
    "gemeente_exists",
    "gemeenten",
    "heading",
    "message_type",
    "passes_elfproef",
    "read",
    "read_claimed",
    "reserved_bsns",
    "retourbericht",
    "rule",
    "sniff",
    "verdict",
    "write",
]
