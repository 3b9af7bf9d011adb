# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Awards, deliveries, referrals and told figures beside the lines that `benchmarks.facts` makes."""

import asyncpg

from benchmarks.facts import GEMEENTEN

_CLIENT = (
    "SELECT DISTINCT ON (client_pseudoniem) client_pseudoniem, gemeentecode, agb_code, categorie, "
    "code, client_pseudoniem::int AS n, min(maand) OVER wie AS begin, "
    "max(maand) OVER wie AS laatst FROM regel WINDOW wie AS (PARTITION BY client_pseudoniem)"
)
_KNOWN = "timestamptz '2026-11-01'"
_CARE = (
    f"CREATE UNLOGGED TABLE mens AS {_CLIENT}",
    "UPDATE regel SET toewijzing_nummer = client_pseudoniem::int",
    # An award of its months for each client: by month, by week, or a total.
    "INSERT INTO toewijzing (gemeentecode, toewijzing_nummer, versie, bekend_op, agb_code, "  # noqa: S608 - our own names
    "client_pseudoniem, geboortemaand, geslacht, categorie, code, ingangsdatum, einddatum, volume, "
    "eenheid, frequentie, vastgesteld_op) "
    f"SELECT gemeentecode, n, 1, {_KNOWN}, agb_code, client_pseudoniem, "
    "(2006 + n % 18) || '-' || lpad((1 + n % 12)::text, 2, '0'), 1 + n % 2, categorie, code, "
    "begin + n % 20, CASE WHEN n % 3 > 0 THEN (laatst + interval '1 month')::date - 1 END, 2, "
    f"'04', (ARRAY['2', '4', '6'])[1 + n % 3], {_KNOWN} FROM mens",
    "INSERT INTO toewijzing_maand (gemeentecode, toewijzing_nummer, maand, bekend_op, "  # noqa: S608
    "vorige_maand, agb_code, categorie, code, bedrag, dubbel) SELECT gemeentecode, n, "
    f"maand::date, {_KNOWN}, (maand - interval '1 month')::date, agb_code, categorie, code, "
    "12000 + n % 500, CASE WHEN n % 3 = 0 THEN 300 ELSE 0 END "
    "FROM mens, generate_series(begin::timestamp, laatst, interval '1 month') AS maand",
    # Most of what was awarded began, some of it late; a part has ended, some of it for a while.
    "INSERT INTO levering (gemeentecode, agb_code, client_pseudoniem, toewijzing_nummer, "  # noqa: S608
    "begindatum, versie, bekend_op, categorie, code, status, einddatum, reden_beeindiging) "
    f"SELECT gemeentecode, agb_code, client_pseudoniem, n, begin + n % 45, 1, {_KNOWN}, categorie, "
    "code, CASE WHEN n % 3 = 0 THEN 'gestart' WHEN n % 7 = 0 THEN 'tijdelijk-gestopt' "
    "ELSE 'gestopt' END, CASE WHEN n % 3 > 0 THEN laatst + n % 28 END, "
    "CASE WHEN n % 3 > 0 THEN (ARRAY['19', '31', '32'])[1 + n % 3] END FROM mens WHERE n % 10 > 0",
    "INSERT INTO verwijzing (verwijzing_id, versie, bekend_op, gemeentecode, client_pseudoniem, "  # noqa: S608
    "geboortemaand, geslacht, verwijzer_code, toegang, hulp, categorie, code, agb_code, status, "
    "sinds, verwijsdatum, toewijsdatum, begindatum) "
    f"SELECT 'verwijzing-' || n, 1, {_KNOWN}, gemeentecode, client_pseudoniem, "
    "(2006 + n % 18) || '-' || lpad((1 + n % 12)::text, 2, '0'), 1 + n % 2, "
    "(ARRAY['01', '02', '04'])[1 + n % 3], 'huisarts', 'jeugdhulp', categorie, code, agb_code, "
    f"CASE WHEN n % 10 = 0 THEN 'toegewezen' ELSE 'gestart' END, begin, begin - n % 120, "
    "begin - n % 60, CASE WHEN n % 10 > 0 THEN begin + n % 45 END FROM mens",
    "INSERT INTO ingave (gebied, soort, jaar, onderwerp, versie, bekend_op, waarde, bron, "  # noqa: S608
    f"eigenaar) SELECT lpad(g::text, 4, '0'), soort, jaar, '', 1, {_KNOWN}, waarde, 'bench', "
    f"'bench' FROM generate_series(1, {GEMEENTEN}) AS g, generate_series(2023, 2026) AS jaar, "
    "(VALUES ('begroting', 900000000::bigint), ('jeugdigen', 9000), ('subsidie', 1200000)) "
    "AS told (soort, waarde)",
    "TRUNCATE cel, client_maand, client, te_tellen, telstand",
    "INSERT INTO te_tellen (client_pseudoniem, van_jaar) SELECT client_pseudoniem, 2023 FROM mens",
    "DROP TABLE mens",
    "VACUUM ANALYZE",
)


async def add_care(url: str) -> None:
    """One award, referral and (of nine in ten) delivery to a client; all is to be counted anew."""
    connection = await asyncpg.connect(url)
    for statement in _CARE:
        await connection.execute(statement)
    await connection.close()
