"""Everything that runs: app, auth, routes, services, store, commands."""

import os

# Before numpy is first imported: the matrices of a request are small, and waking the threads of
# OpenBLAS costs it several milliseconds where one thread needs a fraction of one.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
