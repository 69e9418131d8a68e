#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""Random buyers of a shop, and a model of what must become of it.

model.py SHOP STRIPE DATABASE CLIENTS OPERATIONS SEED

Reads goods on standard input, a line each: VARIATION CENTS STOCK, then the way
of shipping and the owner's access token.  Every client keeps what it did in
a model of its own: carts, prices, taxes, orders, money.  What all share, the
stock and a code's uses, is counted by what was acknowledged.  In the end model,
database and Stripe's books are compared.  Prints a summary; exits 1 if
anything differs.
"""
import http.client
import json
import random
import sqlite3
import ssl
import sys
import threading
import time
from decimal import Decimal
from urllib.parse import urlencode, urlsplit

SHIPPING, RATE, CODE_LIMIT = 490, (20, 120), 200
LATER = (0, 429, 502, 503, 504)


class Differs(Exception):
    pass


def cents(value):
    return int(Decimal(str(value)) * 100)


def part(amount, numerator, denominator):
    """Rounded half away from 0."""
    return (2 * amount * numerator + denominator) // (2 * denominator)


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


class Order:
    def __init__(self, id_, lines, total, way):
        self.id, self.lines, self.total, self.way = id_, lines, total, way
        self.paid = self.refunded = 0
        self.cancelled = False
        self.payment = None


class Buyer:
    """One guest after another, with a model of what each has."""

    def __init__(self, world, number):
        self.world, self.number = world, number
        self.random = random.Random(world.seed * 1000 + number)
        self.shop, self.stripe = Http(world.shop), Http(world.stripe)
        self.orders, self.serial, self.did = [], 0, 0
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
        if not self.cart or self.code or self.random.random() < 0.7:
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
            told['expectedTotal'] = '%d.%02d' % divmod(total, 100)
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
        order = Order(data['id'], dict(self.cart), total, way)
        order.cookie = self.cookie
        self.orders.append(order)
        self.cart, self.code = {}, False
        return order

    def pick(self, which):
        mine = [o for o in self.orders if which(o)]
        return self.random.choice(mine) if mine else None

    def pay(self):
        order = self.pick(lambda o: o.way == 'stripe' and not o.paid and
                          not o.cancelled)
        if order is None:
            return self.order()
        self.cookie, kept = order.cookie, self.cookie
        try:
            status, said, _ = self.ask(
                'POST', '/api/payments/checkout-session',
                {'orderId': order.id})
            self.want(status == 200, 'page: %d %s' % (status, said))
            order.payment = said['data']['payment']['id']
            card = 'pm_card_visa' if self.random.random() < 0.8 else \
                'pm_card_chargeDeclined'
            url = urlsplit(said['data']['url'])
            status, _, _ = self.stripe.once(
                'POST', url.path, urlencode({'card': card}), {
                    'Content-Type': 'application/x-www-form-urlencoded'})
            if card != 'pm_card_visa':
                return None
            self.want(status == 303, 'card: %d' % status)
            order.paid = order.total
            self.until(order, lambda d: cents(d['paid']) == order.total and
                       d['state'] == 'confirmed', 'paid')
        finally:
            self.cookie = kept
        return None

    def until(self, order, good, what):
        end = time.monotonic() + 30
        while True:
            _, said, _ = self.ask('GET', '/api/orders/' + order.id)
            if good(said['data']):
                return
            self.want(time.monotonic() < end, '%s: %s' % (what, said))
            time.sleep(0.05)

    def cancel(self):
        order = self.pick(lambda o: not o.cancelled)
        if order is None:
            return self.add()
        self.cookie, kept = order.cookie, self.cookie
        status, said, _ = self.ask('POST', '/api/orders/%s/cancel' %
                                   order.id, {})
        if status == 409 and self.shop.again:
            status, said, _ = self.ask('GET', '/api/orders/' + order.id)
            self.want(said['data']['state'] == 'cancelled', said)
        self.cookie = kept
        self.want(status == 200, 'cancel: %d %s' % (status, said))
        order.cancelled, order.refunded = True, order.paid
        self.world.shelf.give_back(order.lines)
        return None

    def refund(self):
        order = self.pick(lambda o: o.paid and not o.cancelled)
        if order is None:
            return self.pay()
        left = order.paid - order.refunded
        amount = self.random.randint(1, left + 200)
        status, said, _ = self.ask(
            'POST', '/api/payments/%s/refund' % order.payment,
            {'amount': '%d.%02d' % divmod(amount, 100)}, self.key(), True)
        self.want(status == (201 if amount <= left else 409),
                  'refund %d of %d: %d %s' % (amount, left, status, said))
        if status == 201:
            order.refunded += amount
        return None

    def leave(self):
        if self.random.random() < 0.3:
            self.fresh()

    def run(self, count):
        acts = (self.add, self.add, self.add, self.change, self.enter_code,
                self.order, self.order, self.pay, self.pay, self.cancel,
                self.refund, self.leave)
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


class World:
    def __init__(self):
        self.shop, self.stripe, self.database = sys.argv[1:4]
        self.clients, self.operations, self.seed = map(int, sys.argv[4:7])
        lines = sys.stdin.read().split('\n')
        self.goods, self.code = {}, 'modele%d' % self.seed
        for line in lines:
            words = line.split()
            if len(words) == 3:
                self.goods[words[0]] = (int(words[1]), int(words[2]))
            elif len(words) == 2 and words[0] == 'shipping':
                self.shipping = words[1]
            elif len(words) == 2 and words[0] == 'token':
                self.token = words[1]
        self.shelf, self.bad = Shelf(self.goods), []

    def rows(self, sql):
        db = sqlite3.connect('file:%s?mode=ro' % self.database, uri=True,
                             timeout=30)
        try:
            return db.execute(sql).fetchall()
        finally:
            db.close()

    def settle(self):
        """Until Stripe has told everything, and was told everything."""
        end = time.monotonic() + 120
        while time.monotonic() < end:
            Http(self.stripe).once('POST', '/test/wait', 'seconds=60', {
                'Content-Type': 'application/x-www-form-urlencoded'})
            if not self.rows("SELECT 1 FROM job WHERE kind LIKE 'payments.%'"
                             " AND kind NOT IN ('payments.pull',"
                             " 'payments.reconcile') AND state <> 'dead'"):
                return
            time.sleep(0.1)
        self.bad.append('jobs are left')

    def compare(self, buyers):
        found = {row[0]: row[1:] for row in self.rows(
            'SELECT id, state, total, paid, refunded, stock_held'
            " FROM orders WHERE email LIKE 's%d-%%'" % self.seed)}
        books = json.loads(Http(self.stripe).once('GET', '/test/books', None,
                                                  {})[1])['orders']
        known = [o for b in buyers for o in b.orders]
        if len(known) != len(found):
            self.bad.append('%d orders, not %d' % (len(found), len(known)))
        for o in known:
            state, total, paid, refunded, held = found[o.id]
            theirs = books.get(o.id, {'charged': 0, 'refunded': 0,
                                      'charges': 0})
            if (total, paid, refunded, held) != (
                    o.total, o.paid, o.refunded, int(not o.cancelled)) or \
                    (state == 'cancelled') != o.cancelled or \
                    (theirs['charged'], theirs['refunded']) != (
                        o.paid, o.refunded) or theirs['charges'] > 1:
                self.bad.append('%s: %s, there %s; the model: %s' % (
                    o.id, found[o.id], theirs, vars(o)))
        for v, n in self.rows('SELECT id, stock FROM product_variation'):
            if v in self.goods:
                want = self.shelf.first[v] - self.shelf.taken[v] + \
                    self.shelf.back[v]
                if n != want:
                    self.bad.append('%s: %d, not %d' % (v, n, want))
        used = self.rows("SELECT used FROM promotion WHERE code = '%s'" %
                         self.code)[0][0]
        back = self.rows("SELECT count(*) FROM promotion_use u JOIN promotion p"
                         " ON p.id = u.promotion_id WHERE p.code = '%s'" %
                         self.code)[0][0]
        if used != back or used > CODE_LIMIT or used > self.shelf.uses:
            self.bad.append('the code was used %d times, %d, %d' % (
                used, back, self.shelf.uses))

    def run(self):
        buyers = [Buyer(self, n) for n in range(self.clients)]
        threads = [threading.Thread(target=b.run, args=(
            self.operations // self.clients,)) for b in buyers]
        began = time.monotonic()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        took = time.monotonic() - began
        if not self.bad:
            self.settle()
            self.compare(buyers)
        orders = [o for b in buyers for o in b.orders]
        print('%d operations of %d clients in %d s: %d orders, %d paid, %d '
              'cancelled, %d cents refunded, a code %d times; %d '
              'differences' % (
                  sum(b.did for b in buyers), self.clients, took,
                  len(orders), sum(o.paid > 0 for o in orders),
                  sum(o.cancelled for o in orders),
                  sum(o.refunded for o in orders), self.shelf.uses,
                  len(self.bad)))
        for why in self.bad[:5]:
            print(why)
        return 1 if self.bad else 0


sys.exit(World().run())
