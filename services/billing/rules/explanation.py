# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Tells rule by rule why a line was approved or rejected, from the facts of that moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from services.billing.domain.declaratie import Regel
from services.billing.domain.feiten import RegelFeiten
from services.billing.rules import CLIENT_RULES, RULES, LineRule, sentences
from services.billing.rules.sentences import Feit

Bevonden = Literal["voldaan", "niet-voldaan", "niet-van-toepassing"]

_NOT_ASKED = "Deze regel is op deze prestatie niet van toepassing."
_LEFT_OUT = "Deze regel staat niet in de regelset waarmee is geoordeeld."


@dataclass(frozen=True, slots=True)
class Stap:
    """One rule that was looked at; `retourcode` only when it was broken.

    `zin` is what must hold, `bevinding` what was found.
    """

    regel: str
    zin: str
    bevinding: str
    oordeel: Bevonden
    retourcode: str | None
    feiten: Mapping[str, Feit]


def explain(regel: Regel, feiten: RegelFeiten) -> tuple[Stap, ...]:
    """Every rule on the line in the order of judging; same facts, same answer.

    A rule that the rule set of the facts leaves out was not asked.
    """
    return tuple(_step(line_rule, regel, feiten) for line_rule in RULES)


def _step(line_rule: LineRule, regel: Regel, feiten: RegelFeiten) -> Stap:
    rule = line_rule.rule
    if rule.id in feiten.regelset.zonder:
        return Stap(rule.id, rule.sentence, _LEFT_OUT, "niet-van-toepassing", None, {})
    if not line_rule.applies(regel, feiten):
        return Stap(rule.id, rule.sentence, _NOT_ASKED, "niet-van-toepassing", None, {})
    seen = line_rule.seen(regel, feiten)
    told = line_rule.tells(seen)
    if rule.holds(regel, feiten):
        return Stap(rule.id, rule.sentence, told, "voldaan", None, seen)
    return Stap(rule.id, rule.sentence, told, "niet-voldaan", rule.retourcode, seen)


def explain_client(andermans_toewijzingen: tuple[int, ...]) -> tuple[Stap, ...]:
    """The rule on the client, which goes before those on its lines."""
    rule = CLIENT_RULES[0]
    told = sentences.andermans(len(andermans_toewijzingen))
    if not andermans_toewijzingen:
        return (Stap(rule.id, rule.sentence, told, "voldaan", None, {}),)
    numbers = ", ".join(str(nummer) for nummer in andermans_toewijzingen)
    seen: dict[str, Feit] = {"toewijzingenVanEenAndereClient": numbers}
    return (Stap(rule.id, rule.sentence, told, "niet-voldaan", rule.retourcode, seen),)
