"""The JSON API below /api/v1, described by its own OpenAPI document."""

from flask import Flask
from flask_smorest import Api
from marshmallow import Schema
from marshmallow import fields as ma

from parity import __version__
from parity.web.api.decisions import decisions
from parity.web.api.film_decisions import film_decisions
from parity.web.api.films import films
from parity.web.api.lists import lists
from parity.web.api.refreshes import refreshes
from parity.web.api.scans import scans
from parity.web.api.watched import watched_states
from parity.web.api.watchlist import watchlists

_SECURITY = {
    "header": {"type": "apiKey", "in": "header", "name": "X-Api-Key"},
    "query": {"type": "apiKey", "in": "query", "name": "apikey"},
}


class ErrorDetail(Schema):
    """What went wrong."""

    code = ma.String(required=True, metadata={"description": "A word for programs."})
    message = ma.String(required=True, metadata={"description": "A sentence for people."})
    scan_id = ma.Integer(metadata={"description": "The scan that is already running."})
    reference = ma.String(metadata={"description": "Under which the log knows more."})


class Failed(Schema):
    """Every failure has this form."""

    error = ma.Nested(ErrorDetail, required=True)


class _Documented(Api):
    """The library's Api, but failures are told by parity.web.errors, like all others."""

    ERROR_SCHEMA = Failed

    def _register_error_handlers(self) -> None:
        """None of its own."""


def init_app(app: Flask) -> None:
    """Register all rooms of the API and its document at /api/v1/openapi.json."""
    app.config.update(
        API_TITLE="Parity",
        API_VERSION=__version__,
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/api/v1",
        OPENAPI_JSON_PATH="openapi.json",
        API_SPEC_OPTIONS={
            "components": {"securitySchemes": _SECURITY},
            "security": [{name: []} for name in _SECURITY],
        },
    )
    api = _Documented(app)
    for each in (lists, films, scans, refreshes, decisions, film_decisions, watchlists, watched_states):
        api.register_blueprint(each)
