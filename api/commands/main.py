"""The command line: `cairn COMMAND`. Data goes to stdout, everything else to stderr."""

import typer

from api.commands import (
    demo,
    doctor,
    documents,
    export,
    imports,
    keys,
    learn,
    members,
    migrate,
    next_steps,
    schema,
    serve,
    simulate,
)
from api.commands.evaluate import main as evaluate

app = typer.Typer(
    name="cairn",
    help="Buyer-enablement content routing: sets of best-bet next steps, with reasons.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("serve")(serve.serve)
app.command("migrate")(migrate.migrate)
app.add_typer(imports.app, name="import")
app.add_typer(export.app, name="export")
app.command("learn")(learn.learn)
app.command("next-steps")(next_steps.next_steps)
app.add_typer(keys.app, name="keys")
app.add_typer(members.app, name="members")
app.add_typer(documents.app, name="documents")
app.command("demo")(demo.demo)
app.add_typer(evaluate.app, name="evaluate")
app.command("doctor")(doctor.doctor)
app.command("simulate")(simulate.simulate)
app.command("schema")(schema.schema)


def main() -> None:
    app()
