# SPDX-License-Identifier: ISC
"""What Stripe's API takes and says, for its stand-in: forms, errors, money."""
import re
from urllib.parse import parse_qsl

VERSIONS = ('2020-08-27', '2022-11-15', '2023-10-16', '2024-06-20',
            '2025-03-31.basil', '2025-10-29.clover', '2026-03-25.dahlia',
            '2026-09-30.endive', '2026-10-28.endive')
NEWEST = VERSIONS[-1]

# The smallest charge of a currency, in Stripe's units.
LEAST = {'eur': 50, 'usd': 50, 'gbp': 30, 'chf': 50, 'cad': 50, 'aed': 200,
         'mad': 500, 'dkk': 250, 'sek': 300, 'nok': 300, 'jpy': 50,
         'huf': 17500, 'czk': 1500, 'pln': 200, 'tnd': 1500, 'kwd': 150,
         'isk': 7000, 'xof': 300, 'dzd': 7000, 'egp': 2500, 'krw': 700,
         'bhd': 200, 'jod': 350, 'omr': 200, 'ugx': 200000, 'twd': 2000}
WHOLE_AS_CENTS = ('isk', 'ugx')     # two decimals that must be 00
THREE = ('bhd', 'jod', 'kwd', 'omr', 'tnd')     # the last one must be 0
MOST = 99999999


class No(Exception):
    """An error as Stripe answers it; saved: by its idempotency key too."""

    def __init__(self, status, message, code=None, param=None,
                 kind='invalid_request_error', saved=False, **more):
        super().__init__(message)
        self.status, self.saved = status, saved
        self.error = {'message': message, 'type': kind}
        if code is not None:
            self.error['code'] = code
            self.error['doc_url'] = 'https://stripe.com/docs/error-codes/' + \
                code.replace('_', '-')
        if param is not None:
            self.error['param'] = param
        self.error.update(more)


def missing(what, id_, param='id'):
    return No(404, "No such %s: '%s'" % (what, id_), 'resource_missing',
              param)


def form(text):
    """a[b][0]=x as {'a': {'b': ['x']}}; a list is a map by its indexes."""
    tree = {}
    try:
        pairs = parse_qsl(text, keep_blank_values=True, strict_parsing=True,
                          errors='strict') if text else []
    except (ValueError, UnicodeError):
        raise No(400, 'Invalid request body') from None
    for name, value in pairs:
        if not re.fullmatch(r'[^\[\]]+(\[.*\])?', name):
            raise No(400, 'Invalid parameter name: ' + name)
        head, rest = name.split('[', 1) if '[' in name else (name, None)
        keys = [head] + (rest[:-1].split('][') if rest is not None else [])
        at = tree
        for key in keys[:-1]:
            at = at.setdefault(key, {})
            if not isinstance(at, dict):
                raise No(400, 'Invalid %s' % name, param=head)
        if keys[-1] == '':              # a[]=x
            keys[-1] = str(len(at))
        at[keys[-1]] = value
    return tree


def rows(value):
    """What came with indexes, in their order."""
    if not isinstance(value, dict) or not all(k.isdigit() for k in value):
        raise No(400, 'Invalid array')
    return [value[k] for k in sorted(value, key=int)]


def known(params, names):
    for name in params:
        if name == 'payment_method_types':
            raise No(400, 'payment_method_types is no longer a parameter of '
                     'this request. Use automatic_payment_methods or '
                     'allowed_payment_method_types.',
                     'payment_method_types_no_longer_supported', name)
        if name not in names and name != 'expand':
            raise No(400, 'Received unknown parameter: ' + name,
                     'parameter_unknown', name)


def must(params, name):
    if params.get(name, '') == '':
        raise No(400, 'Missing required param: %s.' % name,
                 'parameter_missing', name)
    return params[name]


def integer(text, name, least=0, most=MOST):
    if not isinstance(text, str) or not re.fullmatch(r'-?[0-9]+', text):
        raise No(400, 'Invalid integer: %s' % text,
                 'parameter_invalid_integer', name)
    if int(text) < least:
        raise No(400, 'This value must be greater than or equal to %d.' %
                 least, 'parameter_invalid_integer', name)
    if int(text) > most:
        raise No(400, 'Amount must be no more than %d' % most,
                 'amount_too_large', name)
    return int(text)


def currency_of(params, name='currency'):
    currency = must(params, name)
    if currency.lower() not in LEAST:
        raise No(400, 'Invalid currency: %s. Stripe currently supports these '
                 'currencies: %s' % (currency, ', '.join(sorted(LEAST))),
                 param=name)
    return currency.lower()


def amount_of(params, currency, name='amount'):
    amount = integer(must(params, name), name)
    check_units(amount, currency, name)
    if amount < LEAST[currency]:
        raise No(400, 'Amount must convert to at least 50 cents.',
                 'amount_too_small', name)
    return amount


def check_units(amount, currency, name):
    if currency in WHOLE_AS_CENTS and amount % 100 or \
            currency in THREE and amount % 10:
        raise No(400, 'Invalid amount for %s: the smallest unit cannot be '
                 'charged.' % currency, param=name)


def flag(params, name, otherwise=False):
    value = params.get(name)
    if value is None:
        return otherwise
    if value not in ('true', 'false'):
        raise No(400, 'Invalid boolean: ' + str(value), param=name)
    return value == 'true'


def choice(params, name, of, otherwise=None):
    value = params.get(name, otherwise)
    if value is not None and value not in of:
        raise No(400, 'Invalid %s: must be one of %s' %
                 (name, ', '.join(of)), param=name)
    return value


def metadata(params, had=()):
    told = params.get('metadata', {})
    if told == '':
        return {}
    if not isinstance(told, dict):
        raise No(400, 'Invalid object', param='metadata')
    had = dict(had)
    for key, value in told.items():
        if isinstance(value, dict) or len(key) > 40 or len(value) > 500:
            raise No(400, 'Metadata keys can have up to 40 characters, '
                     'values up to 500.', param='metadata')
        if value == '':
            had.pop(key, None)
        else:
            had[key] = value
    if len(had) > 50:
        raise No(400, 'Metadata can have up to 50 keys.', param='metadata')
    return had


def email_of(params, name):
    email = params.get(name)
    if email is not None and not re.fullmatch(
            r'[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+', email):
        raise No(400, 'Invalid email address: ' + email, 'email_invalid',
                 name)
    return email


def url_of(params, name):
    url = must(params, name)
    if not re.match(r'https?://[^/\s]', url):
        raise No(400, 'Not a valid URL', 'url_invalid', name)
    return url
