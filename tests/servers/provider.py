# SPDX-License-Identifier: ISC
"""What the stand-ins of providers have in common: answers, and what goes
wrong with them.

WHAT of a rule (see steered.py) is
    500, 429 …      that status; nothing was done
    wait:SECONDS    429 with Retry-After
    hold            no answer at all, until the caller goes; nothing was done
    slow            the answer at 1 byte a second
    late:SECONDS    done at once, answered then
    lose            done, and the connection closed without an answer
    close           closed; nothing was done
    short           done; the answer ends in the middle
    garbage, html, deep, empty, huge    200 and that, 100 MiB; nothing was done
    redirect[:URL]  302 to elsewhere
"""
import http.server
import json
import random
import time
from urllib.parse import parse_qs, urlsplit

DONE = ('slow', 'late', 'lose', 'short')    # although something is wrong


class Gone(Exception):
    """No answer any more."""


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    disable_nagle_algorithm = True

    def log_message(self, *args):
        pass

    def body(self):
        return self.rfile.read(int(self.headers['Content-Length'] or 0))

    def said_no(self, status):
        """As this provider words an error that a rule asks for."""
        return {'error': {'message': 'Test says %d' % status}}

    # ---- answers -----------------------------------------------------------

    def say(self, status, body, head=(), kind='application/json', how=''):
        self.send_response(status)
        self.send_header('Content-Type', kind)
        self.send_header('Content-Length', str(len(body)))
        for name, value in head:
            self.send_header(name, value)
        self.end_headers()
        if how == 'short':
            self.wfile.write(body[:len(body) // 2])
            self.close_connection = True
        elif how == 'slow':
            for n in range(len(body)):
                self.wfile.write(body[n:n + 1])
                self.wfile.flush()
                time.sleep(1)
        else:
            self.wfile.write(body)

    def say_json(self, status, told, head=(), how=''):
        self.say(status, json.dumps(told, indent=2).encode(), head, how=how)

    def broken(self, what):
        """What is answered instead; nothing is done."""
        what, _, more = what.partition(':')
        if what == 'hold':
            self.rfile.read(1)
            raise Gone
        if what == 'close':
            raise Gone
        if what == 'wait':
            self.say_json(429, self.said_no(429), [('Retry-After', more)])
        elif what == 'garbage':
            self.say(200, bytes(random.randbytes(2000)))
        elif what == 'html':
            self.say(200, b'<html><body>Bad gateway</body></html>',
                     kind='text/html')
        elif what == 'deep':
            self.say(200, b'[' * 100000)
        elif what == 'empty':
            self.say(200, b'')
        elif what == 'redirect':
            self.say(302, b'', [('Location', more or 'http://127.0.0.1:1/')])
        elif what == 'huge':
            self.huge()
        else:
            self.say_json(int(what), self.said_no(int(what)))

    def huge(self):
        self.send_response(200)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(100 << 20))
        self.end_headers()
        self.wfile.write(b'{"id":"')
        for _ in range(100):
            self.wfile.write(b'x' * (1 << 20))
        raise Gone

    def say_late(self, what, status, told, head=()):
        """What was done, in the way that the rule asks for."""
        if what.startswith('late:'):
            time.sleep(float(what[5:]))
        if what == 'lose':
            raise Gone
        self.say_json(status, told, head, what)

    def steer(self, form):
        """POST /test/NAME: test_NAME() of the server."""
        told = form(self.body().decode())
        name = urlsplit(self.path).path.rsplit('/', 1)[1]
        query = {k: v[0] for k, v in parse_qs(
            urlsplit(self.path).query).items()}
        self.say_json(200, getattr(self.server, 'test_' + name)(
            {**query, **told}))
