from dataclasses import replace
from uuid import UUID, uuid4

from api.store import documents
from api.store.database import Database
from api.store.documents import Kept
from recommender import Instant

A = Kept("a", "1" * 64, "{ a }", Instant(1_750_000_000_000))
B = Kept("b", "2" * 64, "{ b }", A.created)


async def test_what_is_put_is_read_by_name(database: Database, workspace: UUID) -> None:
    assert await documents.put(database, workspace, [B, A]) == {"a", "b"}
    assert await documents.read(database, workspace) == (A, B)
    assert await documents.read(database, uuid4()) == ()


async def test_a_known_name_gets_the_new_text_and_an_equal_one_stays(
    database: Database, workspace: UUID
) -> None:
    await documents.put(database, workspace, [A, B])
    later = Instant(A.created + 1)
    other = Kept("b", "3" * 64, "{ c }", later)
    assert await documents.put(database, workspace, [replace(A, created=later), other]) == {"b"}
    assert await documents.read(database, workspace) == (A, other)


async def test_every_change_is_another_mark(database: Database, workspace: UUID) -> None:
    marks = [await documents.mark(database, workspace)]
    for change in ([A], [B], [replace(B, sha256="4" * 64)]):
        await documents.put(database, workspace, change)
        marks.append(await documents.mark(database, workspace))
    assert await documents.remove(database, workspace, ["b", "none"]) == {"b"}
    marks.append(await documents.mark(database, workspace))
    assert len(set(marks)) == 4
    assert marks[1] == marks[-1]


async def test_nothing_is_put_where_there_is_nothing(database: Database, workspace: UUID) -> None:
    assert await documents.put(database, workspace, []) == frozenset()
