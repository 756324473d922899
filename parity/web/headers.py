"""The headers of every answer: what a browser may do with it, and who may keep it."""

from flask import Flask, Response, request

CSP = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; frame-ancestors 'self'; base-uri 'self'; "
    "form-action 'self'"
)
_FIXED = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def init_app(app: Flask) -> None:
    """Set them; a view that set one itself keeps its own."""

    @app.after_request
    def add_headers(response: Response) -> Response:
        for name, value in _FIXED.items():
            response.headers.setdefault(name, value)
        if request.endpoint != "static":
            response.headers.setdefault("Cache-Control", "no-store" if _is_passing() else "no-cache, private")
        return response


def _is_passing() -> bool:
    """Fragments and data are of this moment: a browser that keeps them shows them where a page belongs."""
    return request.method != "GET" or "HX-Request" in request.headers or request.path.startswith("/api/")
