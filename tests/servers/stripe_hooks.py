# SPDX-License-Identifier: ISC
"""Events of Stripe's stand-in, and how they are told to the shop.

An event is a snapshot, made with every change.  teller.py has the ways in which
it is sent to the endpoints; "never": it is only listed at /v1/events.
"""
import copy
import hashlib
import hmac
import json
import time

import teller
from stripe_wire import NEWEST

# Told under these names before there were refund.* events.
OLD = '2020-08-27'


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


class Hooks(teller.Teller):
    def __init__(self, world):
        self.world, self.version = world, NEWEST
        super().__init__(world.lock)

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
        if told != 'drop':
            self.put(event)

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

    def told(self, thing):
        thing['pending_webhooks'] = 0

    def written(self, thing):
        return json.dumps(thing, indent=2, ensure_ascii=False).encode()

    def headed(self, body, url, secrets, how):
        head = {'Content-Type': 'application/json; charset=utf-8',
                'User-Agent': 'Stripe/1.0 (+https://stripe.com/docs/'
                              'webhooks)', 'Accept': '*/*; q=0.5'}
        signed = sign(body, secrets, int(time.time()), how)
        if signed is not None:
            head['Stripe-Signature'] = signed
        return head
