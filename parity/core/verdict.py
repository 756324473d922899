"""The one word for a show, by precedence (RULES R7)."""

STANDINGS = ("pending", "matched", "unmatched", "suspect")


def state_of(standing: str, missing: int, ever_checked: bool, ignored: bool = False) -> str:
    """unmatched > suspect > ignored > missing > complete; error only when it was never checked well.

    `ignored` and `missing` (how many gaps) are those of today. Trouble at the last check is told beside the state.
    What is remembered of a show that was never checked may tell of gaps, and those count; it cannot say "complete".
    """
    if standing in ("unmatched", "suspect"):
        return standing
    if ignored:
        return "ignored"
    if missing:
        return "missing"
    return "complete" if ever_checked else "error"
