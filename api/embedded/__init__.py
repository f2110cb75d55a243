"""An embedded PostgreSQL: found, started in a data folder, shared, stopped with its last user.

Several processes may use one data folder. Each holds a shared lock on ``users.lock``, which the
kernel drops however the process ends; a watchdog waits for the exclusive one and then stops the
server. The server listens on a socket in a folder of mode 0700 and not on TCP.

Not covered: Windows, which has no flock (use DATABASE_URL); network file systems; an upgrade
between major versions (dump and restore). Where the postmaster dies in use, ``acquire`` again. A
watchdog that was killed is replaced by the next ``acquire``.
"""

from api.embedded.errors import EmbeddedError
from api.embedded.server import EmbeddedPostgres

__all__ = ["EmbeddedError", "EmbeddedPostgres"]
