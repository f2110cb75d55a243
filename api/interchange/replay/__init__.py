"""Files of a replay: a training log, cases with their answers, and what became of the cases."""
