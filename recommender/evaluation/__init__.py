"""Is it better, and how sure is that? Held-out replay, off-policy estimates, simulation."""
