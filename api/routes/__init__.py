"""HTTP endpoints: they read a request, ask a service, and word its answer."""
