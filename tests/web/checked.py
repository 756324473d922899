"""Asks the API, and holds each question and answer against its document."""

import json
from functools import cache
from typing import Any

from flask.testing import FlaskClient
from openapi_core import OpenAPI
from openapi_core.contrib.werkzeug import WerkzeugOpenAPIRequest, WerkzeugOpenAPIResponse
from werkzeug.datastructures import Headers
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

from tests.web.houses import WITH_KEY


@cache
def _rules(document: str) -> OpenAPI:
    return OpenAPI.from_dict(json.loads(document))


class Checked:
    """Asks, and holds question and answer against the document."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        answer = client.get("/api/v1/openapi.json")
        self.document: Any = answer.json
        self.rules = _rules(answer.text)
        self.asked: set[tuple[str, str]] = set()

    def __call__(self, method: str, path: str, status: int, body: object = None) -> Any:
        """The JSON of an answer that has to be of this status."""
        sent: Any = {"json": body} if body is not None else {}
        builder = EnvironBuilder(path=f"/api/v1/{path}", method=method, headers=Headers(WITH_KEY), **sent)
        question = WerkzeugOpenAPIRequest(Request(builder.get_environ()))
        answer = self.client.open(f"/api/v1/{path}", method=method, **sent)
        assert answer.status_code == status, answer.text
        if status < 400:
            self.rules.validate_request(question)
        self.rules.validate_response(question, WerkzeugOpenAPIResponse(answer))
        self.asked.add((method.lower(), self._template(path.partition("?")[0])))
        return answer.json

    def _template(self, path: str) -> str:
        words = path.split("/")
        return next(
            str(known)
            for known in self.document["paths"]
            if len(parts := known.removeprefix("/api/v1/").split("/")) == len(words)
            and all(a == b or a.startswith("{") for a, b in zip(parts, words, strict=True))
        )
