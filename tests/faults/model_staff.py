# SPDX-License-Identifier: ISC
"""What the model of model.py knows beside buyers: gift cards, parcels, returns,
money for pieces, and orders that are taken by telephone."""
from model_buyer import Buyer, Line, Order, cents, money


class Card:
    def __init__(self, id_, code, amount):
        self.id, self.code, self.balance = id_, code, amount


class Dealer(Buyer):
    """A buyer, and who serves him."""

    def more(self):
        return (self.pay_by_card, self.deliver, self.deliver, self.return_,
                self.return_, self.refund_pieces, self.draft)

    def staff(self, method, path, told=None, key=None):
        return self.ask(method, path, told, key, True)

    # ---- gift cards --------------------------------------------------------

    def card(self):
        full = [c for c in self.cards if c.balance > 0]
        if full and self.random.random() < 0.8:
            return self.random.choice(full)
        amount = self.random.randint(100, 9000)
        status, said, _ = self.staff('POST', '/api/admin/gift-cards', {
            'amount': money(amount)})
        self.want(status == 201, 'card: %d %s' % (status, said))
        made = Card(said['data']['id'], said['data']['code'], amount)
        self.cards.append(made)
        return made

    def pay_by_card(self):
        order = self.pick(lambda o: o.cookie and o.state == 'pending' and
                          o.due() > 0)
        if order is None:
            return self.order()
        card = self.card()
        amount = min(card.balance, order.due())
        self.cookie, kept = order.cookie, self.cookie
        status, said, _ = self.ask('POST', '/api/payments/gift-card', {
            'orderId': order.id, 'code': card.code})
        # Either is empty when it was done before.
        done = status in (200, 201) or status == 409 and self.shop.again
        self.want(done, 'gift card: %d %s' % (status, said))
        card.balance -= amount
        order.came('gift', amount, card)
        _, said, _ = self.ask('GET', '/api/orders/' + order.id)
        self.cookie = kept
        self.want(cents(said['data']['paid']) == order.paid() and
                  said['data']['state'] == order.state,
                  'paid by card: %s, not %s' % (said, order.told()))
        return None

    # ---- parcels -----------------------------------------------------------

    def move(self, order, state):
        path = '/api/admin/orders/' + order.id
        status, said, _ = self.staff('PATCH', path, {'state': state})
        if status == 409 and self.shop.again:
            status, said, _ = self.staff('GET', path)
            status = 200 if said['data']['state'] == state else 409
        self.want(status == 200, '%s to %s: %d %s' % (
            order.state, state, status, said))
        order.state = state

    def deliver(self):
        order = self.pick(lambda o: o.state == 'confirmed' or
                          o.state == 'pending' and o.way == 'cash')
        if order is None:
            return self.pay()
        if order.state == 'pending':
            self.move(order, 'confirmed')
        self.move(order, 'shipped')
        self.move(order, 'delivered')
        return None

    # ---- pieces that come back ---------------------------------------------

    def line(self, order):
        _, said, _ = self.staff('GET', '/api/admin/orders/' + order.id)
        told = self.random.choice(said['data']['lines'])
        return order.lines[told['variationId']], told['variationId'], \
            told['id']

    def return_(self):
        order = self.pick(lambda o: o.state == 'delivered')
        if order is None:
            return self.deliver()
        line, v, id_ = self.line(order)
        left = line.pieces - line.returned
        n = self.random.randint(1, left + 1)
        path = '/api/admin/orders/%s/returns' % order.id
        if order.cookie and self.random.random() < 0.5:
            path = '/api/orders/%s/returns' % order.id
        self.cookie, kept = order.cookie, self.cookie
        status, said, _ = self.ask('POST', path, {
            'reason': 'Trop', 'lines': [{'lineId': id_, 'quantity': n}]},
            self.key(), path.startswith('/api/admin'))
        self.cookie = kept
        self.want(status == (201 if n <= left else 400),
                  'return %d of %d: %d %s' % (n, left, status, said))
        if status == 201:
            self.received(order, line, v, n, said['data']['id'])
        return None

    def return_to(self, id_, told):
        path = '/api/admin/returns/' + id_
        status, said, _ = self.staff('PATCH', path, told)
        if status == 409 and self.shop.again:
            _, said, _ = self.staff('GET', path)
            status = 200 if said['data']['state'] == told['state'] else 409
        return status, said

    def received(self, order, line, v, n, id_):
        restock = self.random.random() < 0.5
        status, said = self.return_to(id_, {'state': 'received',
                                            'restock': restock})
        self.want(status == 200, 'received: %d %s' % (status, said))
        line.returned += n
        if restock:
            self.world.shelf.give_back({v: n})
        if all(o.returned == o.pieces for o in order.lines.values()):
            order.state = 'returned'
        if self.random.random() < 0.3:      # it is not paid back
            return
        status, said = self.return_to(id_, {'state': 'refunded'})
        if n > line.pieces - line.back_pieces:
            self.want(status == 400, 'too many: %d %s' % (status, said))
            return
        self.paid_back(order, line, n, status, 200, said)

    def paid_back(self, order, line, n, status, good, said):
        amount = line.part(n)
        may = amount <= order.paid() - order.back()
        self.want(status == (good if may else 409), '%d pieces, %d: %d %s %s'
                  % (n, amount, status, said, order.told()))
        if may:
            line.give_back(n)
            order.give_back(amount)

    def refund_pieces(self):
        order = self.pick(lambda o: o.paid() and not o.cancelled)
        if order is None:
            return self.pay()
        line, _, id_ = self.line(order)
        left = line.pieces - line.back_pieces
        n = self.random.randint(1, left + 1)
        status, said, _ = self.staff(
            'POST', '/api/admin/orders/%s/refunds' % order.id,
            {'lines': [{'lineId': id_, 'quantity': n}]}, self.key())
        if n > left:
            self.want(status == 400, '%d pieces of %d: %d %s' % (
                n, left, status, said))
            return None
        self.paid_back(order, line, n, status, 201, said)
        return None

    # ---- by telephone ------------------------------------------------------

    def draft(self):
        cart = {v: self.random.randint(1, 3) for v in self.random.sample(
            list(self.world.goods), self.random.randint(1, 3))}
        lines = {v: Line(n, self.world.goods[v][0] * n)
                 for v, n in cart.items()}
        total = sum(line.total for line in lines.values())
        back = self.world.shelf.begin(cart)
        status, said, _ = self.staff('POST', '/api/admin/orders', {
            'email': 's%d-%d-%d@mail.test' % (
                self.world.seed, self.number, self.serial),
            'lines': [{'variationId': v, 'quantity': n}
                      for v, n in cart.items()]}, self.key())
        order, data = None, said.get('data')
        if status == 201:
            self.want(cents(data['total']) == total, 'draft %s, not %d' % (
                data['total'], total))
            order = Order(data['id'], lines, total, 'cash', 'draft')
            self.orders.append(order)
            status, said = self.hand_over(order)
        possible = self.world.shelf.end(cart, status == 200, back)
        self.want(status == 200 or status == 409 and possible,
                  'draft: %d %s' % (status, said))
        if status == 200:
            order.state = 'confirmed'
            order.came('cash', total)

    def hand_over(self, order):
        path = '/api/admin/orders/' + order.id
        status, said, _ = self.staff('POST', path + '/paid', {
            'paymentMethod': 'cash'})
        if status == 409 and self.shop.again:
            _, said, _ = self.staff('GET', path)
            status = 200 if said['data']['state'] == 'confirmed' else 409
        return status, said
