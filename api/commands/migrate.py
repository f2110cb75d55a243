from api.commands.console import AsJson, command, out, print_json
from api.settings import Settings
from api.store.migration import migrate as to_head
from api.store.server import driver, reach


@command
async def migrate(json: AsJson = False) -> None:
    """Bring the database to the newest schema, as its owner.

    Simultaneous calls migrate once. MIGRATE_DATABASE_URL names the owner's connection.
    """
    async with reach(Settings()) as server:
        await to_head(driver(server.owner))
    if json:
        print_json({"migrated": True})
    else:
        out.print("The database has the newest schema.")
