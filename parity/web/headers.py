"""The headers of every answer: what a browser may do with it, and who may keep it."""

from urllib.parse import urlsplit

from flask import Flask, Response, g, request

CSP = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; frame-ancestors 'self'; base-uri 'self'; "
    "form-action 'self'"
)
_FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
}
_HTTPS_ONLY = f"max-age={365 * 24 * 3600}"
_FORMS = "parity.forms"


def init_app(app: Flask) -> None:
    """Set them; a view that set one itself keeps its own."""

    @app.after_request
    def add_headers(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", CSP + "".join(f" {to}" for to in g.get(_FORMS, ())))
        for name, value in _FIXED.items():
            response.headers.setdefault(name, value)
        if request.is_secure:
            response.headers["Strict-Transport-Security"] = _HTTPS_ONLY
        if request.endpoint != "static":
            response.headers.setdefault("Cache-Control", "no-store" if _is_passing() else "no-cache, private")
        return response


def forms_may_lead_to(address: str) -> None:
    """A form of this page is answered with a redirect to another host: browsers ask the page whether that is right."""
    parts = urlsplit(address)
    g.setdefault(_FORMS, []).append(f"{parts.scheme}://{parts.netloc}")


def _is_passing() -> bool:
    """Fragments and data are of this moment: a browser that keeps them shows them where a page belongs."""
    return request.method != "GET" or "HX-Request" in request.headers or request.path.startswith("/api/")
