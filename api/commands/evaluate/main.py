"""`cairn evaluate`: is it better, and how sure is that?"""

import typer

from api.commands.evaluate import policy, replay, score, workspace

app = typer.Typer(help="Measure how good the sets are.", no_args_is_help=True)
app.command("policy")(policy.policy)
app.command("replay")(replay.replay)
app.command("score")(score.score)
app.command("workspace")(workspace.workspace)
