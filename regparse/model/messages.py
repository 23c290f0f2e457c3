"""What is told without a sentence: a code, and the values that go with it.

The core makes no sentences. It hands on a :class:`Message`; :mod:`regparse.wording` says it in English or in Chinese.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, ClassVar

from pydantic import (
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    SerializationInfo,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)
from pydantic_core import CoreSchema, core_schema

from regparse.model.base import Model

Value = str | int | tuple[str, ...] | tuple[tuple[str, ...], ...]
"""What a message may carry: words, a number, words in order, rows of words. A date is written ``2026-02-06``."""


Voice = Callable[["Message"], str]
"""What says a message."""


class Params(dict[str, Value]):
    """The values of a message by name. Frozen: it hashes, and refuses to be changed."""

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(tuple(sorted(self.items(), key=lambda item: item[0])))

    def __setitem__(self, name: str, value: Value) -> None:
        raise TypeError("the values of a message cannot be changed")

    def __delitem__(self, name: str) -> None:
        raise TypeError("the values of a message cannot be changed")

    def __reduce__(self) -> tuple[Any, ...]:
        return Params, (dict(self),)

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return the schema of a plain mapping, read into this class."""
        return core_schema.no_info_after_validator_function(cls, handler.generate_schema(dict[str, Value]))


def _with_message(schema: dict[str, Any]) -> None:
    """Put the sentence into a JSON schema, where it stands in the JSON: before the values."""
    said = {"description": "The sentence, in the language that was asked for.", "title": "Message", "type": "string"}
    fields: dict[str, Any] = schema["properties"]
    head = {name: fields[name] for name in ("code", "severity") if name in fields}
    schema["properties"] = {**head, "message": said, **{n: fields[n] for n in fields if n not in head}}


class Message(Model):
    """A code and its values.

    ``section`` is where the catalogue says such codes. In JSON, ``message`` is the sentence; it is there when who
    writes the JSON gives a voice as pydantic's ``context``, and what is read back takes no notice of it.
    """

    section: ClassVar[str] = "note"
    model_config = ConfigDict(json_schema_extra=_with_message)

    code: str
    params: Annotated[Params, Field(description="The values of the message by name.")] = Params()

    @model_serializer(mode="wrap")
    def _said(self, facts: SerializerFunctionWrapHandler, info: SerializationInfo) -> dict[str, Any]:
        plain: dict[str, Any] = facts(self)
        if not callable(info.context):
            return plain
        params = plain.pop("params", {})
        head = {name: plain.pop(name) for name in ("code", "severity") if name in plain}
        return {**head, "message": info.context(self), "params": params, **plain}

    @model_validator(mode="before")
    @classmethod
    def _unsaid(cls, given: Any) -> Any:
        return {name: value for name, value in given.items() if name != "message"} if isinstance(given, dict) else given
