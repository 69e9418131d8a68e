# SPDX-License-Identifier: ISC
"""What the model of model.py knows of buyers: carts, orders, cards, money."""
import http.client
import json
import random
import ssl
import threading
import time
from decimal import Decimal
from urllib.parse import urlencode, urlsplit

SHIPPING, RATE, CODE_LIMIT = 490, (20, 120), 200
PATIENCE = 120      # seconds, where others use the machine too
LATER = (0, 429, 502, 503, 504)


class Differs(Exception):
    pass


def cents(value):
    return int(Decimal(str(value)) * 100)


def part(amount, numerator, denominator):
    """Rounded half away from 0."""
    return (2 * amount * numerator + denominator) // (2 * denominator)


def money(amount):
    return '%d.%02d' % divmod(amount, 100)


class Shelf:
    """Stock by what was asked for and acknowledged."""

    def __init__(self, goods):
        self.lock = threading.Lock()
        self.first = {v: n for v, (_, n) in goods.items()}
        self.taken = {v: 0 for v in goods}      # acknowledged
        self.begun = {v: 0 for v in goods}      # asked for, if ever so little
        self.back = {v: 0 for v in goods}       # came back for certain
        self.uses = 0

    def begin(self, cart):
        with self.lock:
            for v, n in cart.items():
                self.begun[v] += n
            return dict(self.back)

    def end(self, cart, got, back):
        """Was a refusal possible?"""
        with self.lock:
            possible = any(self.first[v] - (self.begun[v] - n) + back[v] < n
                           for v, n in cart.items())
            for v, n in cart.items():
                if got:
                    self.taken[v] += n
                else:
                    self.begun[v] -= n
            return possible

    def give_back(self, cart):
        with self.lock:
            for v, n in cart.items():
                self.back[v] += n


class Http:
    def __init__(self, url):
        self.to = urlsplit(url)
        self.kept = None

    def open(self):
        if self.to.scheme == 'https':
            return http.client.HTTPSConnection(
                self.to.hostname, self.to.port, timeout=60,
                context=ssl._create_unverified_context())
        return http.client.HTTPConnection(self.to.hostname, self.to.port,
                                          timeout=60)

    def once(self, method, path, body, head):
        try:
            if self.kept is None:
                self.kept = self.open()
            self.kept.request(method, path, body, head)
            answer = self.kept.getresponse()
            return answer.status, answer.read(), answer
        except (OSError, http.client.HTTPException):
            self.kept = None
            return 0, b'', None

    def ask(self, method, path, told=None, head=()):
        """Again while there is no answer; self.again: it was."""
        self.again = False
        body = None if told is None else json.dumps(told)
        head = {'Content-Type': 'application/json', **dict(head)} \
            if body is not None else dict(head)
        for _ in range(600):
            status, text, answer = self.once(method, path, body, head)
            if status not in LATER:
                try:
                    return status, json.loads(text), answer
                except ValueError:
                    return status, {}, answer
            self.again = True
            time.sleep(0.05)
        raise Differs('%s %s: no answer' % (method, path))


class Line:
    """A line of an order: what is paid back of it is never more than it."""

    def __init__(self, pieces, total):
        self.pieces, self.total = pieces, total
        self.back = self.back_pieces = self.returned = 0

    def part(self, pieces):
        return part(self.total - self.back, pieces,
                    self.pieces - self.back_pieces)

    def give_back(self, pieces):
        self.back += self.part(pieces)
        self.back_pieces += pieces


class Payment:
    def __init__(self, kind, amount, card=None):
        self.kind, self.amount, self.card, self.back = kind, amount, card, 0


class Order:
    def __init__(self, id_, lines, total, way, state='pending', cookie=None):
        self.id, self.lines, self.total, self.way = id_, lines, total, way
        self.state, self.cookie, self.payments = state, cookie, []
        self.page = None        # its payment at Stripe

    @property
    def cancelled(self):
        return self.state == 'cancelled'

    def paid(self, kind=None):
        return sum(p.amount for p in self.payments if kind in (None, p.kind))

    def back(self, kind=None):
        return sum(p.back for p in self.payments if kind in (None, p.kind))

    def due(self):
        return self.total - self.paid()

    def came(self, kind, amount, card=None):
        self.payments.append(Payment(kind, amount, card))
        if self.due() == 0 and self.state == 'pending':
            self.state = 'confirmed'

    def give_back(self, amount):
        """Gift cards first, then what came last."""
        for p in sorted(reversed(self.payments),
                        key=lambda p: p.kind != 'gift'):
            one = min(amount, p.amount - p.back)
            p.back += one
            amount -= one
            if p.card is not None:
                p.card.balance += one

    def pieces(self):
        return {v: line.pieces for v, line in self.lines.items()}

    def told(self):
        return {'id': self.id, 'state': self.state, 'total': self.total,
                'paid': {p.kind: (p.amount, p.back) for p in self.payments}}


class Buyer:
    """One guest after another, with a model of what each has."""

    def __init__(self, world, number):
        self.world, self.number = world, number
        self.random = random.Random(world.seed * 1000 + number)
        self.shop, self.stripe = Http(world.shop), Http(world.stripe)
        self.orders, self.cards, self.serial, self.did = [], [], 0, 0
        self.fresh()

    def fresh(self):
        self.cookie, self.cart, self.code = None, {}, False

    def ask(self, method, path, told=None, key=None, owner=False):
        head = {}
        if self.cookie:
            head['Cookie'] = '__Host-cart=' + self.cookie
        if owner:
            head = {'Authorization': 'Bearer ' + self.world.token}
        if key:
            head['Idempotency-Key'] = key
        answer = self.shop.ask(method, path, told, head.items())
        if not owner or answer[0] != 401:
            return answer
        self.world.renew(head['Authorization'])      # it lasts minutes
        head['Authorization'] = 'Bearer ' + self.world.token
        return self.shop.ask(method, path, told, head.items())

    def key(self):
        self.serial += 1
        return 'model-%d-%d-%d' % (self.world.seed, self.number, self.serial)

    def want(self, good, what):
        if not good:
            raise Differs('client %d: %s' % (self.number, what))

    # ---- the cart ----------------------------------------------------------

    def prices(self):
        """subtotal, discount, tax of the goods; each line once."""
        subtotal = discount = tax = 0
        for v, n in self.cart.items():
            line = self.world.goods[v][0] * n
            off = part(line, 10, 100) if self.code else 0
            subtotal += line
            discount += off
            tax += part(line - off, *RATE)
        return subtotal, discount, tax

    def lines(self):
        """What each line costs, as an order has it."""
        made = {}
        for v, n in self.cart.items():
            line = self.world.goods[v][0] * n
            made[v] = Line(n, line - (part(line, 10, 100) if self.code
                                      else 0))
        return made

    def check_cart(self, said):
        lines = {line['variationId']: line['quantity']
                 for line in said['data']['lines']}
        self.want(lines == self.cart, 'cart %s, not %s' % (lines, self.cart))
        subtotal, _, _ = self.prices()
        self.want(cents(said['data']['subtotal']) == subtotal,
                  'subtotal %s, not %d' % (said['data']['subtotal'],
                                           subtotal))

    def add(self):
        v = self.random.choice(list(self.world.goods))
        n = self.random.randint(1, 3)
        status, said, answer = self.ask('POST', '/api/cart/items', {
            'variationId': v, 'quantity': n}, self.key())
        self.want(status == 201, 'add: %d %s' % (status, said))
        told = answer.getheader('Set-Cookie') or ''
        if '__Host-cart=' in told:
            self.cookie = told.split('__Host-cart=')[1].split(';')[0]
        self.cart[v] = self.cart.get(v, 0) + n
        self.check_cart(said)

    def change(self):
        if not self.cart:
            return self.add()
        _, said, _ = self.ask('GET', '/api/cart')
        self.check_cart(said)
        line = self.random.choice(said['data']['lines'])
        v = line['variationId']
        if self.random.random() < 0.5:
            self.cart[v] = self.random.randint(1, 4)
            status, said, _ = self.ask('PATCH', '/api/cart/items/' +
                                       line['id'], {'quantity':
                                                    self.cart[v]})
        else:
            del self.cart[v]
            status, said, _ = self.ask('DELETE', '/api/cart/items/' +
                                       line['id'])
            if status == 404 and self.shop.again:   # it was done before
                status, said, _ = self.ask('GET', '/api/cart')
        self.want(status == 200, 'change: %d %s' % (status, said))
        self.check_cart(said)

    def enter_code(self):
        if not self.cart or self.code or self.random.random() < 0.2:
            return self.add()
        status, _, _ = self.ask('POST', '/api/cart/codes', {'code': self.world.code})
        self.code = status == 200
        self.want(self.code or self.world.shelf.uses > 0 or
                  status in (400, 409), 'code: %d' % status)

    # ---- orders ------------------------------------------------------------

    def order(self):
        if not self.cart:
            return self.add()
        key = self.key()
        way = self.random.choice(('stripe', 'stripe', 'cash'))
        subtotal, discount, tax = self.prices()
        total = subtotal - discount + SHIPPING
        told = {'email': 's%d-%d-%d@mail.test' % (
            self.world.seed, self.number, self.serial),
                'name': 'Modèle', 'paymentMethod': way, 'shippingMethodId':
                self.world.shipping, 'shippingAddress': {
                    'name': 'M', 'line1': '1 rue', 'postcode': '75001',
                    'city': 'Paris', 'country': 'FR'}}
        if self.random.random() < 0.3:
            told['expectedTotal'] = money(total)
        if self.random.random() < 0.1:      # tampered with
            told['expectedTotal'] = '0.01'
        back = self.world.shelf.begin(self.cart)
        status, said, _ = self.ask('POST', '/api/orders', told, key)
        possible = self.world.shelf.end(self.cart, status == 201, back)
        if status == 409:
            self.want(possible or self.code or
                      told.get('expectedTotal') == '0.01',
                      'refused: %s %s' % (self.cart, said))
            return None
        self.want(status == 201 and told.get('expectedTotal') != '0.01',
                  'order: %d %s' % (status, said))
        data = said['data']
        if self.random.random() < 0.3:
            again = self.ask('POST', '/api/orders', told, key)
            self.want(again[1]['data']['id'] == data['id'], 'again')
        self.want(cents(data['total']) == total and
                  cents(data['tax']) == tax + part(SHIPPING, *RATE),
                  'total %s, tax %s; not %d, %d of %s' % (
                      data['total'], data['tax'], total,
                      tax + part(SHIPPING, *RATE), self.cart))
        if self.code:
            with self.world.shelf.lock:
                self.world.shelf.uses += 1
        order = Order(data['id'], self.lines(), total, way,
                      cookie=self.cookie)
        self.orders.append(order)
        self.cart, self.code = {}, False
        return order

    def pick(self, which):
        mine = [o for o in self.orders if which(o)]
        return self.random.choice(mine) if mine else None

    def pay(self):
        order = self.pick(lambda o: o.way == 'stripe' and
                          o.state == 'pending' and o.due() > 0)
        if order is None:
            return self.order()
        self.cookie, kept = order.cookie, self.cookie
        try:
            status, said, _ = self.ask(
                'POST', '/api/payments/checkout-session',
                {'orderId': order.id})
            self.want(status == 200, 'page: %d %s' % (status, said))
            order.page = said['data']['payment']['id']
            card = 'pm_card_visa' if self.random.random() < 0.8 else \
                'pm_card_chargeDeclined'
            url = urlsplit(said['data']['url'])
            status, _, _ = self.stripe.once(
                'POST', url.path, urlencode({'card': card}), {
                    'Content-Type': 'application/x-www-form-urlencoded'})
            if card != 'pm_card_visa':
                return None
            self.want(status == 303, 'card: %d' % status)
            order.came('stripe', order.due())
            self.until(order, lambda d: cents(d['paid']) == order.total and
                       d['state'] == 'confirmed', 'paid')
        finally:
            self.cookie = kept
        return None

    def until(self, order, good, what):
        end = time.monotonic() + PATIENCE
        while True:
            _, said, _ = self.ask('GET', '/api/orders/' + order.id)
            if good(said['data']):
                return
            self.want(time.monotonic() < end, '%s: %s, paid %s; %s' % (
                what, said['data']['state'], said['data']['paid'],
                order.told()))
            time.sleep(0.05)

    def cancel(self):
        """What has left the shop is not called off any more."""
        order = self.pick(lambda o: o.cookie and not o.cancelled)
        if order is None:
            return self.add()
        may = order.state in ('pending', 'confirmed')
        self.cookie, kept = order.cookie, self.cookie
        status, said, _ = self.ask('POST', '/api/orders/%s/cancel' %
                                   order.id, {})
        if status == 409 and self.shop.again and may:
            status, said, _ = self.ask('GET', '/api/orders/' + order.id)
            self.want(said['data']['state'] == 'cancelled', said)
        self.cookie = kept
        self.want(status == (200 if may else 409), 'cancel %s: %d %s' % (
            order.state, status, said))
        if may:
            order.state = 'cancelled'
            order.give_back(order.paid() - order.back())
            self.world.shelf.give_back(order.pieces())
        return None

    def refund(self):
        """Of what came by Stripe, more than there is too."""
        order = self.pick(lambda o: o.page and o.paid('stripe'))
        if order is None:
            return self.pay()
        left = order.paid('stripe') - order.back('stripe')
        amount = self.random.randint(1, left + 200)
        status, said, _ = self.ask(
            'POST', '/api/payments/%s/refund' % order.page,
            {'amount': money(amount)}, self.key(), True)
        self.want(status == (201 if amount <= left else 409),
                  'refund %d of %d: %d %s' % (amount, left, status, said))
        if status == 201:
            next(p for p in order.payments
                 if p.kind == 'stripe').back += amount
        return None

    def leave(self):
        if self.random.random() < 0.3:
            self.fresh()

    def more(self):
        """What else is done, by others."""
        return ()

    def run(self, count):
        acts = (self.add, self.add, self.add, self.change, self.enter_code,
                self.order, self.order, self.pay, self.pay, self.cancel,
                self.refund, self.leave, *self.more())
        try:
            for _ in range(count):
                if self.world.bad:
                    return
                self.random.choice(acts)()
                self.did += 1
        except Differs as why:
            self.world.bad.append(str(why))
        except Exception as why:        # what a model did not think of
            self.world.bad.append('client %d: %r' % (self.number, why))
