#!/usr/bin/env python3
"""Shows the ticket at a counter and closes it: what a records or tax application does at the end of a transaction.

Needs Python 3.8 and nothing else. In an office with accounts the machine is enrolled once, and the clerk signs in as on
the counter's own page:

    noubad access enrol counter desk-3 --counter counter-3 --data DIR     # prints a code, good for 15 minutes
    counter.py http://127.0.0.1:8080 counter-3 enrol CODE                 # writes ~/.nouba-machine
    counter.py http://127.0.0.1:8080 counter-3 show
    NOUBA_PIN=492817 counter.py http://127.0.0.1:8080 counter-3 finish --account clerk-7 --outcome delivered

An open office (a demonstration) needs neither. Exit codes: 0 well, 1 refused, 2 wrong use, 3 no answer.
"""
import argparse
import http.cookiejar
import json
import os
import pathlib
import sys
import time
import urllib.error
import urllib.request
import uuid

MACHINE = pathlib.Path(os.environ.get("NOUBA_MACHINE", pathlib.Path.home() / ".nouba-machine"))
TRIES = 5


class Refused(Exception):
    """The daemon's answer is no; `problem` is its RFC 9457 document."""

    def __init__(self, problem):
        super().__init__(problem.get("detail", "refused"))
        self.problem = problem


class Office:
    def __init__(self, address):
        self.address = address.rstrip("/")
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))

    def post(self, path, body):
        """Asks for something, and again with the same key while nobody knows whether it was done: it is done once."""
        key = str(uuid.uuid4())
        for attempt in range(TRIES):
            try:
                return self._send(path, body, key)
            except Refused as refused:
                if refused.problem.get("status") != 503 or attempt == TRIES - 1:
                    raise
            except urllib.error.URLError:
                if attempt == TRIES - 1:
                    raise
            time.sleep(0.3 * 2**attempt)

    def _send(self, path, body, key):
        headers = {"content-type": "application/json", "idempotency-key": key}
        if MACHINE.exists():
            headers["authorization"] = "Bearer " + MACHINE.read_text().strip()
        data = json.dumps(body).encode()
        request = urllib.request.Request(self.address + "/api/v1" + path, data=data, headers=headers)
        try:
            with self.opener.open(request, timeout=10) as answer:
                return json.loads(answer.read() or b"{}")
        except urllib.error.HTTPError as error:
            raise Refused(json.loads(error.read() or b"{}")) from error

    def view(self, counter):
        """The first snapshot of the counter's live view: what the clerk's page shows."""
        headers = {"accept": "text/event-stream"}
        if MACHINE.exists():
            headers["authorization"] = "Bearer " + MACHINE.read_text().strip()
        request = urllib.request.Request(f"{self.address}/api/v1/live/counter/{counter}", headers=headers)
        try:
            with self.opener.open(request, timeout=10) as stream:
                for line in stream:
                    if line.startswith(b"data: "):
                        return json.loads(line[6:])
        except urllib.error.HTTPError as error:
            raise Refused(json.loads(error.read() or b"{}")) from error
        raise urllib.error.URLError("the stream ended before the first view")


def main():
    parser = argparse.ArgumentParser(description="Show the ticket at a counter, or close it.")
    parser.add_argument("address", help="where the office is, as http://127.0.0.1:8080")
    parser.add_argument("counter", help="the counter's id")
    parser.add_argument("action", choices=["enrol", "show", "next", "finish"])
    parser.add_argument("code", nargs="?", help="the one-time code: enrol")
    parser.add_argument("--account", help="the clerk; the PIN is read from NOUBA_PIN")
    parser.add_argument("--outcome", help="what came of it, as a code of the office's: finish")
    asked = parser.parse_args()
    office = Office(asked.address)
    try:
        if asked.action == "enrol":
            token = office.post("/access/enrol", {"code": asked.code})["token"]
            MACHINE.touch(mode=0o600)
            MACHINE.write_text(token)
            return 0
        if asked.account:
            office.post("/access/sign-in", {"account": asked.account, "secret": os.environ.get("NOUBA_PIN", "")})
        if asked.action == "finish":
            body = {"outcome": asked.outcome} if asked.outcome else {}
            office.post(f"/counters/{asked.counter}/finish", body)
        if asked.action == "next":
            office.post(f"/counters/{asked.counter}/next", {})
        ticket = office.view(asked.counter).get("ticket")
        print(f"{ticket['number']} {ticket['service']} {ticket['state']}" if ticket else "nobody")
        return 0
    except Refused as refused:
        print(f"refused: {refused.problem.get('code')}: {refused}", file=sys.stderr)
        return 1
    except (urllib.error.URLError, OSError) as error:
        print(f"no answer: {error}", file=sys.stderr)
        return 3


if __name__ == "__main__":
    sys.exit(main())
