#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""A service that takes Sentry envelopes, for tests, on loopback.

sentry.py FOLDER [--port N]

Prints "port N" and runs until its standard input ends.  Project 42 with the
key "publickey" is known; what is not as the protocol says is answered 400 and
noted as "bad REASON" in FOLDER/events.  An event that was taken becomes
FOLDER/0001.json.  FOLDER/control may hold a status that is answered instead.
"""
import argparse
import datetime
import http.server
import json
import os
import re
import sys
import threading

LEVELS = ('fatal', 'error', 'warning', 'info', 'debug')


class Bad(Exception):
    pass


def need(condition, reason):
    if not condition:
        raise Bad(reason)


def auth_read(header):
    need(header.startswith('Sentry '), 'auth scheme')
    pairs = dict(part.strip().split('=', 1)
                 for part in header[7:].split(','))
    need(pairs.get('sentry_version') == '7', 'version')
    need(pairs.get('sentry_key') == 'publickey', 'key')
    need(re.fullmatch(r'[^/ ]+/[^/ ]+', pairs.get('sentry_client', '')),
         'client')
    need(set(pairs) <= {'sentry_version', 'sentry_key', 'sentry_client'},
         'unknown auth')


def time_read(text):
    when = datetime.datetime.fromisoformat(text.replace('Z', '+00:00'))
    need(when.tzinfo is not None, 'time zone')
    return when


def envelope_read(body):
    """Headers, then items: a header, so many bytes, a line feed."""
    line, _, rest = body.partition(b'\n')
    head = json.loads(line)
    time_read(head['sent_at'])
    line, _, rest = rest.partition(b'\n')
    item = json.loads(line)
    need(item['type'] == 'event', 'item type')
    payload, rest = rest[:item['length']], rest[item['length']:]
    need(len(payload) == item['length'], 'length')
    need(rest == b'\n', 'more than one event')
    return head, json.loads(payload)


def event_check(head, event):
    need(re.fullmatch(r'[0-9a-f]{32}', event['event_id']), 'event_id')
    need(head['event_id'] == event['event_id'], 'two ids')
    time_read(event['timestamp'])
    need(event['platform'] == 'c', 'platform')
    need(event['level'] in LEVELS, 'level')
    need(len(event['logentry']['formatted']) <= 8192, 'message')
    for name, value in event['tags'].items():
        need(re.fullmatch(r'[a-zA-Z0-9_.:-]{1,32}', name), 'tag name')
        need(isinstance(value, str) and len(value) <= 200, 'tag')
    need(isinstance(event['fingerprint'], list), 'fingerprint')
    need('user' not in event and 'request' not in event, 'a person')


class Handler(http.server.BaseHTTPRequestHandler):
    def log_message(self, *args):
        pass

    def answer(self, status, body):
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def event(self, line):
        with open(os.path.join(self.server.folder, 'events'), 'a',
                  encoding='utf-8') as f:
            f.write(line + '\n')

    def told(self):
        try:
            with open(os.path.join(self.server.folder, 'control'),
                      encoding='utf-8') as f:
                return int(f.read() or 0)
        except FileNotFoundError:
            return 0

    def do_POST(self):
        body = self.rfile.read(int(self.headers['Content-Length']))
        if self.told():
            self.event('refused')
            self.answer(self.told(), {'detail': 'not now'})
            return
        try:
            need(self.path == '/api/42/envelope/', 'path ' + self.path)
            need(self.headers['Content-Type'] ==
                 'application/x-sentry-envelope', 'content type')
            auth_read(self.headers['X-Sentry-Auth'])
            head, event = envelope_read(body)
            event_check(head, event)
        except (Bad, KeyError, ValueError, TypeError) as e:
            self.event('bad %r' % e)
            self.answer(400, {'detail': str(e)})
            return
        self.keep(event)
        self.answer(200, {'id': event['event_id']})

    def keep(self, event):
        server = self.server
        server.count += 1
        path = os.path.join(server.folder, '%04d.json' % server.count)
        with open(path + '.new', 'w', encoding='utf-8') as f:
            json.dump({'envelopeTo': [event['logger']],
                       'id': event['event_id'],
                       'message': event['logentry']['formatted'],
                       'tags': event['tags'],
                       'times': event['extra']['times']}, f)
        os.rename(path + '.new', path)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('folder')
    parser.add_argument('--port', type=int, default=0)
    args = parser.parse_args()
    server = http.server.ThreadingHTTPServer(('127.0.0.1', args.port),
                                             Handler)
    server.folder, server.count = args.folder, 0
    while os.path.exists(os.path.join(args.folder, '%04d.json' %
                                      (server.count + 1))):
        server.count += 1
    print('port %d' % server.server_address[1], flush=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdin.read()
    os._exit(0)


main()
