"""PostgreSQL: the only place that knows SQL. It takes and returns values, never rows."""
