# SPDX-License-Identifier: ISC
"""What carts cost, once more: by other means than lib/orders/quote_sum.c.

Reads carts as JSON, a line each, in major units as people write them; after a
line "." it answers all of them, a line each, and goes on.  Everything is a
decimal fraction here, never an integer of minor units; fixed amounts are
dealt out cent by cent where there is a remainder.
"""
import json
import sys
from decimal import ROUND_CEILING, ROUND_HALF_UP, ROUND_DOWN, Context, Decimal, setcontext

setcontext(Context(prec=80))
MOST = Decimal(10) ** 12
MILLION = Decimal(1000000)


class Model:
    def __init__(self, cart):
        self.cart = cart
        self.unit = Decimal(1).scaleb(-cart["decimals"])
        self.lines = [(Decimal(u), q, Decimal(r) / MILLION)
                      for u, q, r in cart["lines"]]
        self.sub = [u * q for u, q, _ in self.lines]
        self.steps = [(Decimal(a), w, Decimal(c))
                      for a, w, c in cart["steps"]]

    def cents(self, x):
        return x.quantize(self.unit, rounding=ROUND_HALF_UP)

    def members(self, p):
        return [i for i, line in enumerate(self.lines)
                if line[1] > 0 and (p["scope"] is None or i in p["scope"])]

    def is_reached(self, p):
        return sum((self.sub[i] for i in self.members(p)),
                   Decimal(0)) >= Decimal(p["minimum"])

    def dealt(self, amount, left):
        whole = sum(left.values(), Decimal(0))
        if not whole:
            return {}
        exact = {i: amount * v / whole for i, v in left.items()}
        parts = {i: x.quantize(self.unit, rounding=ROUND_DOWN)
                 for i, x in exact.items()}
        # Compared as cross products: a quotient may not be exact.
        rest = {i: amount * left[i] - parts[i] * whole for i in exact}
        missing = amount - sum(parts.values(), Decimal(0))
        for i in sorted(rest, key=lambda i: (-rest[i], i)):
            if missing <= 0:
                break
            parts[i] += self.unit
            missing -= self.unit
        return parts

    def free_pieces(self, p):
        """Each piece by itself, the cheapest first."""
        pieces = []
        for i in self.members(p):
            if self.lines[i][0] > 0:
                pieces.append((self.lines[i][0], i, self.lines[i][1]))
        count = sum(n for _, _, n in pieces)
        free = 0
        while count > p["buy"]:
            took = min(p["get"], count - p["buy"])
            free += took
            count -= p["buy"] + took
        off = {}
        for price, i, n in sorted(pieces):
            took = min(n, free)
            free -= took
            off[i] = price * took
        return off

    def offs(self, p, left):
        members = self.members(p)
        if p["kind"] == "percent":
            return {i: self.cents(self.sub[i] * p["rate"] / MILLION)
                    for i in members}
        if p["kind"] == "amount":
            have = {i: left[i] for i in members}
            return self.dealt(min(Decimal(p["amount"]),
                                  sum(have.values(), Decimal(0))), have)
        return self.free_pieces(p)

    def attempt(self, chosen):
        left = list(self.sub)
        gave = {}
        for k in chosen:
            p = self.cart["promotions"][k]
            if p["kind"] == "free_shipping" or not self.is_reached(p):
                continue
            for i, off in self.offs(p, left).items():
                off = min(off, left[i])
                left[i] -= off
                gave[k] = gave.get(k, Decimal(0)) + off
        goods = sum(left, Decimal(0))
        steps = [s for s in self.steps
                 if s[0] <= goods and s[1] <= self.cart["weight"]]
        shipping = max(steps)[2] if steps else Decimal(0)
        off_shipping = Decimal(0)
        for k in chosen:
            p = self.cart["promotions"][k]
            if p["kind"] == "free_shipping" and self.is_reached(p):
                gave[k] = shipping - off_shipping
                off_shipping = shipping
        return left, shipping, off_shipping, gave

    def best(self):
        promotions = self.cart["promotions"]
        stack = [k for k, p in enumerate(promotions) if not p["alone"]]
        best, chosen = self.attempt(stack), stack
        for k, p in enumerate(promotions):
            if p["alone"]:
                tried = self.attempt([k])
                if sum(tried[3].values(), Decimal(0)) > \
                        sum(best[3].values(), Decimal(0)):
                    best, chosen = tried, [k]
        return best, chosen

    def tax(self, amount, rate):
        if self.cart["included"]:
            return self.cents(amount * rate / (1 + rate))
        return self.cents(amount * rate)

    def refunds(self, totals):
        """What each refund gives back, and to a card; totals by line, the last
        is shipping.  A card is never behind what was given back in all, and
        never a step ahead."""
        left = [[amount, q] for amount, q in totals]
        step = max(self.unit, Decimal("0.01")) if self.unit < 1 else self.unit
        by_card = sum((amount for amount, _ in totals),
                      Decimal(0)) % step == 0
        back, given_all, card_all = [], Decimal(0), Decimal(0)
        for i, k in self.cart["refunds"]:
            amount, pieces = left[i]
            given = amount if k >= pieces else \
                self.cents(amount * k / pieces)
            left[i] = [amount - given, pieces - k]
            back.append(given)
            given_all += given
            if by_card:
                card = given_all.quantize(step, rounding=ROUND_CEILING)
                back.append(max(card - card_all, Decimal(0)))
                card_all = max(card, card_all)
        return back

    def answer(self):
        most = MOST * self.unit
        if any(s > most for s in self.sub) or sum(self.sub) > most:
            return "overflow"
        (left, shipping, off, gave), chosen = self.best()
        taxes = [self.tax(t, line[2]) for t, line in zip(left, self.lines)]
        shipping_tax = self.tax(shipping - off,
                                Decimal(self.cart["shippingRate"]) / MILLION)
        tax = sum(taxes, shipping_tax)
        total = sum(left, Decimal(0)) + shipping - off
        on_top = not self.cart["included"]
        if on_top:
            total += tax
        if total > most or tax > most:
            return "overflow"
        verdicts = ""
        for k, p in enumerate(self.cart["promotions"]):
            verdicts += "t" if gave.get(k) else \
                "b" if not self.is_reached(p) else \
                "n" if k in chosen else "o"
        paid = [(t + x * on_top, line[1])
                for t, x, line in zip(left, taxes, self.lines)]
        paid.append((shipping - off + shipping_tax * on_top, 1))
        numbers = [sum(self.sub, Decimal(0)),
                   sum(gave.values(), Decimal(0)), shipping, tax, total]
        numbers += left + taxes + [shipping_tax] + self.refunds(paid)
        return verdicts + " " + " ".join(
            f"{n:.{self.cart['decimals']}f}" for n in numbers)


def main():
    carts = []
    for line in sys.stdin:
        if line != ".\n":
            carts.append(line)
            continue
        sys.stdout.write("".join(Model(json.loads(c)).answer() + "\n"
                                 for c in carts))
        sys.stdout.flush()
        carts = []


main()
