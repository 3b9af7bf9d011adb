# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Tables to which rows are only added: the database itself refuses to change or remove one."""

from collections.abc import Sequence

_POSTGRESQL = "postgresql"


def guard(table: str, dialect: str) -> Sequence[str]:
    """The statements after which rows of this table can only be added.

    A migration of SQLite that makes the table anew loses them, and must say them again.
    """
    told = f"rows of {table} are only added"
    if dialect == _POSTGRESQL:
        function = f"{table}_only_added"
        return (
            f"CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{told}' USING ERRCODE = 'restrict_violation'; END $$",
            f"CREATE TRIGGER {function} BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {function}()",
            f"CREATE TRIGGER {function}_all BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {function}()",
        )
    return tuple(
        f"CREATE TRIGGER {table}_no_{what.lower()} BEFORE {what} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{told}'); END"
        for what in ("UPDATE", "DELETE")
    )


def release(table: str, dialect: str) -> Sequence[str]:
    """The statements that undo `guard`; who owns the table can say them, a service never does."""
    if dialect == _POSTGRESQL:
        function = f"{table}_only_added"
        return (
            f"DROP TRIGGER {function}_all ON {table}",
            f"DROP TRIGGER {function} ON {table}",
            f"DROP FUNCTION {function}()",
        )
    return tuple(f"DROP TRIGGER {table}_no_{what}" for what in ("update", "delete"))
