"""What pages say, in the reader's language: gettext through Flask-Babel, in one room.

English is the language of the code; another one is a folder in parity/web/translations.
"""

from dataclasses import dataclass
from typing import cast

from babel import Locale
from babel.support import NullTranslations
from flask import Flask, g, has_app_context, request
from flask_babel import Babel, get_locale, get_translations

from parity.languages import ENGLISH, TRANSLATIONS, languages
from parity.web import here

__all__ = ["TRANSLATIONS", "gettext", "init_app", "language", "locale", "ngettext"]


@dataclass(frozen=True, slots=True)
class Tongue:
    """The language of one answer and its texts."""

    locale: Locale
    texts: NullTranslations


def init_app(app: Flask) -> None:
    """Let templates say `_()` and `ngettext()`."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(TRANSLATIONS)
    spoken = languages(TRANSLATIONS)

    def chosen() -> str:
        wanted = here.settings().language
        return wanted if wanted in spoken else request.accept_languages.best_match(spoken) or ENGLISH

    Babel(app, locale_selector=chosen)
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # added by jinja2.ext.i18n
        lambda text: _tongue().texts.ugettext(text),
        lambda one, many, number: _tongue().texts.ungettext(one, many, number),
        newstyle=True,
    )


def language() -> str:
    """The language of this answer, as `lang` has it."""
    return str(locale()).replace("_", "-")


def locale() -> Locale:
    """The language of this answer, as numbers and dates are written."""
    return _tongue().locale


def gettext(text: str, **values: object) -> str:
    """A text in the reader's language, with the values that it names."""
    found = str(_tongue().texts.ugettext(text))
    return found % values if values else found


def ngettext(one: str, many: str, number: int, /, **values: object) -> str:
    """The same for a text that agrees with a number."""
    return str(_tongue().texts.ungettext(one, many, number)) % {"num": number, **values}


def _tongue() -> Tongue:
    if not has_app_context():
        return _OUTSIDE
    if "tongue" not in g:  # found out once an answer: a page says a thousand things
        g.tongue = Tongue(get_locale() or _OUTSIDE.locale, get_translations())
    return cast(Tongue, g.tongue)


_OUTSIDE = Tongue(Locale(ENGLISH), NullTranslations())
