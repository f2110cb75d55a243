"""Real visitors who were kept out of the training: what would have been recommended to them?

    python -m benchmarks.real_input.evaluate msweb [--workspace msweb] [--cases 2000]

asks what the workspace holds, in the database that the environment names; without --workspace it
learns from the log directly. It prints ten visitors with trail, set, reasons and chance; then how
often what they went on to see was in the set, beside simple rivals that learned from the same
visits. Nothing is learned from a case.
"""

import argparse
from collections.abc import Callable, Sequence
from math import sqrt
from pathlib import Path

from benchmarks.real_input import baselines, msweb, wikispeedia
from benchmarks.real_input.advisor import Advisor
from benchmarks.real_input.learned import Learned, stored, taught
from benchmarks.real_input.study import Case, Study, folder, sample
from benchmarks.real_input.visits import Visit
from recommender import Decision

LOGS = {"msweb": msweb, "wikispeedia": wikispeedia}
TOLD = 10
RIVALS = {
    "most popular": baselines.popular,
    "co-visitation": baselines.together,
    "next page": baselines.following,
}

Answer = Callable[[Case], Sequence[str]]


def tell(case: Case, decision: Decision, titles: dict[str, str]) -> None:
    """One visitor: where they were, what they would have got and why, and what was hidden."""
    print(f"\n{case.visitor}")
    print("  saw     " + " > ".join(titles[key] for key in case.trail))
    for step in decision.steps:
        hit = "*" if step.offer in case.taken else " "
        reasons = "; ".join(reason.buyer or reason.seller for reason in step.reasons)
        print(f"  {step.chance:4.0%} {hit}  {titles[step.offer]}: {reasons}")
    print(f"  chance that at least one is taken: {decision.chance_any_taken:.0%}")
    print("  hidden  " + ", ".join(sorted(titles[key] for key in case.taken)))


def rate(cases: Sequence[Case], answer: Answer) -> str:
    """How often at least one hidden offer was answered, with half a 95 % interval."""
    hits = sum(not case.taken.isdisjoint(answer(case)) for case in cases)
    part = hits / len(cases)
    return f"{part:.3f} ±{1.96 * sqrt(part * (1 - part) / len(cases)):.3f}"


def report(study: Study, learned: Learned, visits: Sequence[Visit], cases: Sequence[Case]) -> None:
    advisor = Advisor(learned, visits[-1].end)
    titles = {offer.key: offer.title for offer in learned.catalogue.offers}
    for case in sample(cases, TOLD):
        tell(case, advisor.decide(case, study.size), titles)
    print(f"\nHidden next picks in the set of {study.size}, over {len(cases):,} cases")
    decided = [advisor.decide(case, study.size) for case in cases]
    sets = {id(case): [s.offer for s in d.steps] for case, d in zip(cases, decided, strict=True)}
    chance = sum(decision.chance_any_taken for decision in decided) / len(decided)
    print(
        f"  {'Cairn':14s}{rate(cases, lambda case: sets[id(case)])}   (chance told: {chance:.3f})"
    )
    for name, rival in RIVALS.items():
        ranking = rival(visits)
        print(f"  {name:14s}{rate(cases, lambda c, r=ranking: baselines.best(r, c, study.size))}")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("log", choices=LOGS)
    parser.add_argument("--workspace", help="ask what was imported into this workspace")
    parser.add_argument("--data", type=Path, help="folder of the log, as downloaded")
    parser.add_argument("--held-out", type=Path, help="file of held-out cases")
    parser.add_argument("--cases", type=int, help="how many cases, evenly from all; default: all")
    options = parser.parse_args()
    log = LOGS[options.log]
    study = log.load(options.data, options.held_out)
    visits = list(log.visits(folder(options.data, options.log)))
    learned = stored(options.workspace) if options.workspace else taught(study.catalogue, visits)
    report(study, learned, visits, sample(study.cases, options.cases))


if __name__ == "__main__":
    main()
