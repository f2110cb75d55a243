"""`cairn evaluate policy`: what another way of drawing sets would have been worth."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from numpy.random import default_rng

from api import clock
from api.commands.console import AsJson, Workspace, command, out, print_json, print_table, progress
from api.commands.workspace import found
from api.errors import InvalidValue
from api.interchange.set_policy import read_policy
from api.services.compare_policies import Compared, compare_policies
from api.settings import Settings
from api.store.server import open_database
from recommender import (
    DAY,
    SET_POLICIES,
    Estimate,
    Overlap,
    PolicyComparison,
    PolicyValue,
    SetPolicy,
)

COLUMNS = ("policy", "IPS", "SNIPS", "DR", "counts for", "mean weight", "not shown")
ESTIMATORS = ("ips", "snips", "dr")
NAMES = ", ".join(SET_POLICIES)


@command
async def policy(
    workspace: Workspace,
    a: Annotated[str, typer.Argument(help=f"{NAMES}, or a YAML or JSON file of settings.")],
    b: Annotated[str, typer.Argument(help="The policy to compare with it.")],
    horizon: Annotated[
        float, typer.Option(min=0.0, max=3650.0, help="Days in which an outcome counts.")
    ] = 7.0,
    seed: Annotated[int, typer.Option(min=0, help="Of the samples behind the intervals.")] = 0,
    json: AsJson = False,
) -> None:
    """Tell from the decisions made what policy A and policy B would have been worth.

    Worth is the chance that at least one step of a set is taken. A file names what differs from
    how decisions were made: size, explore, epsilon, temperature, floor, formats, families.
    Where the log cannot answer, this says why and gives no number: see docs/off-policy.md.
    """
    policies = _policy(a), _policy(b)
    async with open_database(Settings()) as database:
        home = await found(database, workspace)
        with progress(f"Weighing the decisions of {home.slug}") as seen:
            compared = await compare_policies(
                *(database, home.id, policies),
                now=clock.now(),
                horizon=round(horizon * DAY),
                generator=default_rng(seed),
                seen=seen,
            )
    if json:
        print_json({"workspace": home.slug, **_plain(compared, policies)})
    else:
        _print(compared, policies, horizon)


def _policy(name: str) -> SetPolicy:
    if name in SET_POLICIES:
        return SET_POLICIES[name]
    if not Path(name).exists():
        raise InvalidValue(f'"{name}" is no file and no policy; there are: {NAMES}.')
    return read_policy(Path(name))


def _plain(compared: Compared, policies: tuple[SetPolicy, SetPolicy]) -> dict[str, object]:
    of = compared.comparison
    return {
        "decisions": of.decisions,
        "accounts": of.accounts,
        "taken": of.taken,
        "leftAside": _left_aside(compared),
        "policies": [
            {
                "settings": {name: v for name, v in asdict(policy).items() if v is not None},
                "overlap": _plain_overlap(value.overlap),
                "declined": [asdict(doubt) for doubt in value.declined],
                "estimates": _plain_estimates(value.estimates),
            }
            for policy, value in zip(policies, of.values, strict=True)
        ],
        "difference": _plain_estimates(of.difference),
    }


def _left_aside(compared: Compared) -> dict[str, int]:
    """By the reason: those that are open are younger than the horizon."""
    said = {why.value: count for why, count in compared.comparison.left_aside.items()}
    return said | ({"open": compared.open} if compared.open else {})


def _plain_overlap(overlap: Overlap) -> dict[str, float]:
    return {
        "effective": overlap.effective,
        "meanWeight": overlap.mean_weight,
        "error": overlap.error,
        "largest": overlap.largest,
        "unsupported": overlap.unsupported,
    }


def _plain_estimates(estimates: Mapping[str, Estimate]) -> dict[str, dict[str, float]]:
    return {name: estimate._asdict() for name, estimate in estimates.items()}


def _print(compared: Compared, policies: tuple[SetPolicy, SetPolicy], horizon: float) -> None:
    of = compared.comparison
    out.print(
        f"{of.decisions:,} decisions of {of.accounts:,} accounts; "
        f"within {horizon:g} days a step was taken of {of.taken:.1%} of the sets."
    )
    if aside := _left_aside(compared):
        listed = ", ".join(f"{count:,} {name}" for name, count in aside.items())
        out.print(f"Left aside: {listed}.")
    rows = [_row(policy.name, value) for policy, value in zip(policies, of.values, strict=True)]
    print_table(COLUMNS, [*rows, ("difference", *_cells(of.difference), "", "", "")])
    for policy, value in zip(policies, of.values, strict=True):
        for doubt in value.declined:
            out.print(f"{policy.name}: {doubt.code} {doubt.words}", markup=False)
    out.print(_conclusion(of, policies))


def _row(name: str, value: PolicyValue) -> tuple[str, ...]:
    overlap = value.overlap
    weight = f"{overlap.mean_weight:.3f} ± {overlap.error:.3f}"
    last = (f"{overlap.effective:,.0f}", weight, f"{overlap.unsupported:.1%}")
    return (name, *_cells(value.estimates), *last)


def _cells(estimates: Mapping[str, Estimate]) -> list[str]:
    return [_cell(estimates[name]) if name in estimates else "-" for name in ESTIMATORS]


def _cell(estimate: Estimate) -> str:
    value, low, high = estimate
    return f"{value:.4f} ({low:.4f} to {high:.4f})"


def _conclusion(of: PolicyComparison, policies: tuple[SetPolicy, SetPolicy]) -> str:
    a, b = (policy.name for policy in policies)
    if not of.difference:
        return "This log does not tell which is better."
    _, low, high = of.difference["dr"]
    if low > 0.0 or high < 0.0:
        better, worse = (b, a) if low > 0.0 else (a, b)
        return f"{better} is better than {worse} (DR, 95 % interval)."
    return f"No difference between {a} and {b} is seen in this log (DR, 95 % interval)."
