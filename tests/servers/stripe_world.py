# SPDX-License-Identifier: ISC
"""Stripe's objects and what becomes of them, in memory, for its stand-in.

Everything starts from a recorded or official object in tests/fixtures/stripe.
Each change makes its events (stripe_hooks.py).  Whoever calls holds
World.lock.
"""
import copy
import json
import os
import random
import string
import threading
import time

from stripe_intents import Intents
from stripe_refunds import Refunds
from stripe_sessions import Sessions
from stripe_wire import (No, flag, integer, known, metadata, missing, must,
                         rows, url_of)

OBJECTS = os.path.join(os.path.dirname(os.path.abspath(__file__)),
                       '../fixtures/stripe/objects')
DAYS_30 = 30 * 86400

KINDS = {'payment_intent': 'pi_3', 'charge': 'ch_3', 'refund': 're_3',
         'checkout_session': 'cs_', 'dispute': 'du_1',
         'balance_transaction': 'txn_3', 'webhook_endpoint': 'we_1',
         'event': 'evt_1', 'customer': 'cus_'}


def template(name):
    with open(os.path.join(OBJECTS, name + '.json'), encoding='utf-8') as f:
        return json.load(f)


def order_of(obj):
    """Which order of the shop it is about, as far as it was told."""
    meta = obj.get('metadata') or {}
    return meta.get('souk_subject_id') or meta.get('order_id') or \
        obj.get('client_reference_id') or ''


class World(Intents, Sessions, Refunds):
    def __init__(self):
        self.lock = threading.RLock()
        self.made = {kind: {} for kind in KINDS}    # id: object, in order
        self.shapes = {kind: template(kind) for kind in (
            'payment_intent', 'charge', 'refund', 'checkout_session',
            'dispute', 'balance_transaction', 'webhook_endpoint', 'balance',
            'account')}
        self.lines, self.secrets = {}, {}   # of sessions; of endpoints
        self.pay_data, self.no_refund = {}, {}
        self.offset, self.port, self.hooks = 0, 0, None
        self.live = False
        self.request = {'id': None, 'idempotency_key': None}
        self.rule = lambda whom: None
        self.ticked, self.session_of, self.refunds_of = 0, {}, {}

    # ---- what all have -----------------------------------------------------

    def now(self):
        return int(time.time() + self.offset)

    def fresh(self, kind):
        letters = string.ascii_letters + string.digits
        tail = ''.join(random.SystemRandom().choices(
            letters, k=58 if kind == 'checkout_session' else 22))
        start = KINDS[kind]
        if kind == 'checkout_session':
            start += ('live_' if self.live else 'test_') + 'a1'
        return start + tail

    def new(self, kind, **values):
        obj = copy.deepcopy(self.shapes.get(kind, {}))
        obj.update(id=self.fresh(kind), created=self.now(), metadata={})
        if 'livemode' in obj:
            obj['livemode'] = self.live
        obj.update(values)
        self.made[kind][obj['id']] = obj
        return obj

    def get(self, kind, id_, what=None, param='id', status=404):
        obj = self.made[kind].get(id_)
        if obj is None:
            no = missing(what or kind, id_, param)
            no.status = status
            raise no
        return obj

    def tell(self, kind, obj, **before):
        self.hooks.tell(kind, obj, before or None)

    def change(self, kind, obj, **values):
        """Sets, tells the event, with what was before."""
        before = {k: copy.deepcopy(obj.get(k)) for k in values
                  if obj.get(k) != values[k]}
        obj.update(values)
        if kind:
            self.tell(kind, obj, **before)

    def tick(self):
        """What time does by itself."""
        if self.ticked == self.now():
            return
        self.ticked = self.now()
        for session in list(self.made['checkout_session'].values()):
            if session['status'] == 'open' and \
                    session['expires_at'] <= self.now():
                self.expire(session)

    def list(self, kind, params, url, filters=()):
        known(params, ('limit', 'starting_after', 'ending_before',
                       'created') + tuple(filters))
        limit = integer(params.get('limit', '10'), 'limit', 1, 100)
        all_ = list(self.made[kind].values())[::-1]
        bounds = params.get('created', {})
        if isinstance(bounds, str):
            bounds = {'gte': bounds, 'lte': bounds}
        for word, value in bounds.items():
            at = integer(value, 'created[%s]' % word, 0, 10**11)
            all_ = [o for o in all_ if {
                'gte': o['created'] >= at, 'gt': o['created'] > at,
                'lte': o['created'] <= at, 'lt': o['created'] < at}[word]]
        for name in filters:
            if name in params and name not in ('types', 'delivery_success'):
                all_ = [o for o in all_ if o.get(name) == params[name]]
        return self.page(all_, params, limit, kind, url)

    def page(self, all_, params, limit, kind, url):
        if 'starting_after' in params:
            self.get(kind, params['starting_after'],
                     param='starting_after', status=400)
            at = self.made[kind][params['starting_after']]
            ids = list(self.made[kind])
            place = {id_: n for n, id_ in enumerate(ids)}
            all_ = [o for o in all_ if place[o['id']] < place[at['id']]]
        if 'ending_before' in params:
            self.get(kind, params['ending_before'],
                     param='ending_before', status=400)
            place = {id_: n for n, id_ in enumerate(self.made[kind])}
            all_ = [o for o in all_
                    if place[o['id']] > place[params['ending_before']]]
            return {'object': 'list', 'url': url, 'data': all_[-limit:],
                    'has_more': len(all_) > limit}
        return {'object': 'list', 'url': url, 'data': all_[:limit],
                'has_more': len(all_) > limit}

    # ---- the rest ----------------------------------------------------------

    def charges_list(self, params):
        return self.list('charge', params, '/v1/charges',
                         ('payment_intent', 'customer'))

    def charges_get(self, params, id_):
        known(params, ())
        return self.get('charge', id_, param='charge')

    def balance_transactions_list(self, params):
        return self.list('balance_transaction', params,
                         '/v1/balance_transactions', ('source', 'type',
                                                      'currency'))

    def balance_transactions_get(self, params, id_):
        known(params, ())
        return self.get('balance_transaction', id_, param='id')

    def events_list(self, params):
        known(params, ('limit', 'starting_after', 'ending_before', 'created',
                       'type', 'types', 'delivery_success'))
        since = self.now() - DAYS_30
        limit = integer(params.get('limit', '10'), 'limit', 1, 100)
        wanted = set(rows(params['types'])) if 'types' in params else None
        page = dict(params, limit='100')
        page.pop('starting_after', None)
        page.pop('ending_before', None)
        all_ = []
        while True:
            part = self.list('event', page, '/v1/events', (
                'type', 'types', 'delivery_success'))
            all_ += part['data']
            if not part['has_more']:
                break
            page['starting_after'] = part['data'][-1]['id']
        all_ = [e for e in all_ if e['created'] >= since and
                (wanted is None or e['type'] in wanted)]
        if 'delivery_success' in params:
            good = flag(params, 'delivery_success')
            all_ = [e for e in all_ if (e['pending_webhooks'] == 0) == good]
        return self.page(all_, params, limit, 'event', '/v1/events')

    def events_get(self, params, id_):
        known(params, ())
        event = self.get('event', id_, param='id')
        if event['created'] < self.now() - DAYS_30:
            raise missing('event', id_)
        return event

    def account(self, params):
        known(params, ())
        return {**copy.deepcopy(self.shapes['account']),
                'id': 'acct_1SoukStandIn', 'charges_enabled': True,
                'payouts_enabled': True, 'country': 'FR',
                'default_currency': 'eur'}

    def balance(self, params):
        known(params, ())
        balance = copy.deepcopy(self.shapes['balance'])
        sums = {}
        for txn in self.made['balance_transaction'].values():
            sums[txn['currency']] = sums.get(txn['currency'], 0) + txn['net']
        balance.update(livemode=self.live, available=[
            {'amount': 0, 'currency': c, 'source_types': {'card': 0}}
            for c in sorted(sums) or ['eur']], pending=[
            {'amount': sums.get(c, 0), 'currency': c,
             'source_types': {'card': sums.get(c, 0)}}
            for c in sorted(sums) or ['eur']])
        return balance

    def webhook_endpoints_create(self, params):
        known(params, ('url', 'enabled_events', 'api_version', 'description',
                       'metadata', 'connect'))
        kinds = rows(must(params, 'enabled_events'))
        made = self.new('webhook_endpoint', url=url_of(params, 'url'),
                        enabled_events=kinds, status='enabled',
                        description=params.get('description'),
                        api_version=params.get('api_version'),
                        metadata=metadata(params))
        self.secrets[made['id']] = ['whsec_' + self.fresh('event')[5:]]
        return {**made, 'secret': self.secrets[made['id']][0]}

    def webhook_endpoints_list(self, params):
        return self.list('webhook_endpoint', params,
                         '/v1/webhook_endpoints')

    def webhook_endpoints_get(self, params, id_):
        known(params, ())
        return self.get('webhook_endpoint', id_, param='webhook_endpoint')

    def webhook_endpoints_update(self, params, id_):
        known(params, ('url', 'enabled_events', 'disabled', 'description',
                       'metadata'))
        made = self.get('webhook_endpoint', id_, param='webhook_endpoint')
        if 'url' in params:
            made['url'] = url_of(params, 'url')
        if 'enabled_events' in params:
            made['enabled_events'] = rows(params['enabled_events'])
        if 'disabled' in params:
            made['status'] = 'disabled' if flag(params, 'disabled') else \
                'enabled'
        return made

    def webhook_endpoints_delete(self, params, id_):
        known(params, ())
        self.get('webhook_endpoint', id_, param='webhook_endpoint')
        del self.made['webhook_endpoint'][id_]
        return {'id': id_, 'object': 'webhook_endpoint', 'deleted': True}

    # ---- expand[] ----------------------------------------------------------

    REFERS = {'latest_charge': 'charge', 'charge': 'charge',
              'payment_intent': 'payment_intent', 'dispute': 'dispute',
              'balance_transaction': 'balance_transaction'}

    def expanded(self, obj, paths):
        obj = copy.deepcopy(obj)
        for path in paths:
            if path.count('.') > 3:
                raise No(400, 'You cannot expand more than 4 levels of a '
                         'property.', 'property_expansion_max_depth')
            self.expand(obj, path.split('.'), path)
        return obj

    def expand(self, obj, path, whole):
        name, rest = path[0], path[1:]
        if obj.get('object') == 'list' and name == 'data' and rest:
            for one in obj['data']:
                self.expand(one, rest, whole)
            return
        if obj.get('object') == 'checkout.session' and name == 'line_items':
            obj[name] = {'object': 'list', 'data': self.lines[obj['id']],
                         'has_more': False, 'url':
                         '/v1/checkout/sessions/%s/line_items' % obj['id']}
        elif obj.get('object') == 'charge' and name == 'refunds':
            obj[name] = {'object': 'list', 'has_more': False, 'url':
                         '/v1/charges/%s/refunds' % obj['id'], 'data': [
                             copy.deepcopy(r) for r in reversed(
                                 self.refunds_of.get(obj['id'], []))]}
        elif name not in obj or name not in self.REFERS and \
                name not in ('customer', 'payment_method'):
            raise No(400, 'This property cannot be expanded (%s).' % whole,
                     param='expand')
        elif isinstance(obj[name], str) and name in self.REFERS:
            obj[name] = copy.deepcopy(
                self.made[self.REFERS[name]].get(obj[name], obj[name]))
        if rest and isinstance(obj[name], dict):
            self.expand(obj[name], rest, whole)

    # ---- our own books -----------------------------------------------------

    def books(self):
        """Sums by order of the shop, for tests to compare money with."""
        orders = {}

        def of(obj):
            return orders.setdefault(order_of(obj), {
                'charged': 0, 'refunded': 0, 'disputed': 0, 'charges': 0,
                'refunds': 0, 'currency': obj['currency']})

        for charge in self.made['charge'].values():
            if charge['status'] == 'succeeded' and charge['captured']:
                at = of(charge)
                at['charged'] += charge['amount_captured']
                at['charges'] += 1
        for refund in self.made['refund'].values():
            if refund['status'] not in ('failed', 'canceled'):
                at = of({**self.made['charge'][refund['charge']]})
                at['refunded'] += refund['amount']
                at['refunds'] += 1
        for dispute in self.made['dispute'].values():
            if dispute['status'] != 'won':
                of(self.made['charge'][dispute['charge']])['disputed'] += \
                    dispute['amount']
        return {'orders': orders,
                'charged': sum(o['charged'] for o in orders.values()),
                'refunded': sum(o['refunded'] for o in orders.values()),
                'disputed': sum(o['disputed'] for o in orders.values()),
                'twice': sum(o['charges'] > 1 for o in orders.values()),
                'count': {k: len(v) for k, v in self.made.items()}}
