#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""Twilio's API for texts and what it tells the shop, on loopback.

twilio.py FOLDER [--port N]

Prints "port N" and runs until its standard input ends.  Takes what Twilio
takes (forms, Basic by the account's token or a key) and says what Twilio says;
everything is in memory.  FOLDER/asked has a line for each request: METHOD PATH
STATUS.  FOLDER/control says what goes wrong, one rule a line, the first that
fits:

    WHAT [to=WHOM] [times=N]

WHOM is "send/TELEPHONE", "send", "list", "fetch"; unless told: any of them.
WHAT is one of provider.py's, or
    code:N[:STATUS]     Twilio's error of that number; nothing was done
    fail:N          taken, and told later that it was not delivered
    silent          taken, and nothing is told of it

POST /test/… steers; see the functions below, or tests/http/twilio.h.
"""
import re
import sys
from urllib.parse import parse_qsl, urlsplit

sys.dont_write_bytecode = True
import provider
import steered
from provider import DONE, Gone
from twilio_world import FORGED, No, World

LIST = re.compile(r'/2010-04-01/Accounts/([^/]+)/Messages\.json')
ONE = re.compile(r'/2010-04-01/Accounts/([^/]+)/Messages/([^/]+)\.json')


def form(text):
    return dict(parse_qsl(text, keep_blank_values=True))


class Handler(provider.Handler):
    def said_no(self, status):
        return No(20429 if status == 429 else 20500, status=status).told

    def broken(self, what):
        if not what.startswith('code:'):
            super().broken(what)
            return
        code, _, status = what[5:].partition(':')
        raise No(int(code), status=int(status) if status else None)

    def api(self):
        world, parts = self.server.world, urlsplit(self.path)
        body = self.body().decode('utf-8', 'replace')
        params = parse_qsl(body, keep_blank_values=True)
        at = LIST.fullmatch(parts.path) or ONE.fullmatch(parts.path)
        whom = 'fetch' if at and ONE.fullmatch(parts.path) else \
            'list' if self.command == 'GET' else \
            'send/' + re.sub(r'\D', '', dict(params).get('To', ''))
        what, status = self.server.ruled(whom), 0
        try:
            if what and what.split(':')[0] not in DONE + ('fail', 'silent'):
                status = what
                self.broken(what)
                return
            if at is None:
                raise No(20404, ': ' + parts.path)
            with world.lock:
                world.judge(at.group(1), self.headers['Authorization'])
                status, answer = self.done(whom, at, params, parts.query,
                                           what)
            self.say_late(what, status, answer)
        except No as no:
            status = no.status
            self.say_json(status, no.told, [(
                'WWW-Authenticate', 'Basic realm="Twilio API"')]
                if status == 401 else ())
        except (Gone, OSError):
            status = what or status
            self.close_connection = True
        finally:
            self.server.note('%s %s %s' % (self.command, self.path, status))

    def done(self, whom, at, params, query, what):
        world = self.server.world
        if whom == 'list':
            return 200, world.list(at.group(1), query)
        if whom == 'fetch':
            if at.group(2) not in world.by_sid:
                raise No(20404, ': ' + self.path)
            return 200, world.shown(world.by_sid[at.group(2)])
        if (self.headers['Content-Type'] or '').split(';')[0] != \
                'application/x-www-form-urlencoded':
            raise No(20001, status=415)
        return 201, world.create(at.group(1), params, what)

    def answer(self):
        if self.path.startswith('/test/'):
            self.steer(form)
        else:
            self.api()

    do_GET = do_POST = answer


class Server(steered.Server):
    request_queue_size, usual = 256, 'api'

    def __init__(self, args, handler):
        super().__init__(args, handler)
        self.world = World()
        self.hooks = self.world.hooks

    def ruled(self, whom):
        """The rule for one telephone, for what is asked, or for anything."""
        return self.rule(whom, whom.split('/')[0], 'api') or ''

    # ---- what tests ask: POST /test/NAME -----------------------------------

    def test_hook(self, told):
        """base= token= [public=] [way=] [ways=sent,delivered]: the shop's base,
        what signs, and the base by which the shop calls itself."""
        with self.world.lock:
            if 'base' in told:
                self.hooks.ends = {told['base']: [told['token']]} \
                    if told['base'] else {}
            self.hooks.public = told.get('public', self.hooks.public)
            self.hooks.way = told.get('way', self.hooks.way)
            if 'ways' in told:
                self.world.ways = [w for w in told['ways'].split(',') if w]
        return {}

    def test_app(self, told):
        """[account=] [token=] [key= secret=] [per_second=]: who may ask."""
        with self.world.lock:
            self.world.account = told.get('account', self.world.account)
            self.world.token = told.get('token', self.world.token)
            if 'key' in told:
                self.world.keys[told['key']] = told['secret']
            self.world.per_second = int(told.get('per_second', '0'))
        return {}

    def test_phone(self, told):
        """phone= [stopped=0|1] [code=]: how that one is; code: undelivered."""
        with self.world.lock:
            if told.get('stopped') == '1':
                self.world.stopped.add(told['phone'])
            elif 'stopped' in told:
                self.world.stopped.discard(told['phone'])
            if told.get('code'):
                self.world.fails[told['phone']] = int(told['code'])
            elif 'code' in told:
                self.world.fails.pop(told['phone'], None)
        return {}

    def test_say(self, told):
        """path= from= to= text=: somebody writes; the sid."""
        with self.world.lock:
            return {'sid': self.world.came(
                told['path'], told['from'], told.get('to', '+15005550006'),
                told['text'])}

    def test_status(self, told):
        """sid= status= [code=]: what becomes of a text of ours."""
        with self.world.lock:
            self.world.status(self.world.by_sid[told['sid']], told['status'],
                              int(told['code']) if 'code' in told else None)
        return {}

    def test_forged(self, told):
        """path= from= text=: said in each wrong way; the statuses."""
        with self.world.lock:
            ways, kept = self.hooks.way, self.hooks.kept
            self.hooks.way, self.hooks.kept = 'hold', []
            sid = self.world.came(told['path'], told['from'],
                                  '+15005550006', told['text'])
            thing = self.hooks.kept[0]
            self.hooks.way, self.hooks.kept = ways, kept
        return {'sid': sid, 'said': {how: self.hooks.at_once([thing], how)
                                     for how in FORGED}}

    def test_deliver(self, told):
        """order=as|reverse|shuffle|together|2,0,1 [times=] [each=] [sign=]
        [keep=1] [seed=]: what is held; the statuses."""
        return {'said': self.hooks.deliver(
            told.get('order', 'as'), int(told.get('times', '1')),
            told.get('sign', 'good'), None, told.get('keep') == '1',
            int(told.get('seed', '0')), int(told.get('each', '1')))}

    def test_wait(self, told):
        """Until all that is to be told was taken; how many are left."""
        return {'left': self.hooks.waits(float(told.get('seconds', '30')))}

    def test_clock(self, told):
        """seconds=: it is that much later."""
        with self.world.lock:
            self.world.offset += float(told['seconds'])
        return {'now': int(self.world.now())}

    def test_sent(self, told):
        """[to=]: what the shop sent, oldest first."""
        with self.world.lock:
            return {'data': [m for m in self.world.messages
                             if told.get('to', m['to']) == m['to']]}

    def test_books(self, told):
        """[to=]: how many texts, and how many say the same to the same."""
        with self.world.lock:
            mine = [(m['to'], m['body']) for m in self.world.messages
                    if told.get('to', m['to']) == m['to']]
            return {'sent': len(mine), 'twice': len(mine) - len(set(mine)),
                    'kept': len(self.hooks.kept),
                    'sending': self.hooks.sending,
                    'said': dict(self.hooks.said),
                    'p99': self.hooks.p99() or 0}


if __name__ == '__main__':
    steered.serve(Handler, Server)
