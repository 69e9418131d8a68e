#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""A web server with pictures, for tests, on loopback.

pictures.py FOLDER [--port N]

Prints "port N" and runs until its standard input ends.  GET /NAME answers
the file FOLDER/NAME; /away?URL is a redirect to that URL.  FOLDER/asked has
a line for each request: its path.  FOLDER/control says what is answered
instead, one rule a line, the first that fits:

    WHAT [to=PATH] [times=N]

WHAT is a status, "short" (half of it), "huge" (30 MB), "lies" (announced as
30 MB), "hold" (no answer, until the caller goes).
"""
import http.server
import os
import sys

sys.dont_write_bytecode = True
import steered


class Handler(http.server.BaseHTTPRequestHandler):
    def log_message(self, *args):
        pass

    def say(self, status, body=b'', size=None, headers=()):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header('Content-Length',
                         str(len(body) if size is None else size))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        self.server.note(self.path)
        path, _, query = self.path.partition('?')
        what = self.server.rule(path)
        if path == '/away':
            self.say(302, headers=[('Location', query)])
            return
        try:
            with open(os.path.join(self.server.folder,
                                   os.path.basename(path)), 'rb') as f:
                body = f.read()
        except OSError:
            self.say(404, b'not here')
            return
        if what is None:
            self.say(200, body, headers=[('Content-Type',
                                          'application/octet-stream')])
        elif what == 'short':
            self.say(200, body[:len(body) // 2], size=len(body))
        elif what == 'huge':
            self.send_response(200)
            self.end_headers()
            for _ in range(30):
                self.wfile.write(b'x' * 1000000)
        elif what == 'lies':
            self.say(200, b'x', size=30000000)
        elif what == 'hold':
            self.rfile.read(1)
        else:
            self.say(int(what), b'told so')


steered.serve(Handler)
