"""Which document a request runs: one that it sends, or one that is known by an id.

By ``documentId`` (appendix A of GraphQL over HTTP), or by the hash of Apollo's automatic persisted
queries, which urql uses too.
"""

from dataclasses import dataclass

from api.errors import BadRequest
from api.interchange.manifest import PREFIX, canonical, digest
from api.routes.graphql_request import Asked
from api.services.documents import Documents
from graph.access import Principal
from graph.documents import Document
from graph.errors import OnlyTrusted, UnknownDocument, UnknownHash, WrongHash
from graph.schema import Schema


@dataclass(frozen=True, slots=True)
class Choice:
    documents: Documents

    @property
    def schema(self) -> Schema:
        """What the documents are of."""
        return self.documents.schema

    async def document(self, principal: Principal, asked: Asked) -> Document:
        """Raises a ``Refusal``, or ``BadRequest`` where nothing is asked for."""
        if asked.query and asked.document_id:
            raise BadRequest("Send query or documentId, not both.")
        if asked.query:
            return await self._sent(principal, asked.query, asked.sha256)
        if asked.document_id:
            found = await self._known(principal, asked.document_id)
            if found is None:
                raise UnknownDocument("There is no trusted document by this id.")
            return found
        if asked.sha256:
            found = await self._known(principal, f"{PREFIX}{asked.sha256}")
            if found is None:
                raise UnknownHash("PersistedQueryNotFound")
            return found
        raise BadRequest("query is to be the text of a document, or documentId its id.")

    async def _sent(self, principal: Principal, text: str, sha256: str | None) -> Document:
        if sha256 is not None and digest(text) != sha256:
            raise WrongHash("provided sha does not match query")
        if not principal.writes_documents:
            return await self._trusted(principal, text)
        document = self.schema.ready(text)
        if sha256 is not None and not document.errors:
            self.documents.register(principal.workspace, sha256, document)
        return document

    async def _trusted(self, principal: Principal, text: str) -> Document:
        """A text is as good as its hash."""
        shelf = await self.documents.at(principal.workspace)
        known = shelf.find(f"{PREFIX}{digest(text)}")
        if known is None:
            raise OnlyTrusted("This key runs trusted documents only; see `cairn documents`.")
        return known.document

    async def _known(self, principal: Principal, name: str) -> Document | None:
        shelf = await self.documents.at(principal.workspace)
        known = shelf.find(name)
        if known is not None:
            return known.document
        if not principal.writes_documents:
            return None
        sha256 = canonical(name).removeprefix(PREFIX)
        return self.documents.registered(principal.workspace, sha256)
