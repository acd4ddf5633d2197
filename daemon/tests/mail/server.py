"""A real SMTP server (aiosmtpd): takes mail only from those who sign in, and refuses the first one for the moment.

Prints its port, then each message it took as a line of JSON; ends when its standard input does.
"""
import json
import sys

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult


class Handler:
    refused = False

    async def handle_DATA(self, _server, _session, envelope):
        if not Handler.refused and "--patient" not in sys.argv:
            Handler.refused = True
            return "451 4.3.0 come back in a moment"
        message = {"from": envelope.mail_from, "to": envelope.rcpt_tos, "data": envelope.content.decode("utf-8")}
        print(json.dumps(message), flush=True)
        return "250 OK"


def authenticator(_server, _session, _envelope, mechanism, data):
    right = mechanism in ("LOGIN", "PLAIN") and data.login == b"nouba" and data.password == b"correct horse"
    return AuthResult(success=right)


class Free(Controller):
    def _trigger_server(self):
        # The port is only known once it is bound; the library would otherwise connect to port 0 to try itself.
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


server = Free(Handler(), hostname="127.0.0.1", port=0, authenticator=authenticator, auth_required=True, auth_require_tls=False)
server.start()
print(server.port, flush=True)
sys.stdin.read()
server.stop()
