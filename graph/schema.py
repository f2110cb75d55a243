"""The schema, with the limits that every request meets."""

from collections.abc import Iterable, Iterator
from typing import Any

import strawberry
from graphql import GraphQLError, OperationDefinitionNode
from strawberry.extensions import (
    AddValidationRules,
    DisableIntrospection,
    MaxAliasesLimiter,
    MaxTokensLimiter,
    ParserCache,
    QueryDepthLimiter,
    SchemaExtension,
    ValidationCache,
)
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.exceptions import CannotGetOperationTypeError
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext
from strawberry.types import ExecutionContext, ExecutionResult
from strawberry.types.execution import PreExecutionError
from strawberry.types.graphql import OperationType
from typing_extensions import override

from graph.errors import tell
from graph.executor import PlainExecutor
from graph.mutations import Mutation
from graph.queries import Query
from graph.types.instant import DATE_TIME
from recommender import Instant

MOST_TOKENS = 1000
DEEPEST = 10
MOST_ALIASES = 15

# Built once: rule classes made per request would be new keys of the validation cache each time.
RULES = (
    *MaxAliasesLimiter(MOST_ALIASES).validation_rules,
    *QueryDepthLimiter(DEEPEST).validation_rules,
)


class Limits(AddValidationRules):
    def __init__(self) -> None:
        super().__init__(list(RULES))


class NamedOperation(SchemaExtension):
    """Of several operations a request names the one to run; Strawberry would take the first."""

    @override
    def on_parse(self) -> Iterator[None]:
        yield
        context = self.execution_context
        named = context._provided_operation_name is not None  # noqa: SLF001  # the public one never is
        if context.graphql_document is not None and not named:
            definitions = context.graphql_document.definitions
            if sum(isinstance(one, OperationDefinitionNode) for one in definitions) > 1:
                raise CannotGetOperationTypeError(None)


class Schema(strawberry.Schema):
    """Tells of failures by code; what they were about goes no further than the log."""

    @override
    async def execute(
        self,
        query: str | None,
        variable_values: dict[str, Any] | None = None,
        context_value: Any | None = None,
        root_value: Any | None = None,
        operation_name: str | None = None,
        allowed_operation_types: Iterable[OperationType] | None = None,
        operation_extensions: dict[str, Any] | None = None,
    ) -> ExecutionResult:
        result = await super().execute(
            query,
            variable_values,
            context_value,
            root_value,
            operation_name,
            allowed_operation_types,
            operation_extensions,
        )
        if result.errors:
            ran = not isinstance(result, PreExecutionError)
            result.errors = tell(result.errors, ran=ran)
        return result

    @override
    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        """Logging is the business of whoever serves the schema."""


def build(
    *,
    introspection: bool = True,
    executor: type[StrawberryGraphQLCoreExecutionContext] = PlainExecutor,
) -> Schema:
    limits: list[Any] = [
        lambda: MaxTokensLimiter(MOST_TOKENS),
        ParserCache,
        NamedOperation,
        ValidationCache,
        Limits,
    ]
    return Schema(
        query=Query,
        mutation=Mutation,
        extensions=limits if introspection else [*limits, DisableIntrospection],
        config=StrawberryConfig(scalar_map={Instant: DATE_TIME}),
        execution_context_class=executor,
    )


def sdl(schema: Schema) -> str:
    """The text of graph/schema.graphql."""
    return f"{schema.as_str()}\n"
