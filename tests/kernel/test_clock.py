"""Days are those of Asia/Shanghai, whatever zone an instant is written in."""

from datetime import UTC, date, datetime, timedelta

from hub.kernel.clock import HUB_ZONE, day_of, utc_now


def test_a_day_begins_at_sixteen_hours_of_the_day_before_in_utc() -> None:
    midnight = datetime(2026, 11, 22, 16, tzinfo=UTC)
    assert day_of(midnight) == date(2026, 11, 23)
    assert day_of(midnight - timedelta(microseconds=1)) == date(2026, 11, 22)
    assert day_of(midnight.astimezone(HUB_ZONE)) == date(2026, 11, 23)


def test_now_is_an_instant_with_a_zone() -> None:
    assert utc_now().utcoffset() == timedelta(0)
