# SPDX-License-Identifier: ISC
"""Events of Stripe's stand-in, and how they are told to the shop.

An event is a snapshot, made with every change.  It is sent to the endpoints
that are set (a URL, one secret or two), in one of these ways:

    now       in order, at once, again while it is not taken
    now=N     the same by N at a time, so in almost that order
    hold      kept until deliver() is asked
    never     only listed at /v1/events
    shuffle   as now, but what comes within 0.2 s in any order
    twice, many=N, late=SECONDS     more often, at once, later
"""
import concurrent.futures
import copy
import hashlib
import hmac
import http.client
import json
import queue
import random
import ssl
import threading
import time
from urllib.parse import urlsplit

from stripe_wire import NEWEST

# Told under these names before there were refund.* events.
OLD = '2020-08-27'
TRIES = 40


def sign(body, secrets, at, how='good'):
    """A Stripe-Signature header over these bytes; how: what is wrong."""
    def mac(secret, time_=at, text=body):
        return hmac.new(secret.encode(), b'%d.' % time_ + text,
                        hashlib.sha256).hexdigest()

    v1 = ''.join(',v1=' + mac(s) for s in secrets)
    if how == 'good':
        return 't=%d%s,v0=%s' % (at, v1, '0' * 64)
    return {
        'plain': lambda: 't=%d%s' % (at, v1),
        'absent': lambda: None,
        'empty': lambda: '',
        'v0': lambda: 't=%d,v0=%s' % (at, mac(secrets[0])),
        'no-t': lambda: v1[1:],
        'no-v1': lambda: 't=%d' % at,
        'other': lambda: 't=%d,v1=%s' % (at, mac('whsec_other')),
        'bare': lambda: 't=%d,v1=%s' % (at, mac(secrets[0].removeprefix(
            'whsec_'))),
        'altered': lambda: 't=%d,v1=%s' % (at, mac(secrets[0],
                                                   text=body + b' ')),
        'upper': lambda: 't=%d,v1=%s' % (at, mac(secrets[0]).upper()),
        'short': lambda: 't=%d,v1=%s' % (at, mac(secrets[0])[:63]),
        'long': lambda: 't=%d,v1=%s0' % (at, mac(secrets[0])),
        'old': lambda: 't=%d,v1=%s' % (at - 301, mac(secrets[0], at - 301)),
        'very-old': lambda: 't=%d,v1=%s' % (
            at - 172800, mac(secrets[0], at - 172800)),
        'future': lambda: 't=%d,v1=%s' % (at + 360,
                                          mac(secrets[0], at + 360)),
        'moved': lambda: 't=%d,v1=%s' % (at + 1, mac(secrets[0])),
        'words': lambda: 'signed by me',
        'v1-only-zeros': lambda: 't=%d,v1=%s' % (at, '0' * 64)}[how]()


FORGED = ('absent', 'empty', 'v0', 'no-t', 'no-v1', 'other', 'bare',
          'altered', 'upper', 'short', 'long', 'old', 'very-old', 'future',
          'moved', 'words', 'v1-only-zeros')


def lie(obj, what):
    """What the event says instead of the truth."""
    for name in ('amount', 'amount_received', 'amount_total'):
        if what == 'amount' and isinstance(obj.get(name), int):
            obj[name] -= 1
        if what == 'more' and isinstance(obj.get(name), int):
            obj[name] += 100
    if what == 'currency':
        obj['currency'] = 'usd' if obj['currency'] != 'usd' else 'eur'
    if what == 'livemode':
        obj['livemode'] = True
    if what == 'order':
        obj['metadata'] = {k: 'order_01h455vb4pex5vsknk084sn02q'
                           if k in ('order_id', 'souk_subject_id') else v
                           for k, v in obj['metadata'].items()}
        if 'client_reference_id' in obj:
            obj['client_reference_id'] = 'order_01h455vb4pex5vsknk084sn02q'
    if what == 'nobody':
        obj['metadata'] = {}
    return obj


class Hooks:
    def __init__(self, world):
        self.world, self.way, self.version = world, 'now', NEWEST
        self.ends = {}                  # url: [secrets]
        self.kept, self.sending = [], 0
        self.waiting, self.pool = queue.Queue(), None
        self.said = {}                  # what was answered, by status
        self.times = []                 # how long that took, ms
        threading.Thread(target=self.run, daemon=True).start()

    # ---- made --------------------------------------------------------------

    def tell(self, kind, obj, before=None):
        world = self.world
        shown = copy.deepcopy(obj)
        if self.version == OLD:
            if kind.startswith('refund.'):
                return
            self.age(shown)
        event = world.new('event', object='event', type=kind, data={
            'object': shown}, api_version=self.version, livemode=world.live,
            pending_webhooks=len(self.ends), request=dict(world.request))
        del event['metadata']
        if before:
            event['data']['previous_attributes'] = before
        told = world.rule('event/' + kind) or ''
        if told.startswith('lie:'):
            if told == 'lie:livemode':
                event['livemode'] = True
            lie(shown, told[4:])
        if told == 'drop' or self.way == 'never' or not self.ends:
            return
        if self.way == 'hold':
            self.kept.append(event)
            return
        self.sending += 1
        self.waiting.put(event)

    def age(self, obj):
        """As the API of 2020 showed it."""
        if obj['object'] == 'payment_intent':
            charges = [c for c in self.world.made['charge'].values()
                       if c['payment_intent'] == obj['id']]
            obj.pop('latest_charge', None)
            obj['charges'] = {
                'object': 'list', 'data': copy.deepcopy(charges),
                'has_more': False, 'total_count': len(charges),
                'url': '/v1/charges?payment_intent=' + obj['id']}
        if obj['object'] == 'charge':
            refunds = self.world.refunds_of.get(obj['id'], [])
            obj['refunds'] = {
                'object': 'list', 'data': copy.deepcopy(refunds),
                'has_more': False, 'total_count': len(refunds),
                'url': '/v1/charges/%s/refunds' % obj['id']}

    # ---- told --------------------------------------------------------------

    def run(self):
        while True:
            batch = [self.waiting.get()]
            way, _, number = self.way.partition('=')
            if way == 'late':
                time.sleep(float(number))
            if way == 'shuffle':
                time.sleep(0.2)
                while not self.waiting.empty():
                    batch.append(self.waiting.get())
                random.shuffle(batch)
            if way == 'now' and number:
                self.senders(int(number)).submit(self.sent, batch[0])
                continue
            for event in batch:
                times = int(number) if way == 'many' else \
                    2 if way == 'twice' else 1
                self.sent(event, times)

    def senders(self, number):
        if self.pool is None:
            self.pool = concurrent.futures.ThreadPoolExecutor(number)
        return self.pool

    def sent(self, event, times=1):
        self.send_until(event, times)
        with self.world.lock:
            self.sending -= 1

    def send_until(self, event, times=1):
        for attempt in range(TRIES):
            done = self.at_once([event] * times)
            if all(200 <= s < 300 for s in done):
                event['pending_webhooks'] = 0
                return True
            time.sleep(min(0.1 * 2 ** attempt, 1))
        return False

    def at_once(self, events, how='good'):
        """Each to each endpoint, concurrently; statuses, 0: no answer."""
        jobs = [(e, url, secrets) for e in events
                for url, secrets in list(self.ends.items())]
        said = [0] * len(jobs)

        def one(n):
            said[n] = self.send(*jobs[n], how)

        if len(jobs) == 1:
            one(0)
        else:
            threads = [threading.Thread(target=one, args=(n,))
                       for n in range(len(jobs))]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        with self.world.lock:
            for status in said:
                self.said[str(status)] = self.said.get(str(status), 0) + 1
        return said

    def send(self, event, url, secrets, how='good', body=None):
        to = urlsplit(url)
        body = body if body is not None else \
            json.dumps(event, indent=2, ensure_ascii=False).encode()
        head = {'Content-Type': 'application/json; charset=utf-8',
                'User-Agent': 'Stripe/1.0 (+https://stripe.com/docs/'
                              'webhooks)', 'Accept': '*/*; q=0.5'}
        signed = sign(body, secrets, int(time.time()), how)
        if signed is not None:
            head['Stripe-Signature'] = signed
        try:
            if to.scheme == 'https':
                # The shop's certificate is its own.
                with_ = http.client.HTTPSConnection(
                    to.hostname, to.port, timeout=30,
                    context=ssl._create_unverified_context())
            else:
                with_ = http.client.HTTPConnection(to.hostname, to.port,
                                                   timeout=30)
            began = time.monotonic()
            with_.request('POST', to.path, body, head)
            answer = with_.getresponse()
            answer.read()
            with_.close()
            self.times.append(round((time.monotonic() - began) * 1000, 1))
            return answer.status
        except (OSError, http.client.HTTPException):
            return 0

    def deliver(self, order='as', times=1, how='good', only=None, keep=False,
                seed=0, each=1):
        """What is held; statuses.  each: how often at the same moment."""
        with self.world.lock:
            events = [e for e in self.kept if only is None or
                      e['type'] in only or e['id'] in only]
            if not keep:
                self.kept = [e for e in self.kept if e not in events]
        events = events * times
        if order == 'reverse':
            events.reverse()
        elif order == 'shuffle':
            random.Random(seed).shuffle(events)
        elif order not in ('as', 'together'):
            events = [events[int(n)] for n in order.split(',')]
        if order == 'together':
            return self.at_once(events * each, how)
        said = []
        for event in events:
            answers = self.at_once([event] * each, how)
            said += answers
            if all(200 <= s < 300 for s in answers):
                event['pending_webhooks'] = 0
        return said

    def waits(self, seconds):
        """Until everything was sent; what is left."""
        until = time.monotonic() + seconds
        while self.sending > 0 and time.monotonic() < until:
            time.sleep(0.01)
        return self.sending
