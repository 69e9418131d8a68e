#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""Resend's POST /emails, for tests, on loopback.

resend.py FOLDER KEY [--port N]

Prints "port N" and runs until its standard input ends.  Every mail that was
taken becomes FOLDER/0001.json.  An Idempotency-Key that was used is answered
as before, and refused with other words.  FOLDER/control says what goes
wrong, one rule a line, the first that fits:

    WHAT [retry=SECONDS] [times=N]

WHAT is a status, "drop" (nothing taken, no answer) or "lose" (taken, no
answer).  FOLDER/events has a line for everything that happened.
"""
import argparse
import http.server
import json
import os
import re
import sys
import threading


class Rules:
    def __init__(self, folder):
        self.path = os.path.join(folder, 'control')
        self.text, self.used = None, {}

    def find(self):
        try:
            with open(self.path, encoding='utf-8') as f:
                text = f.read()
        except FileNotFoundError:
            text = ''
        if text != self.text:
            self.text, self.used = text, {}
        for number, line in enumerate(text.splitlines()):
            words = line.split()
            more = dict(word.split('=', 1) for word in words[1:])
            if words and self.used.get(number, 0) < \
                    int(more.get('times', 10**9)):
                self.used[number] = self.used.get(number, 0) + 1
                return words[0], more
        return None, {}


class Handler(http.server.BaseHTTPRequestHandler):
    def log_message(self, *args):
        pass

    def answer(self, status, body, **headers):
        text = json.dumps(body).encode()
        self.send_response(status)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(text)))
        for name, value in headers.items():
            self.send_header(name.replace('_', '-'), value)
        self.end_headers()
        self.wfile.write(text)

    def refuse(self, status, name, **headers):
        self.answer(status, {'statusCode': status, 'name': name,
                             'message': 'Test says ' + name}, **headers)

    def do_POST(self):
        text = self.rfile.read(int(self.headers['Content-Length']))
        key = self.headers['Idempotency-Key']
        self.server.event('post', self.path, key)
        what, more = self.server.rules.find()
        if what == 'drop':
            return
        if self.path != '/emails' or not key:
            self.refuse(422, 'validation_error')
        elif self.headers['Authorization'] != 'Bearer ' + self.server.key:
            self.refuse(403, 'invalid_api_key')
        elif what == '429':
            self.refuse(429, 'rate_limit_exceeded',
                        **({'Retry_After': more['retry']}
                           if 'retry' in more else {}))
        elif what is not None and what != 'lose':
            self.refuse(int(what), 'application_error')
        elif key in self.server.used and self.server.used[key] != text:
            self.refuse(409, 'invalid_idempotent_request')
        else:
            self.server.take(key, text)
            if what != 'lose':
                self.answer(200, {'id': 're_' + key})


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, args):
        super().__init__(('127.0.0.1', args.port), Handler)
        self.folder, self.key, self.used = args.folder, args.key, {}
        self.rules, self.count = Rules(args.folder), 0

    def event(self, *words):
        with open(os.path.join(self.folder, 'events'), 'a',
                  encoding='utf-8') as f:
            f.write(' '.join(str(word) for word in words) + '\n')

    def take(self, key, text):
        if key in self.used:
            return
        self.used[key] = text
        self.count += 1
        told = json.loads(text)
        told.update(messageId=key, envelopeTo=told['to'],
                    links=re.findall(r'https?://\S+', told['text']))
        path = os.path.join(self.folder, '%04d.json' % self.count)
        with open(path + '.new', 'w', encoding='utf-8') as f:
            json.dump(told, f)
        os.rename(path + '.new', path)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('folder')
    parser.add_argument('key')
    parser.add_argument('--port', type=int, default=0)
    server = Server(parser.parse_args())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print('port %d' % server.server_address[1], flush=True)
    sys.stdin.read()


main()
