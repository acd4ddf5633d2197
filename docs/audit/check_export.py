#!/usr/bin/env python3
"""Checks an export of an office's journal, with nothing but Python's own library.

    noubad audit export --data DIR > export.jsonl
    python3 check_export.py export.jsonl [--key HEX] [--head SEQ:HASH]

It shares no code with noubad. It recomputes the hash of every event from the text of the events alone, checks that none is
missing, changed, exchanged or added, checks every signed head (Ed25519, RFC 8032), and checks that the export is as long as
its own signed end says. What an export cannot show by itself is that the journal was cut off before it was exported: for that,
give --head with a head that somebody else has kept (the portal, the last export, the paper of a day's end), and --key with the
office's key as it was written down when the office was set up (`noubad audit key`).

Exit code: 0 when everything is as it should be, 1 when anything is not, 2 when the file is no export.
"""
import argparse
import hashlib
import json
import sys

# Ed25519 as RFC 8032 §5.1 and §6 write it; slow (some milliseconds a signature) and plain.
P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def add(a, b):
    one, two = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    three, four = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = two - one, four - three, four + three, two + one
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def multiply(s, point):
    total = (0, 1, 1, 0)
    while s > 0:
        if s & 1:
            total = add(total, point)
        point = add(point, point)
        s >>= 1
    return total


def recover_x(y, sign):
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P)
    if square % P == 0:
        return None if sign else 0
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P != 0:
        x = x * ROOT % P
    if (x * x - square) % P != 0:
        return None
    return P - x if x & 1 != sign else x


def point_of(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    x = recover_x(y, sign)
    return None if x is None else (x, y, 1, x * y % P)


def signature_fits(key, message, signature):
    if len(key) != 32 or len(signature) != 64:
        return False
    a, r = point_of(key), point_of(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= Q:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % Q
    base_y = 4 * pow(5, P - 2, P) % P
    base_x = recover_x(base_y, 0)
    base = (base_x, base_y, 1, base_x * base_y % P)
    left, right = multiply(s, base), add(r, multiply(h, a))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


class Check:
    def __init__(self, key, kept):
        self.key, self.kept = key, kept
        self.faults, self.heads, self.events = [], 0, 0
        self.seq = self.hash = None
        self.ended = False

    def fault(self, text):
        self.faults.append(text)

    def begin(self, line):
        if line.get("nouba_export") != 1:
            sys.exit("this is not an export of noubad (or one of a newer form): " + str(line)[:80])
        self.epoch = line["epoch"]
        self.seq, self.hash = line["base"]["seq"], bytes.fromhex(line["base"]["hash"])
        self.base = (self.seq, self.hash)
        if self.seq == 0 and self.hash != hashlib.sha256(line["genesis"].encode()).digest():
            self.fault("the beginning is not that of the journal's first epoch")
        if self.seq > 0:
            head = line["base"].get("signed")
            if head is None:
                self.fault(f"the history before event {self.seq + 1} was cut off without a signed head")
            else:
                self.signed(head, "the head the history was cut at")
                if head["seq"] != self.seq or bytes.fromhex(head["hash"]) != self.hash:
                    self.fault("the head the history was cut at is not where it begins now")

    def event(self, line):
        body, seq = line["body"], line["seq"]
        if seq != self.seq + 1:
            self.fault(f"event {self.seq + 1} is missing: the next one is {seq}")
        fresh = hashlib.sha256(self.hash + body.encode()).digest()
        if fresh != bytes.fromhex(line["hash"]):
            self.fault(f"event {seq} is not what was written, or the one before it is not")
        # One wrong event is one fault: what is written counts from here on.
        self.seq, self.hash = seq, bytes.fromhex(line["hash"])
        self.events += 1
        inside = json.loads(body)
        if inside["seq"] != seq:
            self.fault(f"event {seq} says inside that it is event {inside['seq']}")
        if self.kept and self.kept[0] == seq and self.kept[1] != self.hash:
            self.fault(f"event {seq} is another one than the head that was kept elsewhere")
        if inside["type"] == "head_signed":
            self.head(inside["data"]["head"], seq)

    def head(self, head, seq):
        self.signed(head, f"the head signed in event {seq}")
        found = self.hashes.get(head["seq"])
        if head["seq"] == self.base[0]:
            found = self.base[1]
        if found is not None and found != bytes.fromhex(head["hash"]):
            self.fault(f"the head signed in event {seq} is not the hash of event {head['seq']}")
        if found is None and head["seq"] > self.base[0]:
            self.fault(f"the head signed in event {seq} is of event {head['seq']}, which is not before it")

    def signed(self, head, what):
        self.heads += 1
        text = f"nouba head v1\n{head['epoch']}\n{head['day']}\n{head['seq']}\n{head['hash']}\n"
        self.signature(head["key"], text, head["signature"], what)

    def signature(self, key, text, signature, what):
        if self.key is None:
            self.key = key
            print(f"no --key was given: {key}, the key of the first signature, is taken for the office's")
        if key != self.key:
            self.fault(f"{what} was signed with another key: {key}")
        if not signature_fits(bytes.fromhex(key), text.encode(), bytes.fromhex(signature)):
            self.fault(f"{what} has a signature that is not right")

    def end(self, line):
        self.ended = True
        end = line["end"]
        if (end["seq"], end["events"]) != (self.seq, self.events) or bytes.fromhex(end["hash"]) != self.hash:
            self.fault(f"the export ends with event {self.seq}, and should with {end['seq']}")
        base_seq, base_hash = self.base
        text = (f"nouba export v1\n{self.epoch}\n{base_seq}\n{base_hash.hex()}\n"
                f"{end['seq']}\n{end['hash']}\n{end['events']}\n{end['at']}\n")
        self.signature(end["key"], text, end["signature"], "the export")

    def run(self, lines):
        self.hashes = {}
        for number, text in enumerate(lines, 1):
            try:
                line = json.loads(text)
                if number == 1:
                    self.begin(line)
                elif self.ended:
                    self.fault(f"line {number} stands after the end")
                elif "end" in line:
                    self.end(line)
                else:
                    self.event(line)
                    self.hashes[self.seq] = self.hash
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                if number == 1:
                    sys.exit(f"this is not an export of noubad: {error}")
                self.fault(f"line {number} cannot be read: {error!r}")
        if not self.ended:
            self.fault("the end is missing: the export was cut off")
        if self.kept and not self.base[0] <= self.kept[0] <= self.seq:
            self.fault(f"the export does not reach event {self.kept[0]}, which was kept elsewhere: it was cut off")


def kept(text):
    seq, _, digits = text.partition(":")
    return int(seq), bytes.fromhex(digits)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("export")
    parser.add_argument("--key", help="the office's public key, 64 hexadecimal digits")
    parser.add_argument("--head", type=kept, help="a head kept elsewhere, as SEQ:HASH")
    args = parser.parse_args()
    check = Check(args.key, args.head)
    with open(args.export, encoding="utf-8", newline="\n") as lines:
        check.run(lines)
    for fault in check.faults[:100]:
        print("WRONG:", fault)
    if check.faults:
        print(f"{len(check.faults)} faults in {check.events} events")
        return 1
    print(f"{check.events} events, {check.heads} signed heads: nothing is missing, changed or exchanged")
    print(f"the last one is {check.seq}:{check.hash.hex()} (keep it: --head shows later that nothing was cut off)")
    return 0


if __name__ == "__main__":
    code = main()
    sys.exit(code)
