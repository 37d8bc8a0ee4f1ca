"""slack_sdk reads the messages that Readyroom posted: every block is one that it knows and finds without fault.

usage: slack_message.py API TOKEN <MESSAGES, a JSON list
"""

import json
import sys

from slack_sdk import WebClient
from slack_sdk.models.blocks import Block

api, token, messages = sys.argv[1:]
messages = json.loads(messages)
assert messages, "something was posted"
client = WebClient(token=token, base_url=f"{api}/")
for message in messages:
    blocks = Block.parse_all(message["blocks"])
    assert len(blocks) == len(message["blocks"]), "each block is of a known kind"
    for block, raw in zip(blocks, message["blocks"]):
        block.validate_json()
        assert block.to_dict()["type"] == raw["type"]
    # What the client itself would warn about, such as a missing text for notifications.
    client.chat_postMessage(**message)
