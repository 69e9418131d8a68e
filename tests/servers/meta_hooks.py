# SPDX-License-Identifier: ISC
"""What Meta tells the shop: batches of changes, escaped and signed as Meta
does (teller.py has the ways).  A thing to tell is (field, value, account)."""
import base64
import hashlib
import hmac
import json
from urllib.parse import quote

import teller


def escaped(thing):
    """Non-ASCII as small \\uXXXX, / as \\/."""
    return json.dumps(thing, separators=(',', ':')).replace(
        '/', '\\/').encode()


def base64_of(digits):
    """A hash in hexadecimal, as messages have it."""
    return base64.b64encode(bytes.fromhex(digits)).decode()


def envelope(changes):
    """[(field, value, account)] in one delivery."""
    entries = {}
    for field, value, account in changes:
        entries.setdefault(account, []).append(
            {'value': value, 'field': field})
    return {'object': 'whatsapp_business_account', 'entry': [
        {'id': account, 'changes': told}
        for account, told in entries.items()]}


def sign(body, secret, how='good', verify='verify'):
    """The head of a delivery over these bytes; how: what is wrong."""
    def mac(key=secret, text=body, kind='sha256'):
        return hmac.new(key.encode(), text, kind).hexdigest()

    name, old = 'X-Hub-Signature-256', {
        'X-Hub-Signature': 'sha1=' + mac(kind='sha1')}
    value = {
        'good': lambda: 'sha256=' + mac(),
        'absent': lambda: None,
        'empty': lambda: '',
        'bare': mac,
        'sha1': lambda: 'sha1=' + mac(kind='sha1'),
        'sha1-as-256': lambda: 'sha256=' + mac(kind='sha1'),
        'other': lambda: 'sha256=' + mac('another secret'),
        'verify': lambda: 'sha256=' + mac(verify),
        'unkeyed': lambda: 'sha256=' + hashlib.sha256(body).hexdigest(),
        'altered': lambda: 'sha256=' + mac(text=body + b' '),
        'reencoded': lambda: 'sha256=' + mac(text=json.dumps(
            json.loads(body), separators=(',', ':'),
            ensure_ascii=False).encode()),
        'short': lambda: 'sha256=' + mac()[:63],
        'long': lambda: 'sha256=' + mac() + '0',
        'space': lambda: 'sha256= ' + mac(),
        'zeros': lambda: 'sha256=' + '0' * 64,
        'words': lambda: 'signed by me'}[how]()
    return old if value is None else {**old, name: value}


FORGED = ('absent', 'empty', 'bare', 'sha1', 'sha1-as-256', 'other', 'verify',
          'unkeyed', 'altered', 'reencoded', 'short', 'long', 'space',
          'zeros', 'words')


class Hooks(teller.Teller):
    def __init__(self, lock):
        self.verify, self.key = '', 0
        super().__init__(lock)

    def tell(self, field, value, account):
        self.put([(field, value, account)])

    def written(self, thing):
        return thing if isinstance(thing, bytes) else escaped(
            envelope(thing))

    def headed(self, body, url, secrets, how):
        return {'Content-Type': 'application/json', 'User-Agent':
                'facebookexternalua', 'Accept': '*/*',
                **sign(body, secrets[self.key % len(secrets)], how,
                       self.verify or 'verify')}

    def subscribe(self, token, challenge, mode='subscribe'):
        """Meta's look at each end: status, type, text."""
        said = []
        for url in self.ends:
            said.append(self.asked('%s?hub.mode=%s&hub.challenge=%s&'
                                   'hub.verify_token=%s' % (
                                       url, quote(mode), quote(challenge),
                                       quote(token))))
        return said
