"""The one word for a show, by precedence (RULES R7)."""

STANDINGS = ("pending", "matched", "unmatched", "suspect")


def state_of(standing: str, missing: int, ever_checked: bool, ignored: bool = False) -> str:
    """unmatched > suspect > ignored > missing > complete; error only when it was never checked well.

    `ignored` and `missing` (how many gaps) are those of today. Trouble at the last check is told beside the state.
    """
    if standing in ("unmatched", "suspect"):
        return standing
    if ignored:
        return "ignored"
    if not ever_checked:
        return "error"
    return "missing" if missing else "complete"
