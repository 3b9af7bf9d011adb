# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Judges all lines of a message: clients first, then credits, then debits as they fit."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from libs.ijw import Finding, evaluate
from services.billing.domain.contract import Contractproduct, choose_product
from services.billing.domain.declaratie import DeclaratieClient, Regel
from services.billing.domain.feiten import Feiten, Gebruik, RegelFeiten
from services.billing.domain.grenzen import Pgb, Plafond
from services.billing.domain.toewijzing import Toewijzing
from services.billing.rules import CLIENT_RULES, RULES, sentences
from services.billing.rules.verdict import NIET_BEOORDEELD, ClientOordeel, RegelOordeel

_BY_CONDITION = [
    (applies, [line.predicate for line in RULES if line.applies is applies])
    for applies in dict.fromkeys(line.applies for line in RULES)
]
"""Each condition is asked once for all rules that share it: most lines break none of them."""


def adjudicate(clienten: Sequence[DeclaratieClient], feiten: Feiten) -> tuple[ClientOordeel, ...]:
    """The verdict on every line, in message order.

    Credits come before debits (OP366). Debits then take volume and budget one by one in message
    order, and a line that is rejected, for whatever reason, takes nothing.
    """
    refused = {id(c): found for c in clienten if (found := _client_findings(c, feiten))}
    stand = _Stand(feiten, _repeated(clienten))
    free = [regel for c in clienten if id(c) not in refused for regel in c.regels]
    verdicts = {r.nummer: stand.judge(r) for r in sorted(free, key=lambda r: not r.credit)}
    return tuple(_verdict(c, refused.get(id(c), ()), verdicts, feiten) for c in clienten)


def _referred(client: DeclaratieClient, feiten: Feiten) -> tuple[Toewijzing, ...]:
    nummers = sorted({regel.toewijzing_nummer for regel in client.regels})
    return tuple(feiten.toewijzingen[n] for n in nummers if n in feiten.toewijzingen)


def _foreign(client: DeclaratieClient, feiten: Feiten) -> tuple[int, ...]:
    """Numbers of toewijzingen that it refers to and that are of another client."""
    return tuple(
        toewijzing.toewijzing_nummer
        for toewijzing in _referred(client, feiten)
        if toewijzing.client_pseudoniem != client.pseudoniem
    )


def _client_findings(client: DeclaratieClient, feiten: Feiten) -> tuple[Finding, ...]:
    found = evaluate(CLIENT_RULES, client, _referred(client, feiten), client.plaats)
    if not found:
        return ()
    told = sentences.andermans(len(_foreign(client, feiten)))
    return tuple(replace(finding, melding=told) for finding in found)


def _repeated(clienten: Iterable[DeclaratieClient]) -> frozenset[str]:
    """Reference numbers that occur more than once in this message."""
    counts = Counter(regel.referentie_nummer for c in clienten for regel in c.regels)
    return frozenset(nummer for nummer, count in counts.items() if count > 1)


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


def _is_in_order(regel: Regel, feiten: RegelFeiten) -> bool:
    return all(
        predicate(regel, feiten)
        for applies, predicates in _BY_CONDITION
        if applies(regel, feiten)
        for predicate in predicates
    )


class _Stand:
    """What the approved lines so far have used and opened, on top of what was known before."""

    def __init__(self, feiten: Feiten, repeated: frozenset[str]) -> None:
        self._feiten = feiten
        self._repeated = repeated
        self._gebruik = dict(feiten.gebruik)
        self._open = dict(feiten.open_debetten)
        self._besteed = dict(feiten.besteed)
        zonder = feiten.regelset.zonder
        self._rules = tuple(line for line in RULES if line.rule.id not in zonder)

    def judge(self, regel: Regel) -> RegelOordeel:
        facts = self._facts(regel)
        if _is_in_order(regel, facts):
            self._approve(regel, facts)
            return RegelOordeel(regel, facts, (), ())
        findings = tuple(
            line.finding(regel, facts) for line in self._rules if not line.rule.holds(regel, facts)
        )
        codes = tuple(dict.fromkeys(f.retourcode for f in findings if f.retourcode))
        return RegelOordeel(regel, facts, findings, codes)

    def _facts(self, regel: Regel) -> RegelFeiten:
        known = self._feiten
        candidates = known.producten.get((regel.categorie, regel.code), ())
        product = choose_product(candidates, regel.periode_begin)
        plafond = _plafond(regel, product, known)
        toewijzing = known.toewijzingen.get(regel.toewijzing_nummer)
        nummer = regel.referentie_nummer
        return RegelFeiten(
            declaratie_eind=known.declaratie_eind,
            toewijzing=toewijzing,
            product=product,
            referentie_bekend=nummer in known.bekende_referenties or nummer in self._repeated,
            debet=known.debetregels.get(regel.vorig_referentie_nummer or ""),
            open_debet=self._open.get(regel.sleutel),
            gebruik=self._gebruik.get(regel.toewijzing_nummer, Gebruik()),
            pgb=_pgb(regel, toewijzing, known),
            plafond=plafond,
            besteed=self._besteed.get(plafond.sleutel, 0) if plafond else 0,
            regelset=known.regelset,
        )

    def _approve(self, regel: Regel, facts: RegelFeiten) -> None:
        nummer = regel.toewijzing_nummer
        self._gebruik[nummer] = self._gebruik.get(nummer, Gebruik()).plus(regel)
        if facts.plafond:
            self._besteed[facts.plafond.sleutel] = facts.besteed + regel.signed
        if regel.credit:
            self._open.pop(regel.sleutel, None)
        else:
            self._open[regel.sleutel] = regel.referentie_nummer


def _plafond(regel: Regel, product: Contractproduct | None, feiten: Feiten) -> Plafond | None:
    """The ceiling of the contract in the year of the care."""
    if product is None or not feiten.plafonds:
        return None
    return feiten.plafonds.get((product.contract_id, regel.periode_begin.year))


def _pgb(regel: Regel, toewijzing: Toewijzing | None, feiten: Feiten) -> Pgb | None:
    """The first budget that excludes the line; most clients have none."""
    if toewijzing is None or not feiten.pgbs:
        return None
    product = (regel.categorie, regel.code)
    held = feiten.pgbs.get(toewijzing.client_pseudoniem, ())
    found = (p for p in held if p.excludes(product, regel.periode_begin, regel.periode_eind))
    return next(found, None)
