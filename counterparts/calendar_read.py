"""Reads one workshop of a feed with icalendar.

usage: calendar_read.py WORKSHOP SEQUENCE STATUS START TITLE < FEED
"""

import sys

import icalendar

workshop, *expected = sys.argv[1:]
calendar = icalendar.Calendar.from_ical(sys.stdin.buffer.read())
assert calendar["METHOD"] == "PUBLISH"
(event,) = [one for one in calendar.walk("VEVENT") if one["UID"] == f"workshop-{workshop}@readyroom"]
found = [str(event["SEQUENCE"]), str(event["STATUS"]), event["DTSTART"].dt.isoformat(), str(event["SUMMARY"])]
assert found == expected, found
