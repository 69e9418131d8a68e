#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""Stripe's API, its payment page and its webhooks, for tests, on loopback.

stripe.py FOLDER [--port N]

Prints "port N" and runs until its standard input ends.  Takes what Stripe
takes (forms, a secret key as Bearer or Basic, Stripe-Version, Idempotency-Key,
expand[]) and says what Stripe says; everything is in memory.  FOLDER/asked has
a line for each request: METHOD PATH STATUS.  FOLDER/control says what goes
wrong, one rule a line, the first that fits:

    WHAT [to=WHOM] [times=N]

WHOM is a request as METHOD/v1/…/{id} ("POST/v1/refunds",
"POST/v1/payment_intents/{id}/confirm"); unless told: any of them.  WHAT is
one of provider.py's, where late means that the key is in use meanwhile, or
    kept            500 after it was done, and again for the same key
    spoilt          the same, and nothing was done
    lie:amount      done; the answer is not true (more, currency, livemode,
                    order, nobody, id, state)
Besides: "confirm" (decline:CODE, action, late), "refund" (pending, fails) and
"event/TYPE" (lie:…, drop) are asked what happens there.

POST /test/… steers and GET /test/books tells what was charged; see the
functions below, or tests/http/stripe.h.
"""
import base64
import glob
import hashlib
import json
import random
import re
import sys
import time
from urllib.parse import unquote, urlsplit

sys.dont_write_bytecode = True
import provider
import steered
import stripe_hooks
import stripe_page
from provider import DONE, Gone
from stripe_wire import NEWEST, VERSIONS, No, form, rows
from stripe_world import World, order_of

KEY = re.compile(r'(sk|rk)_(test|live)_[A-Za-z0-9_]{6,}$')
OPERATIONS = re.compile(
    r'/v1/(payment_intents|checkout/sessions|refunds|disputes|charges|events|'
    r'balance_transactions|webhook_endpoints|account|balance)'
    r'(?:/([^/]+))?(?:/([a-z_]+))?$')
ACTS = ('confirm', 'cancel', 'capture', 'expire', 'line_items')


def operation(method, path):
    """The name of what is asked, its id, and how rules call it."""
    at = OPERATIONS.match(path)
    if at is None:
        return None, None, method + path
    kind, id_, act = at.groups()
    whom = method + '/v1/' + kind + ('/{id}' if id_ else '') + \
        ('/' + act if act else '')
    name = kind.replace('/', '_')
    if name in ('account', 'balance'):
        return (None if id_ or method != 'GET' else name), None, whom
    if act is not None:
        good = act in ACTS and method == ('GET' if act == 'line_items' else
                                          'POST')
        return ('%s_%s' % (name, act) if good else None), id_, whom
    verb = {('GET', False): 'list', ('GET', True): 'get',
            ('POST', False): 'create', ('POST', True): 'update',
            ('DELETE', True): 'delete'}.get((method, id_ is not None))
    return '%s_%s' % (name, verb), id_, whom


class Handler(provider.Handler):
    def said_no(self, status):
        if status == 429:
            return {'error': {'message': 'Too many requests',
                              'code': 'rate_limit',
                              'type': 'invalid_request_error'}}
        return {'error': {'message': 'Test says %d' % status,
                          'type': 'api_error' if status >= 500 else
                          'invalid_request_error'}}

    # ---- who asks, and for what --------------------------------------------

    def key(self):
        told = self.headers['Authorization'] or ''
        if told.startswith('Basic '):
            try:
                told = base64.b64decode(told[6:]).decode().partition(':')[0]
            except ValueError:
                told = ''
        elif told.startswith('Bearer '):
            told = told[7:]
        else:
            raise No(401, 'You did not provide an API key. You need to '
                     'provide your API key in the Authorization header, '
                     "using Bearer auth (e.g. 'Authorization: Bearer "
                     "YOUR_SECRET_KEY').")
        if KEY.match(told) is None or 'wrong' in told:
            raise No(401, 'Invalid API Key provided: %s***%s' % (
                told[:8], told[-4:]))
        return told

    def judge(self):
        live = '_live_' in self.key()
        version = self.headers['Stripe-Version'] or NEWEST
        if version not in VERSIONS:
            raise No(400, 'Invalid Stripe API version: ' + version)
        if 'Stripe-Account' in self.headers:
            raise No(403, 'The provided key does not have access to account '
                     "'%s'." % self.headers['Stripe-Account'],
                     'account_invalid')
        if self.command == 'POST' and self.headers['Content-Length'] != '0' \
                and (self.headers['Content-Type'] or '').split(';')[0] != \
                'application/x-www-form-urlencoded':
            raise No(400, 'The content-type HTTP header you provided is not '
                     'application/x-www-form-urlencoded.')
        if 'User-Agent' not in self.headers:
            raise No(400, 'A User-Agent is required.')
        return live

    def run(self, name, id_, params, live):
        world = self.server.world
        paths = rows(params.pop('expand')) if 'expand' in params else []
        if not hasattr(world, name):
            raise No(404, 'Unrecognized request URL (%s: %s). Please see '
                     'https://stripe.com/docs' % (self.command, self.path))
        with world.lock:
            if live != world.live and any(world.made.values()):
                raise No(404, 'No such object: a similar object exists in '
                         'the other mode', 'resource_missing', 'id')
            world.live = live
            world.tick()
            world.request = {'id': self.told_id, 'idempotency_key':
                             self.headers['Idempotency-Key']}
            try:
                made = getattr(world, name)(params, *([id_] if id_ else []))
                return world.expanded(made, paths)
            finally:
                world.request = {'id': None, 'idempotency_key': None}

    def api(self):
        body = self.body()
        parts = urlsplit(self.path)
        name, id_, whom = operation(self.command, parts.path)
        what = self.server.rule(whom) or self.server.rule('api') or ''
        self.told_id = 'req_' + ''.join(random.choices(
            'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ', k=14))
        status = 0
        try:
            if what and what.split(':')[0] not in DONE + (
                    'kept', 'spoilt', 'lie'):
                status = what
                self.broken(what)
                return
            status = self.served(name, id_ and unquote(id_), what, (
                body.decode('utf-8', 'replace')
                if self.command == 'POST' else parts.query))
        except (Gone, OSError):
            status = status or what
            self.close_connection = True
        finally:
            self.server.note('%s %s %s' % (self.command, self.path, status))

    def served(self, name, id_, what, text):
        head = [('Request-Id', self.told_id),
                ('Stripe-Version', self.headers['Stripe-Version'] or NEWEST)]
        key = self.headers['Idempotency-Key']
        keys, entry = self.server.keys, None
        try:
            live = self.judge()
            params = form(text)
            if self.command == 'POST' and key:
                head.append(('Idempotency-Key', key))
                entry = self.claim(key, text)
                if 'body' in entry:
                    head += [('Original-Request', entry['request']),
                             ('Idempotent-Replayed', 'true')]
                    self.say_json(entry['status'], entry['body'], head)
                    return '%d replayed' % entry['status']
                head.append(('Original-Request', self.told_id))
            status, told = 200, None if what == 'spoilt' else self.run(
                name, id_, params, live)
            if what in ('kept', 'spoilt'):
                status, told = 500, {'error': {
                    'message': 'An unknown error occurred',
                    'type': 'api_error'}}
            saved = True
        except No as no:
            status, told, saved = no.status, {'error': no.error}, no.saved
            if no.status != 401:
                told['error']['request_log_url'] = \
                    'https://dashboard.stripe.com/test/logs/' + self.told_id
        try:
            if what.startswith('late:'):
                time.sleep(float(what[5:]))
        finally:
            if entry is not None:
                with self.server.world.lock:
                    if saved:
                        entry.update(status=status, body=told)
                    else:
                        keys.pop(key, None)
        if what == 'lose':
            raise Gone
        if what.startswith('lie:') and status == 200:
            told = self.lied(told, what[4:])
        self.say_json(status, told, head + [
            ('Stripe-Should-Retry', 'false')] if status < 500 else head,
            what)
        return str(status)

    def claim(self, key, text):
        """The key's entry: fresh, or with what was answered before."""
        if len(key) > 255:
            raise No(400, 'Idempotency keys can be up to 255 characters.')
        print_ = hashlib.sha256((self.path + '\0' + json.dumps(
            form(text), sort_keys=True)).encode()).hexdigest()
        with self.server.world.lock:
            had = self.server.keys.get(key)
            if had is None:
                had = self.server.keys[key] = {
                    'print': print_, 'request': self.told_id}
                return had
            if had['print'] != print_:
                raise No(400, 'Keys for idempotent requests can only be used '
                         'with the same parameters they were first used '
                         "with. Try using a key other than '%s' if you "
                         'meant to execute a different request.' % key,
                         kind='idempotency_error')
            if 'body' not in had:
                raise No(409, 'There is currently another in-progress '
                         'request using this Idempotency Key (that probably '
                         'means you submitted twice, and the other request '
                         'is still going through): %s.' % key,
                         'idempotency_key_in_use', kind='idempotency_error')
            return had

    @staticmethod
    def lied(told, what):
        told = json.loads(json.dumps(told))
        if what == 'id':
            told['id'] = 'pi_another'
        elif what == 'state':
            told['status'] = 'succeeded'
        else:
            stripe_hooks.lie(told, what)
        return told

    # ---- pages -------------------------------------------------------------

    def pages(self):
        world = self.server.world
        body = self.body()
        place, id_ = urlsplit(self.path).path.rsplit('/', 1)
        card = form(body.decode()).get('card', '')
        with world.lock:
            world.tick()
            if place == '/3ds':
                self.bank(world.get('payment_intent', id_), card)
            else:
                self.checkout(world.get('checkout_session', id_), card)

    def away(self, url):
        self.say(303, b'', [('Location', url)], 'text/html')

    def show(self, page):
        self.say(200, page, kind='text/html; charset=utf-8')

    def checkout(self, session, card):
        world, error = self.server.world, None
        if self.command == 'POST' and session['status'] == 'open':
            intent = world.session_try(session, card)
            if session['status'] == 'complete':
                self.away(session['success_url'].replace(
                    '{CHECKOUT_SESSION_ID}', session['id']))
                return
            if intent['status'] == 'requires_action':
                self.away(intent['next_action']['redirect_to_url']['url'])
                return
            error = intent['last_payment_error']['message']
        self.show(stripe_page.pay_page(session, world.lines[session['id']],
                                       error))

    def bank(self, intent, answer):
        world = self.server.world
        if self.command != 'POST' or intent['status'] != 'requires_action':
            self.show(stripe_page.bank_page(intent))
            return
        back = intent['next_action']['redirect_to_url']['return_url']
        world.settle(intent, answer == 'good')
        session = world.session_of.get(intent['id'])
        if session is not None:
            back = session['success_url'].replace(
                '{CHECKOUT_SESSION_ID}', session['id']) \
                if answer == 'good' else session['url']
        self.away(back)

    def answer(self):
        try:
            if self.path.startswith('/v1/'):
                self.api()
            elif self.path.startswith('/test/'):
                self.steer(form)
            elif self.path.startswith(('/c/pay/', '/3ds/')):
                self.pages()
            else:
                self.say_json(404, {'error': {
                    'message': 'Unrecognized request URL (%s: %s).' % (
                        self.command, self.path),
                    'type': 'invalid_request_error'}})
        except No as no:
            self.say_json(no.status, {'error': no.error})

    do_GET = do_POST = do_DELETE = answer


class Server(steered.Server):
    request_queue_size, usual = 256, 'api'

    def __init__(self, args, handler):
        super().__init__(args, handler)
        self.keys, self.world = {}, World()
        self.world.port = self.server_address[1]
        self.world.rule = self.rule
        self.hooks = self.world.hooks = stripe_hooks.Hooks(self.world)

    # ---- what tests ask: POST /test/NAME -----------------------------------

    def test_hook(self, told):
        """url= secrets=a,b [way=] [version=]: where events go; no url: ends
        them."""
        with self.world.lock:
            if 'url' in told:
                self.hooks.ends = {told['url']: told['secrets'].split(',')} \
                    if told['url'] else {}
            self.hooks.way = told.get('way', self.hooks.way)
            self.hooks.version = told.get('version', self.hooks.version)
        return {}

    def test_pay(self, told):
        """session= [card=]: what the page would do, without its HTML."""
        with self.world.lock:
            self.world.tick()
            session = self.world.get('checkout_session', told['session'])
            intent = self.world.session_try(session, told.get(
                'card', 'pm_card_visa'))
            return {'session': session, 'intent': intent}

    def test_confirm(self, told):
        """intent= [card=]: as a page of the shop with Stripe's script."""
        with self.world.lock:
            return self.world.confirm(
                self.world.get('payment_intent', told['intent']),
                {'payment_method': told.get('card', 'pm_card_visa')}, False)

    def test_settle(self, told):
        """intent= good=0|1: what was processing, or asked the buyer."""
        with self.world.lock:
            return self.world.settle(self.world.get(
                'payment_intent', told['intent']), told.get('good') != '0')

    def test_refund(self, told):
        """refund= good=0|1: a refund comes to its end; or intent= amount=:
        one is made by hand."""
        with self.world.lock:
            if 'refund' in told:
                return self.world.refund_end(self.world.get(
                    'refund', told['refund']), told.get('good') != '0')
            return self.world.refunds_create({'payment_intent':
                                              told['intent'],
                                              'amount': told['amount']})

    def test_dispute(self, told):
        """intent= [reason=] opens one; dispute= won=0|1 closes it."""
        with self.world.lock:
            if 'dispute' in told:
                return self.world.dispute_end(self.world.get(
                    'dispute', told['dispute']), told.get('won') == '1')
            intent = self.world.get('payment_intent', told['intent'])
            return self.world.dispute_open(
                self.world.made['charge'][intent['latest_charge']],
                told.get('reason', 'fraudulent'))

    def test_deliver(self, told):
        """order=as|reverse|shuffle|together|2,0,1 [times=] [each=] [only=]
        [sign=] [keep=1] [seed=]: what is held; the statuses."""
        only = told['only'].split(',') if 'only' in told else None
        return {'said': self.hooks.deliver(
            told.get('order', 'as'), int(told.get('times', '1')),
            told.get('sign', 'good'),
            (lambda e: e['type'] in only or e['id'] in only) if only else
            None,
            told.get('keep') == '1', int(told.get('seed', '0')),
            int(told.get('each', '1')))}

    def test_resend(self, told):
        """event=: once more, whatever became of it; session=, intent= …:
        all events of that object."""
        with self.world.lock:
            events = [e for e in self.world.made['event'].values()
                      if e['id'] == told.get('event') or e['data'][
                          'object']['id'] == told.get('object')]
        said = []
        for event in events:
            said += self.hooks.at_once([event] * int(told.get('each', '1')),
                                       told.get('sign', 'good'))
        return {'said': said}

    def test_files(self, told):
        """folder= [each=]: what is in its files, each as an event; how many
        of them are events, and answers that are neither 200 nor 400."""
        files, events, odd = 0, set(), 0
        for path in sorted(glob.glob(told['folder'] + '/*.json')):
            with open(path, 'rb') as f:
                body = f.read()
            event = json.loads(body)
            files += 1
            said = self.hooks.at_once([event] * int(told.get('each', '1')))
            odd += sum(s not in (200, 400) for s in said)
            if 200 in said:
                events.add(event['id'])
        return {'files': files, 'events': len(events), 'odd': odd}

    def test_truth(self, told):
        """order=: the intents of an order as they are, in fresh events."""
        with self.world.lock:
            for intent in self.world.made['payment_intent'].values():
                if order_of(intent) == told['order'] and \
                        intent['status'] == 'succeeded':
                    self.world.tell('payment_intent.succeeded', intent)
        return {}

    def test_forged(self, told):
        """All that is signed wrongly, of the newest event; the statuses."""
        with self.world.lock:
            event = list(self.world.made['event'].values())[-1]
        return {how: self.hooks.at_once([event], how)
                for how in stripe_hooks.FORGED}

    def test_sign(self, told):
        """body= secrets= [sign=]: the header."""
        return {'header': stripe_hooks.sign(
            told['body'].encode(), told['secrets'].split(','),
            int(told.get('at', time.time())), told.get('sign', 'good'))}

    def test_wait(self, told):
        """Until all that is to be sent was taken; how many are left."""
        return {'left': self.hooks.waits(float(told.get('seconds', '30')))}

    def test_clock(self, told):
        """seconds=: it is that much later."""
        with self.world.lock:
            self.world.offset += int(told['seconds'])
            self.world.tick()
        return {'now': self.world.now()}

    def test_forget(self, told):
        """Idempotency keys, as Stripe does after a day."""
        with self.world.lock:
            self.keys.clear()
        return {}

    def test_books(self, told):
        with self.world.lock:
            books = self.world.books()
            books.update(kept=len(self.hooks.kept),
                         sending=self.hooks.sending,
                         said=dict(self.hooks.said), keys=len(self.keys))
            if self.hooks.times:
                books['p99'] = self.hooks.p99()
            if 'order' in told:
                return books['orders'].get(told['order'], {
                    'charged': 0, 'refunded': 0, 'disputed': 0,
                    'charges': 0, 'refunds': 0})
            return books

    def test_last(self, told):
        """kind=: the newest of them."""
        with self.world.lock:
            return list(self.world.made[told['kind']].values())[-1]

    def test_all(self, told):
        """kind= [order=]: all of them, oldest first."""
        with self.world.lock:
            return {'data': [o for o in self.world.made[
                told['kind']].values() if told.get('order') in (
                    None, order_of(o))]}


if __name__ == '__main__':
    steered.serve(Handler, Server)
