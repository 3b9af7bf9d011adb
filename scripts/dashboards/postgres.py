# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""PostgreSQL: as the services see it (pools), and as it sees itself (postgres_exporter)."""

from scripts.dashboards.model import Dashboard, Panel, Query, Row, Variable

_RATE = "$__rate_interval"
_DB = 'datname=~"$database"'
_WHO = "{{service}} {{role}} {{pool}}"


def _per_second(title: str, metric: str) -> Panel:
    query = f"sum by (datname) (rate({metric}{{{_DB}}}[{_RATE}]))"
    return Panel(title, "none", [Query(query, "{{datname}}")])


_POOLS = Row(
    "Connections of the services",
    (
        Panel("In use", "none", [Query("jeugdregio_pool_checked_out", _WHO)]),
        Panel(
            "In use, of what the pool may open",
            "percentunit",
            [Query("jeugdregio_pool_checked_out / jeugdregio_pool_most", _WHO)],
            bad_above=1,
        ),
        Panel(
            "Open above what is kept open",
            "none",
            [
                Query("jeugdregio_pool_overflow", _WHO),
                Query("sum(jeugdregio_pool_size)", "kept open, all together"),
            ],
        ),
    ),
)

_SERVER = Row(
    "The server",
    (
        Panel(
            "Up", "none", [Query("pg_up")], kind="stat", width=4, description="1 when it answers."
        ),
        Panel(
            "Connections, of those allowed",
            "percentunit",
            [Query("sum(pg_stat_activity_count) / max(pg_settings_max_connections)")],
            kind="stat",
            width=4,
            bad_above=0.8,
        ),
        Panel(
            "Connections by state",
            "none",
            [
                Query(
                    f"sum by (datname, state) (pg_stat_activity_count{{{_DB}}}) > 0",
                    "{{datname}} {{state}}",
                )
            ],
        ),
        Panel("Size", "bytes", [Query(f"pg_database_size_bytes{{{_DB}}}", "{{datname}}")]),
    ),
)

_WORK = Row(
    "Its work",
    (
        _per_second("Commits, per second", "pg_stat_database_xact_commit"),
        _per_second("Rollbacks, per second", "pg_stat_database_xact_rollback"),
        _per_second("Deadlocks, per second", "pg_stat_database_deadlocks"),
        Panel(
            "Found in memory",
            "percentunit",
            [
                Query(
                    f"sum by (datname) (pg_stat_database_blks_hit{{{_DB}}}) / "
                    f"(sum by (datname) (pg_stat_database_blks_hit{{{_DB}}}) + "
                    f"sum by (datname) (pg_stat_database_blks_read{{{_DB}}}) > 0)",
                    "{{datname}}",
                )
            ],
        ),
        Panel(
            "Locks",
            "none",
            [Query(f"sum by (mode) (pg_locks_count{{{_DB}}})", "{{mode}}")],
        ),
        Panel(
            "Longest transaction",
            "s",
            [Query(f"max by (datname) (pg_stat_activity_max_tx_duration{{{_DB}}})", "{{datname}}")],
        ),
    ),
)

POSTGRES = Dashboard(
    "jeugdregio-postgres",
    "Jeugdregio: PostgreSQL",
    "Connections of the services, and the server itself.",
    (_POOLS, _SERVER, _WORK),
    (Variable("database", "Database", "label_values(pg_database_size_bytes, datname)"),),
)
