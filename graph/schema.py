"""The schema, and the one way in which operations run on it.

Strawberry declares it; its extensions are not used. What they would do at each request is done
once for each document (``graph.documents``), so that a request costs no more than its execution.
"""

from collections.abc import AsyncIterator
from functools import partial
from inspect import isawaitable
from typing import Any

import strawberry
from graphql import (
    ExecutionResult,
    GraphQLError,
    GraphQLSchema,
    NoSchemaIntrospectionCustomRule,
    OperationType,
    execute,
    subscribe,
)
from strawberry.execution import optimized_is_awaitable
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from graph.access import undeclared
from graph.context import Context
from graph.cost import MOST, Variables
from graph.documents import RULES, Document, Documents, Operation, prepare
from graph.errors import NotAllowed, NotPossibleHere, Refusal, TooCostly, tell
from graph.executor import PlainExecutor
from graph.federation import ANY, AnyEntity, NoServiceText
from graph.limits import check_variables
from graph.mutations import Mutation
from graph.queries import Query
from graph.types.instant import DATE_TIME
from recommender import Instant

CLOSED = (NoSchemaIntrospectionCustomRule, NoServiceText)
"""Rules where the schema may not be looked at."""
READING = frozenset({OperationType.QUERY})
ANSWERED = frozenset({OperationType.QUERY, OperationType.MUTATION})
WATCHED = frozenset({OperationType.SUBSCRIPTION})


class Schema(strawberry.Schema):
    """Tells of failures by code; what they were about goes no further than the log."""

    def open(self, *, introspection: bool) -> None:
        """Make it ready for documents. Raises ``LookupError`` where a field has no rule."""
        if unruled := sorted(undeclared(self._schema)):
            raise LookupError(f"no permission is declared for {', '.join(unruled)}")
        rules = RULES if introspection else (*RULES, *CLOSED)
        self._documents = Documents(partial(prepare, self._schema, rules=rules))

    @property
    def core(self) -> GraphQLSchema:
        """As graphql-core knows it."""
        return self._schema

    def ready(self, text: str) -> Document:
        """The document of this text, as right or wrong as it is."""
        return self._documents.ready(text)

    def held(self, text: str) -> Document:
        """The same, kept ready for whoever holds it."""
        return self._documents.held(text)

    async def run(
        self,
        document: Document,
        context: Context,
        variables: Variables | None = None,
        operation_name: str | None = None,
        allowed: frozenset[OperationType] = ANSWERED,
    ) -> ExecutionResult:
        """A query or mutation, to its end. What kept it from running are errors without a path."""
        try:
            operation = _admitted(document, context, variables, operation_name, allowed)
        except Refusal as refusal:
            return _refused(document, refusal)
        running = execute(**self._asked(document, context, variables, operation))
        result = await running if isawaitable(running) else running
        return _told(result)

    async def watch(
        self,
        document: Document,
        context: Context,
        variables: Variables | None = None,
        operation_name: str | None = None,
    ) -> AsyncIterator[ExecutionResult] | ExecutionResult:
        """The results of a subscription as they come, or why there are none."""
        try:
            operation = _admitted(document, context, variables, operation_name, WATCHED)
        except Refusal as refusal:
            return _refused(document, refusal)
        starting = subscribe(**self._asked(document, context, variables, operation))
        started = await starting if isawaitable(starting) else starting
        if isinstance(started, ExecutionResult):
            return _told(started)
        return _told_one_by_one(started)

    def _asked(
        self,
        document: Document,
        context: Context,
        variables: Variables | None,
        operation: Operation,
    ) -> dict[str, Any]:
        return {
            "schema": self._schema,
            "document": document.parsed,
            "context_value": context,
            "variable_values": variables,
            "operation_name": operation.name,
            "executor_class": self.execution_context_class,
            "is_awaitable": optimized_is_awaitable,
            "hide_suggestions": True,
        }


def _admitted(
    document: Document,
    context: Context,
    variables: Variables | None,
    name: str | None,
    allowed: frozenset[OperationType],
) -> Operation:
    """The operation to run. Raises a ``Refusal`` where it may not be."""
    operation = document.operation(name)
    if operation.kind not in allowed:
        raise NotPossibleHere(f"A {operation.kind.value} cannot be asked for in this way.")
    if not operation.needs <= context.principal.may:
        raise NotAllowed.for_want_of(operation.needs - context.principal.may)
    check_variables(variables or {})
    cost = operation.cost(variables or {})
    if cost > MOST:
        raise TooCostly(f"This would cost {cost}; an operation may cost {MOST}.")
    context.charge(cost)
    return operation


def _refused(document: Document, refusal: Refusal) -> ExecutionResult:
    if document.errors:
        return ExecutionResult(None, tell(document.errors, "GRAPHQL_VALIDATION_FAILED"))
    return refused(refusal)


def refused(refusal: Refusal) -> ExecutionResult:
    """As the result of an operation that did not run."""
    return ExecutionResult(None, tell([GraphQLError(refusal.message, original_error=refusal)]))


def _told(result: ExecutionResult) -> ExecutionResult:
    return ExecutionResult(result.data, tell(result.errors)) if result.errors else result


async def _told_one_by_one(
    results: AsyncIterator[ExecutionResult],
) -> AsyncIterator[ExecutionResult]:
    async for result in results:
        yield _told(result)


def build(
    *,
    introspection: bool = True,
    executor: type[StrawberryGraphQLCoreExecutionContext] = PlainExecutor,
) -> Schema:
    schema = Schema(
        query=Query,
        mutation=Mutation,
        config=StrawberryConfig(scalar_map={Instant: DATE_TIME, AnyEntity: ANY}),
        execution_context_class=executor,
    )
    schema.open(introspection=introspection)
    return schema


def sdl(schema: Schema) -> str:
    """The text of graph/schema.graphql."""
    return f"{schema.as_str()}\n"
