"""``POST /v1/next-steps`` in words of OpenAPI 3.1."""

from typing import Any

from api.routes.next_steps import Question

Description = dict[str, Any]

TEXT: Description = {"type": "string"}
TEXT_OR_NULL: Description = {"type": ["string", "null"]}
NUMBER: Description = {"type": "number"}


def next_steps_path(failed: Description) -> Description:
    schema = {"$ref": "#/components/schemas/NextSteps"}
    return {
        "post": {
            "tags": ["next steps"],
            "operationId": "next_steps",
            "summary": "A set of best-bet next steps, recorded before it is answered.",
            "requestBody": {
                "required": True,
                "content": {
                    "application/json": {"schema": {"$ref": "#/components/schemas/Question"}}
                },
            },
            "responses": {
                "200": {
                    "description": "The set.",
                    "content": {"application/json": {"schema": schema}},
                },
                "default": failed,
            },
        }
    }


def next_steps_schemas() -> Description:
    asked = Question.model_json_schema(ref_template="#/components/schemas/{model}")
    return {**asked.pop("$defs", {}), "Question": asked, "NextSteps": _answer()}


def _answer() -> Description:
    """As ``api.routes.next_steps_answer`` writes it, for any key."""
    offer = _object(
        id=TEXT,
        title=TEXT,
        format=TEXT,
        url=TEXT_OR_NULL,
        summary=TEXT,
        minutes={"type": ["integer", "null"]},
    )
    step = _object(
        offer=offer,
        slot=TEXT,
        chance=NUMBER,
        selectionProbability=NUMBER,
        serves=_list(_object(persona=TEXT, job=TEXT)),
        reasons=_list(_object(id=TEXT, term=TEXT, text=TEXT)),
    )
    return _object(
        decisionId=TEXT, steps=_list(step), chanceAnyTaken=NUMBER, exhausted=TEXT_OR_NULL
    )


def _object(**properties: Description) -> Description:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _list(items: Description) -> Description:
    return {"type": "array", "items": items}
