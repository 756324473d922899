"""The real app for gunicorn, with one address more that takes a POST and does nothing: the floor of an answer."""

from flask import Flask

import wsgi


def _with_floor() -> Flask:
    made: Flask = wsgi.app
    made.add_url_rule("/hooks/nothing", "hooks.nothing", lambda: "", methods=["POST"])
    return made


app = _with_floor()
