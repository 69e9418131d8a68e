#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""Random buyers of a shop, and a model of what must become of it.

model.py SHOP STRIPE DATABASE CLIENTS OPERATIONS SEED

Reads goods on standard input, a line each: VARIATION CENTS STOCK, then the way
of shipping and the owner's password.  Every client keeps what it did in
a model of its own: carts, prices, taxes, orders, money (model_buyer.py), gift
cards, parcels, returns and drafts (model_staff.py).  What all share, the stock
and a code's uses, is counted by what was acknowledged.  In the end model,
database and Stripe's books are compared.  Prints a summary; exits 1 if
anything differs.
"""
import json
import sqlite3
import sys
import threading
import time

sys.dont_write_bytecode = True
from model_buyer import CODE_LIMIT, Http, Shelf
from model_staff import Dealer


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
            elif words and words[0] == 'password':
                self.password = line.split(' ', 1)[1]
        self.shelf, self.bad = Shelf(self.goods), []
        self.token, self.lock = '', threading.Lock()
        self.renew('Bearer ')

    def renew(self, old):
        """Whoever comes first asks for all."""
        with self.lock:
            if old == 'Bearer ' + self.token:
                _, said, _ = Http(self.shop).ask('POST', '/api/auth/login', {
                    'username': 'owner', 'password': self.password})
                self.token = said['data']['accessToken']

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
            if (state, total, paid, refunded, held) != (
                    o.state, o.total, o.paid(), o.back(), int(
                        o.state not in ('draft', 'cancelled'))) or \
                    (theirs['charged'], theirs['refunded']) != (
                        o.paid('stripe'), o.back('stripe')) or \
                    theirs['charges'] > 1:
                self.bad.append('%s: %s, there %s; the model: %s' % (
                    o.id, found[o.id], theirs, o.told()))
        left = dict(self.rows('SELECT id, balance FROM gift_card'))
        for card in (c for b in buyers for c in b.cards):
            if left[card.id] != card.balance:
                self.bad.append('%s: %d, not %d' % (
                    card.id, left[card.id], card.balance))
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
        buyers = [Dealer(self, n) for n in range(self.clients)]
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
        states = [o.state for o in orders]
        print('%d operations of %d clients in %d s: %d orders (%d delivered, '
              '%d returned, %d cancelled, %d drafts), %d cents by card, %d by '
              'gift cards, %d in cash, %d back, a code %d times; %d '
              'differences' % (
                  sum(b.did for b in buyers), self.clients, took,
                  len(orders), *map(states.count, (
                      'delivered', 'returned', 'cancelled', 'draft')),
                  *(sum(o.paid(kind) for o in orders)
                    for kind in ('stripe', 'gift', 'cash')),
                  sum(o.back() for o in orders), self.shelf.uses,
                  len(self.bad)))
        for why in self.bad[:5]:
            print(why)
        return 1 if self.bad else 0


sys.exit(World().run())
