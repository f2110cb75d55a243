"""Which needs a buyer has: a belief over personas and jobs."""
