"""`cairn next-steps`: ask as a person would, at the command line."""

from typing import Annotated
from uuid import uuid4

import typer

from api import clock
from api.commands.console import AsJson, Workspace, command, out, print_json
from api.commands.workspace import found
from api.errors import InvalidValue
from api.kernels import warming
from api.services.advise import Advise
from api.services.desk import Desks
from api.services.serve import Serve
from api.settings import Settings
from api.store.server import open_database
from graph.answers import Advice
from graph.questions import Ask, BuyerRef, RefKind
from recommender import Channel, StepContext, Voice


@command
async def next_steps(
    workspace: Workspace,
    user_id: Annotated[str | None, typer.Option(help="The buyer, by user id.")] = None,
    anonymous_id: Annotated[str | None, typer.Option(help="The buyer, by anonymous id.")] = None,
    email: Annotated[str | None, typer.Option(help="The buyer, by e-mail address.")] = None,
    channel: Annotated[Channel, typer.Option(help="Where the steps will be shown.")] = Channel.WEB,
    page: Annotated[str | None, typer.Option(help="Key of the offer that is open.")] = None,
    size: Annotated[int, typer.Option(min=1, max=10, help="How many steps at most.")] = 5,
    voice: Annotated[Voice, typer.Option(help="Whose words the reasons use.")] = Voice.BUYER,
    json: AsJson = False,
) -> None:
    """Preview the set of next steps for one buyer. It is recorded nowhere."""
    given = {
        RefKind.USER_ID: user_id,
        RefKind.ANONYMOUS_ID: anonymous_id,
        RefKind.EMAIL: email,
    }
    refs = [BuyerRef.of(kind, value) for kind, value in given.items() if value is not None]
    if len(refs) != 1:
        raise InvalidValue("Name one buyer: --user-id, --anonymous-id or --email.")
    ask = Ask(refs[0], StepContext(channel=channel, page=page, size=size))
    warming()  # beside the database
    async with open_database(Settings()) as database:
        home = await found(database, workspace)
        advise = Advise(database, Desks(Serve(database).open), uuid4)
        advice = await advise.preview(home.id, ask, clock.now())
    if json:
        print_json(_plain(advice, voice))
    else:
        _print(advice, voice)


def _plain(advice: Advice, voice: Voice) -> dict[str, object]:
    return {
        "chanceAnyTaken": advice.decision.chance_any_taken,
        "exhausted": advice.decision.exhausted,
        "steps": [
            {
                "offer": step.offer,
                "title": advice.offers[step.offer].title,
                "url": advice.offers[step.offer].url,
                "chance": step.chance,
                "reasons": [text for r in step.reasons if (text := r.text(voice)) is not None],
            }
            for step in advice.decision.steps
        ],
    }


def _print(advice: Advice, voice: Voice) -> None:
    for place, step in enumerate(advice.decision.steps, 1):
        offer = advice.offers[step.offer]
        out.print(f"{place}. {offer.title}", style="bold", markup=False)
        out.print(f"   {offer.format}, chance {step.chance:.0%}", style="dim", markup=False)
        for reason in step.reasons:
            if (text := reason.text(voice)) is not None:
                out.print(f"   - {text}", markup=False)
    out.print(f"Chance that at least one is taken: {advice.decision.chance_any_taken:.0%}")
    if advice.decision.exhausted is not None:
        out.print(f"Fewer than asked for: {advice.decision.exhausted}")
