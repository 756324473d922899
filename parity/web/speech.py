"""What pages say, in the reader's language: gettext through Flask-Babel, in one room.

English is the language of the code; another one is a folder in parity/web/translations.
"""

from flask import Flask, request
from flask_babel import Babel, get_locale
from flask_babel import gettext as translate
from flask_babel import ngettext as translate_number

from parity.languages import ENGLISH, TRANSLATIONS, languages
from parity.web import here

__all__ = ["TRANSLATIONS", "gettext", "init_app", "language", "ngettext"]


def init_app(app: Flask) -> None:
    """Let templates say `_()` and `ngettext()`."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(TRANSLATIONS)
    spoken = languages(TRANSLATIONS)

    def chosen() -> str:
        wanted = here.settings().language
        return wanted if wanted in spoken else request.accept_languages.best_match(spoken) or ENGLISH

    Babel(app, locale_selector=chosen)


def language() -> str:
    """The language of this answer, as `lang` has it."""
    return str(get_locale() or ENGLISH).replace("_", "-")


def gettext(text: str, **values: object) -> str:
    """A text in the reader's language, with the values that it names."""
    return str(translate(text, **values))


def ngettext(one: str, many: str, number: int, /, **values: object) -> str:
    """The same for a text that agrees with a number."""
    return str(translate_number(one, many, number, **values))
