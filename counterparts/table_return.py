"""A spreadsheet, as far as its files go: reads a table, and writes it in the ways in which spreadsheets return one.

usage: table_return.py < TABLE, prints a list of texts as JSON
"""

import csv
import io
import json
import sys

raw = sys.stdin.buffer.read()
assert raw.startswith(b"\xef\xbb\xbf"), "without a mark it is taken for the local code page"
table = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), strict=True))
assert len({len(row) for row in table}) == 1
formulas = [cell for row in table for cell in row if cell[:1] in tuple("=+-@\t\r\n")]
assert not formulas, formulas
due = table[0].index("Due")


def written(delimiter, day, mark=""):
    """A table with this between its cells, and days as `day` writes them."""
    rows = [[day(cell) if place == due and cell[:1].isdigit() else cell for place, cell in enumerate(row)] for row in table]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return mark + out.getvalue()


def german(day):
    year, month, number = day.split("-")
    return f"{number}.{month}.{year}"


def american(day):
    year, month, number = day.split("-")
    return f"{int(month)}/{int(number)}/{year}"


same = str
texts = [
    raw.decode(),
    written(",", same, "\ufeff"),
    written(";", german),
    written(";", german, "sep=;\r\n"),
    written(",", american, "\ufeff"),
    # What Excel calls Unicode text, as a browser decodes it.
    written("\t", german),
]
json.dump(texts, sys.stdout)
