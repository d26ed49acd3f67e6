"""JSON Schemas of both kinds of file, for editors: made from the same declarations that check the files."""

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from sim.policies import POLICIES, Policy
from sim.scenario import Scenario
from sim.study.instruments import fields_of
from sim.study.question import Question

DRAFT = "https://json-schema.org/draft/2020-12/schema"
EXTENDS = {"type": "string", "description": "The name of a file whose keys this one inherits."}
MONTH = {"type": "string", "pattern": r"^\d{4}-(0[1-9]|1[0-2])$"}


def schemas() -> dict[str, dict[str, Any]]:
    """Both schemas, by file name."""
    scenario = _schema(Scenario, "A zonesim scenario")
    scenario["properties"]["policies"]["items"] = {"$ref": "#/$defs/Policy"}
    experiment = _schema(Question, "A zonesim experiment")
    entries = {"type": "array", "minItems": 1, "items": {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/Policy"}]}}
    experiment["properties"]["packages"]["additionalProperties"] = entries
    return {"scenario.json": scenario, "experiment.json": experiment}


def _schema(model: type[Any], title: str) -> dict[str, Any]:
    schema = model.model_json_schema()
    schema["properties"]["extends"] = EXTENDS
    # A file that extends another one need not repeat what it inherits.
    schema["anyOf"] = [{"required": ["extends"]}, {"required": schema.pop("required")}]
    for part in schema["$defs"].values():
        if part.get("title") not in {"Words", "Works", "Event", "Target"}:
            part.pop("required", None)
    schema["$defs"]["Policy"] = {"oneOf": [_policy(name, each) for name, each in POLICIES.items()]}
    return {"$schema": DRAFT, **schema, "title": title}


def _policy(name: str, policy: type[Policy]) -> dict[str, Any]:
    properties: dict[str, Any] = {"use": {"const": name}, "from": MONTH}
    for key, each in fields_of(policy).items():
        told = TypeAdapter(each.type).json_schema()
        declared = each.metadata.get("number")
        if declared is not None:
            told |= {"minimum": declared.low, "maximum": declared.high}
            told["description"] = f"{declared.meaning or key.replace('_', ' ')} ({declared.unit}; {declared.source})"
        properties[key] = {**told, "default": each.default}
    return {
        "type": "object",
        "title": policy.label["en"],
        "properties": properties,
        "required": ["use"],
        "additionalProperties": False,
    }


def written() -> dict[str, str]:
    """Both schemas as the text of their files."""
    return {name: json.dumps(schema, indent=1, ensure_ascii=False) + "\n" for name, schema in schemas().items()}


def write_schemas(folder: Path) -> None:
    """Write both schemas into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in written().items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write_schemas(Path("schemas"))
