"""Reads one workshop of a feed or of a download with icalendar, and checks what RFC 5546 asks of what is published.

usage: calendar_read.py WORKSHOP SEQUENCE STATUS START TITLE < FEED
"""

import sys

import icalendar

workshop, *expected = sys.argv[1:]
calendar = icalendar.Calendar.from_ical(sys.stdin.buffer.read())
assert calendar["METHOD"] == "PUBLISH"
for event in calendar.walk("VEVENT"):
    missing = {"DTSTAMP", "DTSTART", "ORGANIZER", "SUMMARY", "UID"} - set(event)
    assert not missing and "ATTENDEE" not in event, (missing, event)
(event,) = [one for one in calendar.walk("VEVENT") if one["UID"] == f"workshop-{workshop}@readyroom"]
found = [str(event["SEQUENCE"]), str(event["STATUS"]), event["DTSTART"].dt.isoformat(), str(event["SUMMARY"])]
assert found == expected, found
