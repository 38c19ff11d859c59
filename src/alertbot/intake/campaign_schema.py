"""The JSON Schemas that editors check campaign files with, made from the models themselves."""

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from alertbot.intake.campaign_library import SCHEMA_FOLDER
from alertbot.intake.campaign_models import AppealFile, CaseFile
from alertbot.intake.embassies import EmbassiesFile

SCHEMAS: dict[str, type[BaseModel]] = {
    "case.schema.json": CaseFile,
    "appeal.schema.json": AppealFile,
    "embassies.schema.json": EmbassiesFile,
}


def schema_texts() -> dict[str, str]:
    """File name to content, as they stand in ``campaigns/schema``."""
    return {name: _text(model.model_json_schema()) for name, model in SCHEMAS.items()}


def write_schemas(campaigns: Path) -> None:
    folder = campaigns / SCHEMA_FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schema_texts().items():
        (folder / name).write_text(text, "utf-8")


def _text(schema: dict[str, Any]) -> str:
    dated = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    return json.dumps(dated, ensure_ascii=False, indent=2) + "\n"
