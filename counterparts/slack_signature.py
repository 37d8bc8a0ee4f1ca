"""What slack_sdk's SignatureVerifier signs, Readyroom believes; what one refuses, the other refuses.

usage: slack_signature.py READYROOM SECRET WORKSPACE
"""

import sys
import time
import urllib.error
import urllib.parse
import urllib.request

from slack_sdk.signature import SignatureVerifier

readyroom, secret, workspace = sys.argv[1:]
verifier = SignatureVerifier(secret)
body = urllib.parse.urlencode(
    {"team_id": workspace, "user_id": "U0OLIVE", "command": "/readyroom", "text": "help ü & <b>", "response_url": ""}
)


def ours(sent, timestamp, signature):
    request = urllib.request.Request(f"{readyroom}/api/slack/commands", sent.encode(), method="POST")
    request.add_header("content-type", "application/x-www-form-urlencoded")
    if timestamp is not None:
        request.add_header("x-slack-request-timestamp", timestamp)
    if signature is not None:
        request.add_header("x-slack-signature", signature)
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status == 200
    except urllib.error.HTTPError as error:
        assert error.code == 401, error.code
        return False


def check(expected, sent, at, signed=None, signed_at=None, by=verifier):
    timestamp = str(at)
    signature = by.generate_signature(timestamp=str(signed_at or at), body=signed or sent)
    theirs = verifier.is_valid(body=sent, timestamp=timestamp, signature=signature)
    assert (ours(sent, timestamp, signature), theirs) == (expected, expected), (sent, at, expected, theirs)


now = int(time.time())
check(True, body, now)
check(True, body, now - 290)
check(False, body, now - 310)
check(True, body, now + 290)
check(False, body, now + 320)
check(False, body + "&text=more", now, signed=body)
check(False, body, now, signed_at=now - 1)
check(False, body, now, by=SignatureVerifier("another secret"))
good = verifier.generate_signature(timestamp=str(now), body=body)
for signature in ["", "v0=", good[3:], good.replace("v0", "v1"), good.upper(), good[:-1], good + "0"]:
    assert not verifier.is_valid(body=body, timestamp=str(now), signature=signature), signature
    assert not ours(body, str(now), signature), signature
assert not ours(body, None, good) and not ours(body, str(now), None)
