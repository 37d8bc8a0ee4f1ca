"""aiosmtpd as a mail server that keeps what it gets, and misbehaves on demand.

usage: mail_server.py FOLDER

Listens on two ports of the loopback: one with STARTTLS, without which nothing is taken, and with SMTPUTF8; one with TLS from the first
byte, which takes addresses in ASCII only. Both want olive:p@ss. Writes FOLDER/ca.pem, prints the ports, and appends each message that was taken to FOLDER/taken.jsonl as Python's own
parser reads it. FOLDER/mood sets its behaviour: `busy` (451), `unknown` (550), `drop` (accepts a message, and disconnects without an answer).
"""

import asyncio
import json
import pathlib
import ssl
import sys
import threading
import time
from email import message_from_bytes, policy

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

folder = pathlib.Path(sys.argv[1])
authority = trustme.CA()
authority.cert_pem.write_to_path(folder / "ca.pem")
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
authority.issue_cert("localhost").configure_cert(context)


def mood():
    file = folder / "mood"
    return file.read_text() if file.exists() else ""


class Keeper:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if mood() == "busy":
            return "451 4.3.0 Come back later"
        if mood() == "unknown":
            return "550 5.1.1 No such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        message = message_from_bytes(envelope.content, policy=policy.default)
        parts = {part.get_content_type(): part.get_content() for part in message.walk() if not part.is_multipart()}
        kept = {
            "to": envelope.rcpt_tos,
            "smtputf8": envelope.smtp_utf8,
            "tls": session.ssl is not None,
            "user": getattr(session, "login", None),
            "headers": {name.lower(): str(value) for name, value in message.items()},
            "display_name": message["to"].addresses[0].display_name,
            "faults": [str(fault) for part in message.walk() for fault in part.defects],
            "parts": parts,
        }
        with (folder / "taken.jsonl").open("a") as file:
            file.write(json.dumps(kept) + "\n")
        if mood() == "drop":
            server.transport.abort()
        return "250 2.0.0 Taken"


def let_in(server, session, envelope, mechanism, data):
    right = (data.login, data.password) == (b"olive", b"p@ss")
    if right:
        session.login = data.login.decode()
    # Not handled: then it answers 535 by itself.
    return AuthResult(success=right, handled=right)


class Wrapped(Controller):
    def factory(self):
        return SMTP(self.handler, authenticator=let_in, auth_required=True, auth_require_tls=False)


begun = Controller(
    Keeper(), hostname="127.0.0.1", port=0, tls_context=context, require_starttls=True, authenticator=let_in, auth_required=True
)
wrapped = Wrapped(Keeper(), hostname="127.0.0.1", port=0, ssl_context=context)
ports = []
for controller in (begun, wrapped):
    # The controller would try its port, which it does not know yet: so the server is made by hand.
    loop = controller.loop
    server = {}

    def run(controller=controller, loop=loop, server=server):
        asyncio.set_event_loop(loop)
        secure = controller.ssl_context
        server["it"] = loop.run_until_complete(loop.create_server(controller.factory, "127.0.0.1", 0, ssl=secure))
        loop.run_forever()

    threading.Thread(target=run, daemon=True).start()
    while "it" not in server:
        time.sleep(0.01)
    ports.append(server["it"].sockets[0].getsockname()[1])
print("ports", *ports, flush=True)
while True:
    time.sleep(3600)
