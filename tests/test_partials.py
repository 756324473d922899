"""The reader of partials sees what a browser would."""

import pytest

from tests.partials import outermost_without_id


@pytest.mark.parametrize(
    ("template", "nameless"),
    [
        ('<section id="scan"><p>inside</p></section>', []),
        ("{# words #}{% if x %}<p>{{ x > 1 }}</p>{% endif %}", ["p"]),
        ('<tr id="show-{{ show.id }}" {% if late %}class="late"{% endif %}><td>x</td></tr>', []),
        ('<ul id="a"><li><br>x</li></ul><hr><ul><li>y</li></ul>', ["hr", "ul"]),
        ('<img id="poster" src="x" /><p id="">x</p>', ["p"]),
    ],
)
def test_the_outermost_elements_without_an_id_are_found(template: str, nameless: list[str]) -> None:
    assert outermost_without_id(template) == nameless
