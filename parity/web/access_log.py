"""Names each request's route for the access log, which never tells the path or the query.

A path may hold a feed's token or a hook's secret, a query the API key. gunicorn reads the name from the
environment of the request (`access_log_format`).
"""

from flask import Flask, request

ROUTE = "parity.route"


def init_app(app: Flask) -> None:
    """Let every request carry its route's rule, such as `/shows/<int:show_id>`."""

    @app.before_request
    def name_route() -> None:
        rule = request.url_rule
        request.environ[ROUTE] = rule.rule if rule else "(no route)"
