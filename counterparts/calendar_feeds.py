"""Reads feeds with icalendar, and expands the question as a calendar does: for ten years its dates are those of Readyroom.

usage: calendar_feeds.py < FEEDS
"""

import json
import sys
from datetime import datetime, timezone

import icalendar
import recurring_ical_events

SINCE, UNTIL = datetime(2026, 11, 24, tzinfo=timezone.utc), datetime(2036, 11, 26, tzinfo=timezone.utc)
feeds = json.load(sys.stdin)
assert len(feeds) >= 5, "there are some"
for feed in feeds:
    name = (feed["zone"], feed["rule"], feed["minute"])
    calendar = icalendar.Calendar.from_ical(feed["ics"])
    expected = [datetime.fromisoformat(at.replace("Z", "+00:00")) for at in feed["starts"]]
    found = recurring_ical_events.of(calendar).between(SINCE, UNTIL)
    starts = sorted(event["DTSTART"].dt.astimezone(timezone.utc) for event in found)
    starts = [at for at in starts if at <= expected[-1]]
    assert starts == expected, (name, [pair for pair in zip(starts, expected) if pair[0] != pair[1]][:3])
    # The time zone as the feed defines it, without the reader's own tables.
    (component,) = calendar.walk("VTIMEZONE")
    zone = component.to_tz(lookup_tzid=False)
    for event in found:
        local = event["DTSTART"].dt
        if local.astimezone(timezone.utc) <= expected[-1]:
            offset = local.replace(tzinfo=None).replace(tzinfo=zone).utcoffset()
            assert offset == local.utcoffset(), (name, local, offset)
print(len(feeds))
