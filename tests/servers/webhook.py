#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""A receiver of webhooks, for tests, on loopback.

webhook.py FOLDER [--port N]

Prints "port N" and runs until its standard input ends.  Every request
becomes FOLDER/0001.json: envelopeTo (its path), method, messageId, body,
event and "signature": good or bad, by the secrets in FOLDER/secrets, one a
line, as the Standard Webhooks specification has it.  FOLDER/control says what
is answered, one rule a line, the first that fits; else 204:

    WHAT [to=PATH] [times=N]

WHAT is a status, "long" (200 and 100 kB), "away" (302 to /elsewhere) or
"hold" (no answer at all, until the caller goes).
"""
import argparse
import base64
import hashlib
import hmac
import http.server
import json
import os
import sys
import threading
import time


class Handler(http.server.BaseHTTPRequestHandler):
    def log_message(self, *args):
        pass

    def is_good(self, body):
        given = self.headers['webhook-signature']
        signed = '%s.%s.' % (self.headers['webhook-id'],
                             self.headers['webhook-timestamp'])
        if abs(time.time() - int(self.headers['webhook-timestamp'])) > 300:
            return False
        for secret in self.server.lines('secrets'):
            key = base64.b64decode(secret.removeprefix('whsec_'),
                                   validate=True)
            mac = hmac.new(key, signed.encode() + body, hashlib.sha256)
            if hmac.compare_digest(
                    'v1,' + base64.b64encode(mac.digest()).decode(), given):
                return True
        return False

    def take(self, body):
        self.server.keep({
            'envelopeTo': [self.path], 'method': self.command,
            'messageId': self.headers['webhook-id'], 'body': body.decode(),
            'event': json.loads(body)['event'],
            'type': self.headers['Content-Type'],
            'signature': 'good' if self.is_good(body) else 'bad'})

    def do_GET(self):
        self.server.keep({'envelopeTo': [self.path], 'method': 'GET'})
        self.send_error(405)

    def do_POST(self):
        self.take(self.rfile.read(int(self.headers['Content-Length'])))
        what = self.server.rule(self.path)
        if what == 'hold':
            self.rfile.read(1)
            return
        text = b''
        if what == 'away':
            self.send_response(302)
            self.send_header('Location', '/elsewhere')
        else:
            self.send_response(200 if what == 'long' else int(what))
            text = b'x' * 100000 if what == 'long' else \
                ('Said %s\n\x01<b>\u0641' % what).encode()
        if what != '204':
            self.send_header('Content-Length', str(len(text)))
        self.end_headers()
        if what != '204':
            self.wfile.write(text)


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, args):
        super().__init__(('127.0.0.1', args.port), Handler)
        self.folder, self.count, self.lock = args.folder, 0, threading.Lock()
        self.text, self.used = None, {}

    def handle_error(self, request, client_address):
        pass    # a caller that was killed

    def lines(self, name):
        try:
            with open(os.path.join(self.folder, name),
                      encoding='utf-8') as f:
                return f.read().splitlines()
        except FileNotFoundError:
            return []

    def rule(self, path):
        with self.lock:
            lines = self.lines('control')
            if lines != self.text:
                self.text, self.used = lines, {}
            for number, line in enumerate(lines):
                what, *rest = line.split()
                more = dict(word.split('=', 1) for word in rest)
                if more.get('to', path) == path and \
                        self.used.get(number, 0) < \
                        int(more.get('times', 10**9)):
                    self.used[number] = self.used.get(number, 0) + 1
                    return what
            return '204'

    def keep(self, told):
        with self.lock:
            self.count += 1
            path = os.path.join(self.folder, '%04d.json' % self.count)
            with open(path + '.new', 'w', encoding='utf-8') as f:
                json.dump(told, f)
            os.rename(path + '.new', path)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('folder')
    parser.add_argument('--port', type=int, default=0)
    server = Server(parser.parse_args())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print('port %d' % server.server_address[1], flush=True)
    sys.stdin.read()


main()
