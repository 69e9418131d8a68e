# SPDX-License-Identifier: ISC
"""What web servers of tests have in common.

Each has a folder: FOLDER/asked gets a line for each request, FOLDER/control
says what is done instead of the usual, one rule a line, the first that fits:

    WHAT [to=WHOM] [times=N]

serve() prints "port N" and runs until standard input ends.
"""
import argparse
import http.server
import os
import sys
import threading


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    usual = None        # whom a rule without to= is for; None: anybody

    def __init__(self, args, handler):
        super().__init__(('127.0.0.1', args.port), handler)
        self.folder, self.lock = args.folder, threading.Lock()
        self.text, self.used = None, {}

    def handle_error(self, request, client_address):
        pass    # a caller that went, or was killed

    def note(self, line):
        with self.lock, open(os.path.join(self.folder, 'asked'), 'a',
                             encoding='utf-8') as f:
            f.write(line + '\n')

    def rule(self, *whom):
        """What is done to one who goes by these names; None: the usual."""
        with self.lock:
            try:
                with open(os.path.join(self.folder, 'control'),
                          encoding='utf-8') as f:
                    lines = f.read().splitlines()
            except FileNotFoundError:
                return None
            if lines != self.text:
                self.text, self.used = lines, {}
            for number, line in enumerate(lines):
                what, *rest = line.split()
                more = dict(word.split('=', 1) for word in rest)
                if more.get('to', self.usual or whom[0]) in whom and \
                        self.used.get(number, 0) < \
                        int(more.get('times', 10**9)):
                    self.used[number] = self.used.get(number, 0) + 1
                    return what
            return None


def serve(handler, server=Server):
    parser = argparse.ArgumentParser()
    parser.add_argument('folder')
    parser.add_argument('--port', type=int, default=0)
    running = server(parser.parse_args(), handler)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    print('port %d' % running.server_address[1], flush=True)
    sys.stdin.read()
