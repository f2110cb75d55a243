"""What users are in a workspace, and what that lets them do."""

from enum import StrEnum

from graph.access import Permission

READ = frozenset(
    {
        Permission.ANY,
        Permission.NEXT_STEPS_READ,
        Permission.CATALOGUE_READ,
        Permission.BUYERS_READ,
    }
)


class Role(StrEnum):
    VIEWER = "viewer"
    EDITOR = "editor"
    """Looks after the catalogue, and what was not taken in."""
    SELLER = "seller"
    """Talks with buyers, and tells what came of it."""
    ADMIN = "admin"


PERMISSIONS = {
    Role.VIEWER: READ,
    Role.EDITOR: READ | {Permission.CATALOGUE_WRITE, Permission.EVENTS_READ},
    Role.SELLER: READ | {Permission.TALKING_POINTS_READ, Permission.EVENTS_WRITE},
    Role.ADMIN: frozenset(Permission),
}
