"""The stand-in behaves like Slack's API, as far as slack_sdk's own client can observe.

usage: slack_client.py API TOKEN
"""

import json
import sys
import time
import urllib.request

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler

api, token = sys.argv[1:]
client = WebClient(token=token, base_url=f"{api}/")

who = client.auth_test()
assert who["ok"] and who["bot_id"] and who["team_id"].startswith("T"), who.data
user = client.users_lookupByEmail(email="olive@example.com")["user"]
assert client.users_info(user=user["id"])["user"]["profile"]["email"] == "olive@example.com"
channel = client.conversations_open(users=user["id"])["channel"]["id"]
assert channel.startswith("D")
posted = client.chat_postMessage(channel=channel, text="Hello")
assert posted["channel"] == channel and posted["ts"], posted.data


def refused(code, call):
    try:
        call()
    except SlackApiError as error:
        assert error.response["error"] == code, error.response.data
    else:
        raise AssertionError(f"{code}: it went well")


refused("users_not_found", lambda: client.users_lookupByEmail(email="nobody@example.com"))
refused("channel_not_found", lambda: client.chat_postMessage(channel="#nowhere", text="x"))
refused("not_in_channel", lambda: client.chat_postMessage(channel="#quiet", text="x"))
refused("invalid_auth", lambda: WebClient(token="xoxb-wrong", base_url=f"{api}/").auth_test())
refused("unknown_method", lambda: client.api_call("chat.sing"))


def limited():
    limits = json.dumps({"method": "chat.postMessage", "mood": {"limits": 1}}).encode()
    control = urllib.request.Request(api.removesuffix("/api") + "/control/next", limits, method="POST")
    control.add_header("content-type", "application/json")
    urllib.request.urlopen(control).close()


limited()
refused("ratelimited", lambda: client.chat_postMessage(channel="#support", text="x"))
limited()
client.retry_handlers.append(RateLimitErrorRetryHandler(max_retry_count=1))
began = time.monotonic()
client.chat_postMessage(channel="#support", text="after a while")
assert time.monotonic() - began >= 1, "the client waits as long as the answer demands"
