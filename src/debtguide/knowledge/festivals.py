"""The days of the festivals that move, by borax; compiled, so that a question that says 春节后 needs no calendar library."""

from __future__ import annotations

FIRST_YEAR, LAST_YEAR = 2000, 2060
_LUNAR = {"春节": (1, 1), "元宵": (1, 15), "端午": (5, 5), "七夕": (7, 7), "中秋": (8, 15), "重阳": (9, 9)}


def festivals() -> dict[str, list[str]]:
    """Return for each festival its day in every year of the table, ISO."""
    from datetime import timedelta

    from borax.calendars.lunardate import LunarDate, TermUtils

    years = range(FIRST_YEAR, LAST_YEAR + 1)
    found = {name: [LunarDate(year, *day).to_solar_date().isoformat() for year in years] for name, day in _LUNAR.items()}
    found["除夕"] = [(LunarDate(year, 1, 1).to_solar_date() - timedelta(1)).isoformat() for year in years]
    found["清明"] = [TermUtils.day_start_from_term(year, "清明").isoformat() for year in years]
    return found
