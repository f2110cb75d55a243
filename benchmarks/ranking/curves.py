"""Little data: how good the first five are after few training sessions."""

from benchmarks.ranking.anchors import Curve
from benchmarks.ranking.answered import Task, answered

MEASURE = "SetHit@5"
SAMPLES = 3
"""Random samples of the training sessions; the mean over them is told."""


def learned(task: Task, curve: Curve) -> list[float]:
    """Ours at each size."""
    among = task.some(curve.cases)
    return [_at(task, size, among) for size in curve.sizes]


def _at(task: Task, size: int, among: set[str | int]) -> float:
    seeds = range(SAMPLES if size < len(task.log.trails) else 1)
    found = [
        answered(task, task.sampled(size, seed), among).measures[MEASURE].mean() for seed in seeds
    ]
    return float(sum(found) / len(found))
