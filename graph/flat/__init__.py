"""Operations for callers that know neither GraphQL nor nesting: flat values in, plain objects out.

All of it follows from the document alone, so it is worked out once for each.
"""

from graph.flat.operation import FlatOperation

__all__ = ["FlatOperation"]
