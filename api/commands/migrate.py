from api.commands.console import AsJson, command, out, print_json
from api.settings import Settings
from api.store.server import reach


@command
async def migrate(json: AsJson = False) -> None:
    """Bring the database to the newest schema, as its owner.

    Simultaneous calls migrate once. MIGRATE_DATABASE_URL names the owner's connection.
    """
    async with reach(Settings()) as server:
        await server.bring_to_head()
    if json:
        print_json({"migrated": True})
    else:
        out.print("The database has the newest schema.")
