"""The tools of assistants: built-in documents, so they take what flat callers give and no more.

A failure is told as the result of the tool, with its code, for the assistant to read and to mend.
"""

from typing import Any

import orjson
from graphql import ExecutionResult
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel.server import Server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp_types import (
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
    Tool,
    ToolAnnotations,
)

from api.errors import RateLimited
from api.routes.graphql import log_masked
from api.routes.problem import request_id
from api.services.documents import Documents, Trusted
from graph.errors import Refusal, UnknownDocument

TOOLS = {
    "talking_points": "talkingPoints",
    "next_steps": "nextSteps",
    "explore": "explore",
    "record_interaction": "recordInteraction",
}
"""By name, the document that each runs."""
INSTRUCTIONS = (
    "Cairn knows where buyers stand and which content helps them next. Ask talking_points before "
    "a talk; word its points, but add no facts to them. Report what happened by record_interaction."
)

Asked = ServerRequestContext[Any]


def manager(documents: Documents) -> StreamableHTTPSessionManager:
    """Good for one run. A request brings its ``context`` in its state."""
    trusted = {name: documents.bare.named[document] for name, document in TOOLS.items()}
    told = [_tool(name, one) for name, one in trusted.items()]

    async def listed(_: Asked, __: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(tools=told)

    async def call(asked: Asked, params: CallToolRequestParams) -> CallToolResult:
        request: Any = asked.request
        try:
            one = _named(trusted, params.name)
            values = one.flat.variables(params.arguments or {})
            result = await documents.schema.run(one.document, request.state.context, values)
        except (Refusal, RateLimited) as refusal:
            return _failed(refusal.code, refusal.message)
        if result.errors:
            log_masked(request_id(request), result)
            return _fault(result)
        return _answer(one.flat.answer(result.data or {}))

    server = Server("cairn", instructions=INSTRUCTIONS, on_list_tools=listed, on_call_tool=call)
    return StreamableHTTPSessionManager(server, json_response=True, stateless=True)


def _tool(name: str, one: Trusted) -> Tool:
    reads = one.flat.reads
    return Tool(
        name=name,
        description=one.flat.description,
        input_schema=one.flat.body(),
        annotations=ToolAnnotations(read_only_hint=reads, destructive_hint=False),
    )


def _named(trusted: dict[str, Trusted], name: str) -> Trusted:
    if name not in trusted:
        raise UnknownDocument("There is no tool by this name.")
    return trusted[name]


def _answer(told: dict[str, Any] | None) -> CallToolResult:
    """The same as text, for clients that read nothing else."""
    if told is None:
        return _failed("NOT_FOUND", "There is nothing by this id.")
    return CallToolResult(content=[_text(told)], structured_content=told)


def _fault(result: ExecutionResult) -> CallToolResult:
    error = (result.errors or [])[0]
    return _failed(str((error.extensions or {}).get("code")), error.message)


def _failed(code: str, message: str) -> CallToolResult:
    told = {"code": code, "message": message}
    return CallToolResult(content=[_text(told)], structured_content=told, is_error=True)


def _text(told: dict[str, Any]) -> TextContent:
    return TextContent(type="text", text=orjson.dumps(told).decode())
