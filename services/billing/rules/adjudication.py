# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Judges all lines of a message: clients first, then credits, then debits as they fit."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from itertools import chain
from operator import attrgetter

from libs.ijw import Finding, evaluate
from services.billing.domain.contract import Contractproduct, choose_product
from services.billing.domain.declaratie import DeclaratieClient, Regel
from services.billing.domain.feiten import ONGEBRUIKT, Feiten, RegelFeiten
from services.billing.domain.grenzen import Pgb, Plafond
from services.billing.domain.toewijzing import Toewijzing
from services.billing.rules import CLIENT_RULES, RULES, in_force, sentences
from services.billing.rules.line_rule import Applies, LineRule
from services.billing.rules.shapes import Shapes
from services.billing.rules.verdict import NIET_BEOORDEELD, ClientOordeel, Oordeel, RegelOordeel

Predicates = tuple[tuple[Applies, tuple[Applies, ...]], ...]


@lru_cache(maxsize=64)
def _by_condition(zonder: frozenset[str]) -> tuple[tuple[LineRule, ...], Predicates]:
    """The rules of a rule set, and the same by condition.

    Each condition is asked once for all rules that share it: most lines break none of them. What a
    rule set leaves out is in neither, so that a line which breaks nothing else takes its volume.
    """
    rules = tuple(line for line in RULES if line.rule.id not in zonder)
    conditions = dict.fromkeys(line.applies for line in rules)
    return rules, tuple(
        (applies, tuple(line.predicate for line in rules if line.applies is applies))
        for applies in conditions
    )


def judge_lines(clienten: Sequence[DeclaratieClient], feiten: Feiten) -> Oordeel:
    """The verdict on a declaratie that comes to its lines, with all findings in message order."""
    judged = adjudicate(clienten, feiten)
    found = [
        finding
        for client in judged
        for finding in (*client.bevindingen, *(f for r in client.regels for f in r.bevindingen))
    ]
    return Oordeel("regels", tuple(found), judged)


def adjudicate(clienten: Sequence[DeclaratieClient], feiten: Feiten) -> tuple[ClientOordeel, ...]:
    """The verdict on every line, in message order.

    Credits come before debits (OP366). Debits then take volume and budget one by one in message
    order, and a line that is rejected, for whatever reason, takes nothing. Who is claimed under a
    BSN that was corrected since is the client of the toewijzing still.
    """
    if feiten.personen:
        clienten = [client.meant(feiten.personen) for client in clienten]
        feiten = feiten.of_persons()
    refused = {id(c): found for c in clienten if (found := _client_findings(c, feiten))}
    stand = _Stand(feiten, _repeated(clienten))
    free = [regel for c in clienten if id(c) not in refused for regel in c.regels]
    verdicts = {oordeel.regel.nummer: oordeel for oordeel in stand.plainly_in_order(free)}
    left = (regel for regel in free if regel.nummer not in verdicts)
    for regel in sorted(left, key=attrgetter("credit"), reverse=True):
        verdicts[regel.nummer] = stand.judge(regel)
    return tuple(_verdict(c, refused.get(id(c), ()), verdicts, feiten) for c in clienten)


def _referred(client: DeclaratieClient, feiten: Feiten) -> tuple[Toewijzing, ...]:
    nummers = sorted(set(map(_nummer, client.regels)))
    return tuple(filter(None, map(feiten.toewijzingen.get, nummers)))


_nummer = attrgetter("toewijzing_nummer")


def _foreign(client: DeclaratieClient, feiten: Feiten) -> tuple[int, ...]:
    """Numbers of toewijzingen that it refers to and that are of another client."""
    return tuple(
        toewijzing.toewijzing_nummer
        for toewijzing in _referred(client, feiten)
        if toewijzing.client_pseudoniem != client.pseudoniem
    )


def _client_findings(client: DeclaratieClient, feiten: Feiten) -> tuple[Finding, ...]:
    rules = in_force(CLIENT_RULES, feiten.regelset)
    found = evaluate(rules, client, _referred(client, feiten), client.plaats)
    if not found:
        return ()
    told = sentences.andermans(len(_foreign(client, feiten)))
    return tuple(replace(finding, melding=told) for finding in found)


def _repeated(clienten: Iterable[DeclaratieClient]) -> frozenset[str]:
    """Reference numbers that occur more than once in this message, or name nothing."""
    counts = Counter(map(attrgetter("referentie_nummer"), chain(*(c.regels for c in clienten))))
    return frozenset(n for n, count in counts.items() if count > 1 or n.isspace())


def _verdict(
    client: DeclaratieClient,
    findings: Sequence[Finding],
    verdicts: dict[int, RegelOordeel],
    feiten: Feiten,
) -> ClientOordeel:
    if not findings:
        lines = tuple(verdicts[regel.nummer] for regel in client.regels)
        return ClientOordeel(client, (), (), lines)
    lines = tuple(RegelOordeel(regel, None, (), (NIET_BEOORDEELD,)) for regel in client.regels)
    return ClientOordeel(client, tuple(findings), _foreign(client, feiten), lines)


def _is_in_order(regel: Regel, feiten: RegelFeiten, by_condition: Predicates) -> bool:
    for applies, predicates in by_condition:
        if applies(regel, feiten):
            for predicate in predicates:
                if not predicate(regel, feiten):
                    return False
    return True


_as_feiten = partial(tuple.__new__, RegelFeiten)
_as_oordeel = partial(tuple.__new__, RegelOordeel)
"""Of all its values in their order."""


class _Stand:
    """What the approved lines so far have used and opened, on top of what was known before."""

    def __init__(self, feiten: Feiten, repeated: frozenset[str]) -> None:
        self._feiten = feiten
        self._repeated = repeated
        self._gebruik = dict(feiten.gebruik)
        self._open = dict(feiten.open_debetten)
        self._besteed = dict(feiten.besteed)
        self._rules, self._by_condition = _by_condition(feiten.regelset.zonder)
        self._shapes = Shapes(self._rules)
        self._producten: dict[tuple[object, ...], tuple[Contractproduct | None, str | None]] = {}

    def plainly_in_order(self, regels: Sequence[Regel]) -> Iterator[RegelOordeel]:
        """Debits on which no other line bears, as far as they are plainly in order.

        Whether a line is judged before or after these is all one, for it as for them. Lines of one
        shape are looked at together; what is not found here has to be judged in its turn.
        """
        for pairs in self._alone(regels).values():
            regel, toewijzing = pairs[0]
            product, _ = self._product(regel, toewijzing)
            if len(pairs) == 1 or product is None or _plafond(regel, product, self._feiten):
                continue
            facts = [self._facts_alone(product, one) for _, one in pairs]
            shape = self._shapes.of(regel, facts[0])
            for (regel, toewijzing), seen in zip(pairs, facts, strict=True):
                if shape is not None and shape.holds(regel, seen, toewijzing):
                    yield _as_oordeel((regel, seen, (), ()))

    def _alone(
        self, regels: Sequence[Regel]
    ) -> dict[tuple[object, ...], list[tuple[Regel, Toewijzing]]]:
        """Debits that are alone on their toewijzing, by all that is the same for one shape."""
        known = self._feiten
        counts = Counter(map(_nummer, regels))
        opened = {nummer for nummer, *_ in known.open_debetten}
        met = known.bekende_referenties | self._repeated
        found: dict[tuple[object, ...], list[tuple[Regel, Toewijzing]]] = defaultdict(list)
        for regel in regels:
            _, _, referentie, vorig, nummer, *product, _, eenheid, tarief, _, credit = regel
            toewijzing = known.toewijzingen.get(nummer)
            if toewijzing is None or credit or vorig is not None or counts[nummer] > 1:
                continue
            _, _, _, _, pseudoniem, *awarded, _, einde, omvang, budget, reden, moved, _ = toewijzing
            bears = nummer in opened or referentie in met or pseudoniem in known.pgbs
            if bears or moved is not None:
                continue
            of_line = (*product, eenheid, tarief)
            of_award = (*awarded, id(omvang), einde is None, budget is None, reden)
            found[of_line, of_award].append((regel, toewijzing))
        return found

    def _facts_alone(self, product: Contractproduct, toewijzing: Toewijzing) -> RegelFeiten:
        known = self._feiten
        gebruik = known.gebruik.get(toewijzing.toewijzing_nummer, ONGEBRUIKT)
        return _as_feiten(
            (
                *(known.declaratie_eind, toewijzing, product, None),
                *(False, None, None, gebruik, None, None, 0, known.regelset),
            )
        )

    def judge(self, regel: Regel) -> RegelOordeel:
        facts = self._facts(regel)
        plainly = self._shapes.in_order(regel, facts)
        if plainly or _is_in_order(regel, facts, self._by_condition):
            self._approve(regel, facts)
            return RegelOordeel(regel, facts, (), ())
        findings = tuple(
            line.finding(regel, facts) for line in self._rules if not line.rule.holds(regel, facts)
        )
        codes = tuple(dict.fromkeys(f.retourcode for f in findings if f.retourcode))
        return RegelOordeel(regel, facts, findings, codes)

    def _facts(self, regel: Regel) -> RegelFeiten:
        known = self._feiten
        _, _, nummer, vorig, toewijzing_nummer, *_ = regel
        toewijzing = known.toewijzingen.get(toewijzing_nummer)
        product, elders = self._product(regel, toewijzing)
        plafond = None if elders or not known.plafonds else _plafond(regel, product, known)
        # In the order of the fields: of tens of thousands, a name for each value counts.
        return _as_feiten(
            (
                known.declaratie_eind,
                toewijzing,
                product,
                elders,
                nummer in known.bekende_referenties or nummer in self._repeated,
                None if vorig is None else known.debetregels.get(vorig),
                self._open.get(regel.sleutel),
                self._gebruik.get(toewijzing_nummer, ONGEBRUIKT),
                _pgb(regel, toewijzing, known) if known.pgbs else None,
                plafond,
                self._besteed.get(plafond.sleutel, 0) if plafond else 0,
                known.regelset,
            )
        )

    def _product(
        self, regel: Regel, toewijzing: Toewijzing | None
    ) -> tuple[Contractproduct | None, str | None]:
        """As `_product`; the same for all lines of a product and day where nobody moved."""
        if self._feiten.elders:
            return _product(regel, toewijzing, self._feiten)
        key = (regel.categorie, regel.code, regel.periode_begin)
        try:
            return self._producten[key]
        except KeyError:
            found = self._producten[key] = _product(regel, toewijzing, self._feiten)
            return found

    def _approve(self, regel: Regel, facts: RegelFeiten) -> None:
        nummer = regel.toewijzing_nummer
        self._gebruik[nummer] = facts.gebruik.plus(regel)
        if facts.plafond:
            self._besteed[facts.plafond.sleutel] = facts.besteed + regel.signed
        if regel.credit:
            self._open.pop(regel.sleutel, None)
        else:
            self._open[regel.sleutel] = regel.referentie_nummer


def _product(
    regel: Regel, toewijzing: Toewijzing | None, feiten: Feiten
) -> tuple[Contractproduct | None, str | None]:
    """The product under contract; after a move that of the gemeente before, and which that is.

    That one counts where the own contract prices nothing in the unit of the toewijzing: for a year,
    and under no ceiling (R-20).
    """
    day, key = regel.periode_begin, (regel.categorie, regel.code)
    own = choose_product(feiten.producten.get(key, ()), day)
    before = toewijzing.at_old_tariff(day) if toewijzing and feiten.elders else None
    if before is None or toewijzing is None:
        return own, None
    awarded = toewijzing.omvang.eenheid if toewijzing.omvang else None
    fits = own is not None and (awarded is None or own.eenheid in (None, awarded))
    if own is not None and fits and own.tarief_on(day, toewijzing.ingangsdatum):
        return own, None
    there = choose_product(feiten.elders.get(before, {}).get(key, ()), day)
    return (own, None) if there is None else (there, before)


def _plafond(regel: Regel, product: Contractproduct | None, feiten: Feiten) -> Plafond | None:
    """The ceiling of the contract in the year of the care."""
    if product is None:
        return None
    return feiten.plafonds.get((product.contract_id, regel.periode_begin.year))


def _pgb(regel: Regel, toewijzing: Toewijzing | None, feiten: Feiten) -> Pgb | None:
    """The first budget that excludes the line; most clients have none."""
    if toewijzing is None:
        return None
    product = (regel.categorie, regel.code)
    held = feiten.pgbs.get(toewijzing.client_pseudoniem, ())
    found = (p for p in held if p.excludes(product, regel.periode_begin, regel.periode_eind))
    return next(found, None)
