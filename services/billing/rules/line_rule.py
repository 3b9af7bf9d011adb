# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A rule on a claim line together with when it applies and which facts it shows to people."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from libs.ijw import Finding, Rule
from services.billing.domain.declaratie import Regel
from services.billing.domain.eenheden import hours_in_minutes
from services.billing.domain.feiten import RegelFeiten
from services.billing.rules.sentences import Feit, Tells

Applies = Callable[[Regel, RegelFeiten], bool]
Seen = Callable[[Regel, RegelFeiten], dict[str, Feit]]


@dataclass(frozen=True, slots=True)
class LineRule:
    """`rule` holds by itself where it does not apply, so that only a true cause is reported.

    `predicate` is what it holds where it does.
    """

    rule: Rule[Regel, RegelFeiten]
    applies: Applies
    predicate: Applies
    seen: Seen
    tells: Tells

    def finding(self, regel: Regel, feiten: RegelFeiten) -> Finding:
        """What is wrong with this line, with its numbers; only where the rule is broken."""
        found = self.rule.finding(regel.plaats)
        return replace(found, melding=self.tells(self.seen(regel, feiten)))


def line_rule(
    *, applies: Applies, seen: Seen, tells: Tells
) -> Callable[[Rule[Regel, RegelFeiten]], LineRule]:
    """Complete a rule; `seen`, and `tells` of it, are asked only where the rule applies."""

    def complete(rule: Rule[Regel, RegelFeiten]) -> LineRule:
        predicate = rule.holds

        def holds(regel: Regel, feiten: RegelFeiten) -> bool:
            return not applies(regel, feiten) or predicate(regel, feiten)

        return LineRule(replace(rule, holds=holds), applies, predicate, seen, tells)

    return complete


def always(_regel: Regel, _feiten: RegelFeiten) -> bool:
    """Debit and credit, whatever is known."""
    return True


def is_credit(regel: Regel, _feiten: RegelFeiten) -> bool:
    """A line that takes an earlier one back."""
    return regel.credit


def is_debit(regel: Regel, _feiten: RegelFeiten) -> bool:
    """A line that asks for money; substance is looked at only here (IV085)."""
    return not regel.credit


def is_debit_on_toewijzing(regel: Regel, feiten: RegelFeiten) -> bool:
    """A debit on a toewijzing that exists and was not deleted."""
    return not regel.credit and feiten.toewijzing is not None and not feiten.toewijzing.verwijderd


def unit_fits(regel: Regel, agreed: str) -> bool:
    """The agreed unit, or minutes where hours were agreed."""
    return regel.eenheid == agreed or hours_in_minutes(agreed, regel.eenheid)
