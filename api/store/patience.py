"""How long each kind of work may wait: pools and sessions take their timeouts from here."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Patience:
    """All in seconds. What the client waits is more than what the server may take."""

    acquire: float
    """For a connection; bounds giving it back as well."""
    statement: float
    lock: float
    command: float
    idle: float
    """Between two statements of a transaction, as while rows are being made."""

    def settings(self) -> dict[str, str]:
        return {
            "application_name": "cairn",
            "jit": "off",
            "timezone": "UTC",
            "statement_timeout": f"{self.statement * 1000:.0f}",
            "lock_timeout": f"{self.lock * 1000:.0f}",
            "idle_in_transaction_session_timeout": f"{self.idle * 1000:.0f}",
            "tcp_user_timeout": "3000",
        }


INTERACTIVE = Patience(acquire=1.0, statement=1.5, lock=0.2, command=2.0, idle=5.0)
INGEST = Patience(acquire=2.0, statement=8.0, lock=4.0, command=10.0, idle=5.0)
BACKGROUND = Patience(acquire=10.0, statement=120.0, lock=10.0, command=150.0, idle=120.0)
