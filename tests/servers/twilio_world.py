# SPDX-License-Identifier: ISC
"""Texts at Twilio, in memory, and what Twilio tells of them."""
import base64
import collections
import datetime
import email.utils
import hashlib
import hmac
import random
import re
import threading
import time
from urllib.parse import parse_qsl, urlencode, urlsplit

import teller

VERSION = '2010-04-01'
FIELDS = ('To', 'From', 'MessagingServiceSid', 'Body', 'MediaUrl',
          'StatusCallback', 'ValidityPeriod', 'SmartEncoded', 'ContentSid',
          'ContentVariables', 'ApplicationSid', 'MaxPrice', 'ProvideFeedback',
          'Attempt', 'ForceDelivery', 'ContentRetention', 'AddressRetention',
          'PersistentAction', 'ShortenUrls', 'ScheduleType', 'SendAt',
          'SendAsMms', 'RiskCheck')
GSM = set('@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?'
          '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà')
TWICE = set('^{}\\[~]|€\f')
ERRORS = {
    20001: (400, 'Bad Request'), 20003: (401, 'Authenticate'),
    20429: (429, 'Too Many Requests'),
    20404: (404, 'The requested resource was not found'),
    20500: (500, 'Internal Server Error'),
    20503: (503, 'Service Unavailable'),
    21211: (400, "Invalid 'To' Phone Number"),
    21408: (400, 'Permission to send an SMS has not been enabled for the '
                 'region indicated by the \'To\' number'),
    21602: (400, 'Message body is required.'),
    21603: (400, "A 'From' phone number is required."),
    21604: (400, "A 'To' phone number is required."),
    21606: (400, "The 'From' phone number provided is not a valid message-"
                 'capable Twilio phone number for this destination'),
    21608: (400, 'The number is unverified.'),
    21610: (400, 'Attempt to send to unsubscribed recipient'),
    21612: (400, "The 'To' phone number is not currently reachable using "
                 "the 'From' phone number via SMS."),
    21614: (400, "'To' number is not a valid mobile number"),
    21617: (400, 'The concatenated message body exceeds the 1600 character '
                 'limit'),
    21605: (400, 'Invalid media URL'),
    21609: (400, "Invalid 'StatusCallback' URL")}


class No(Exception):
    """An error as Twilio answers it."""

    def __init__(self, code, more='', status=None):
        usual, message = ERRORS.get(code, (400, 'Bad Request'))
        super().__init__(message)
        self.status = status or usual
        self.told = {'code': code, 'message': message + more, 'more_info':
                     'https://www.twilio.com/docs/errors/%d' % code,
                     'status': self.status}


def segments(body):
    """GSM 03.38 in parts of 160 or 153, else UCS-2 in parts of 70 or 67."""
    if all(c in GSM or c in TWICE for c in body):
        length, one, many = sum(1 + (c in TWICE) for c in body), 160, 153
    else:
        length, one, many = len(body.encode('utf-16-le')) // 2, 70, 67
    return 1 if length <= one else -(-length // many)


def sign(url, params, token):
    """X-Twilio-Signature: the URL, then names and values in order of bytes."""
    text = url + ''.join(k + v for k, v in sorted(params))
    return base64.b64encode(hmac.new(token.encode(), text.encode(),
                                     hashlib.sha1).digest()).decode()


FORGED = ('absent', 'empty', 'other', 'sha256', 'url', 'unsorted', 'altered',
          'bare', 'zeros', 'words')


class Hooks(teller.Teller):
    """A thing to tell is (path, [(name, value)]); the end is the shop's base,
    its secret the auth token.  public: the base that is signed, if it is not
    the one that is called."""

    def __init__(self, lock):
        self.public = None
        super().__init__(lock)

    def at_once(self, things, how='good'):
        """Told where each thing says, not at one address."""
        said = [0] * len(things)

        def one(n):
            path, params = things[n]
            for base, secrets in list(self.ends.items()):
                to = path if '://' in path else base + path
                if self.public and to.startswith(self.public):
                    to = base + to[len(self.public):]
                said[n] = self.send((to, params), base, secrets, how)

        threads = [threading.Thread(target=one, args=(n,))
                   for n in range(len(things))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        with self.lock:
            for status in said:
                self.said[str(status)] = self.said.get(str(status), 0) + 1
        return said

    def send(self, thing, url, secrets, how='good'):
        to, params = thing
        body = urlencode(params)
        signed = (self.public or url) + to[len(url):]
        head = {'Content-Type': 'application/x-www-form-urlencoded; '
                                'charset=UTF-8', 'User-Agent':
                'TwilioProxy/1.1', 'Accept': '*/*',
                'I-Twilio-Idempotency-Token': hashlib.md5(
                    body.encode()).hexdigest()}
        mac = self.forged(signed, params, secrets[0], how)
        if mac is not None:
            head['X-Twilio-Signature'] = mac
        began = time.monotonic()
        status = self.post(to, body.encode(), head)
        self.times.append(round((time.monotonic() - began) * 1000, 1))
        return status

    @staticmethod
    def forged(url, params, token, how):
        if how == 'unsorted':       # and so as they come, backwards
            text = url + ''.join(k + v for k, v in sorted(params)[::-1])
            return base64.b64encode(hmac.new(
                token.encode(), text.encode(), hashlib.sha1).digest()
                ).decode()
        return {
            'good': lambda: sign(url, params, token),
            'absent': lambda: None,
            'empty': lambda: '',
            'other': lambda: sign(url, params, 'another'),
            'sha256': lambda: base64.b64encode(hmac.new(
                token.encode(), (url + ''.join(
                    k + v for k, v in sorted(params))).encode(),
                hashlib.sha256).digest()).decode(),
            'url': lambda: sign(url + '?x=1', params, token),
            'altered': lambda: sign(url, params + [('X', '1')], token),
            'bare': lambda: sign(url, [], token),
            'zeros': lambda: base64.b64encode(bytes(20)).decode(),
            'words': lambda: 'signed by me'}[how]()


class World:
    def __init__(self):
        self.lock, self.offset = threading.RLock(), 0
        self.account = self.token = None        # None: any
        self.keys = {}
        self.messages, self.by_sid = [], {}
        self.stopped, self.fails = set(), {}    # numbers; number: code
        self.ways = ['sent', 'delivered']
        self.second, self.per_second = collections.deque(), 0
        self.hooks = Hooks(self.lock)

    def now(self):
        return time.time() + self.offset

    def stamp(self, at):
        return None if at is None else email.utils.format_datetime(
            datetime.datetime.fromtimestamp(int(at),
                                            datetime.timezone.utc))

    def judge(self, account, told):
        """By the account's token, or one of its keys."""
        try:
            name, _, proof = base64.b64decode(
                (told or '').removeprefix('Basic ')).decode().partition(':')
        except ValueError:
            name = proof = ''
        good = proof != '' and (name == account and self.token in (
            None, proof) or self.keys.get(name) == proof)
        if not (told or '').startswith('Basic ') or not good or \
                'wrong' in proof:
            raise No(20003)
        if self.account not in (None, account) or \
                not re.fullmatch(r'AC[0-9a-f]{32}', account):
            raise No(20404, ': /%s/Accounts/%s/Messages.json' % (
                VERSION, account))

    def pace(self):
        now = time.monotonic()
        while self.second and self.second[0] <= now - 1:
            self.second.popleft()
        if self.per_second and len(self.second) >= self.per_second:
            raise No(20429)
        self.second.append(now)

    def look(self, params):
        """What is wrong with it, in Twilio's order."""
        told = dict(params)
        for name in told:
            if name not in FIELDS:
                raise No(20001, ': unknown parameter ' + name)
        if not told.get('To'):
            raise No(21604)
        if not re.fullmatch(r'\+[1-9][0-9]{6,14}', told['To']):
            raise No(21211, ': ' + told['To'])
        if not told.get('From') and not told.get('MessagingServiceSid'):
            raise No(21603)
        if told.get('From') and not re.fullmatch(
                r'\+[1-9][0-9]{6,14}|[A-Za-z0-9 ]{1,11}', told['From']):
            raise No(21606, ': ' + told['From'])
        if not told.get('Body') and 'MediaUrl' not in told and \
                'ContentSid' not in told:
            raise No(21602)
        if len(told.get('Body', '')) > 1600:
            raise No(21617)
        if 'StatusCallback' in told and urlsplit(
                told['StatusCallback']).scheme not in ('http', 'https'):
            raise No(21609, ': ' + told['StatusCallback'])
        if 'ValidityPeriod' in told and not \
                1 <= int(told['ValidityPeriod']) <= 36000:
            raise No(20001)
        if told['To'] in self.stopped:
            raise No(21610)
        return told

    def create(self, account, params, what=''):
        told = self.look(params)
        self.pace()
        sid = ('MM' if 'MediaUrl' in told else 'SM') + \
            '%032x' % random.getrandbits(128)
        service = told.get('MessagingServiceSid')
        made = {'sid': sid, 'account': account, 'to': told['To'],
                'from': told.get('From'), 'service': service,
                'body': told.get('Body', ''), 'at': self.now(),
                'updated': self.now(), 'sent': None, 'error': None,
                'status': 'scheduled' if 'ScheduleType' in told else
                'accepted' if service and 'From' not in told else 'queued',
                'segments': '0' if service else str(segments(
                    told.get('Body', ''))),
                'media': str(sum(k == 'MediaUrl' for k, _ in params)),
                'callback': told.get('StatusCallback'),
                'direction': 'outbound-api'}
        self.messages.append(made)
        self.by_sid[sid] = made
        answer = self.shown(made)
        self.become(made, what)
        return answer

    def shown(self, made):
        base = '/%s/Accounts/%s/Messages/%s' % (VERSION, made['account'],
                                               made['sid'])
        return {'account_sid': made['account'], 'api_version': VERSION,
                'body': made['body'], 'date_created': self.stamp(made['at']),
                'date_sent': self.stamp(made['sent']), 'date_updated':
                self.stamp(made['updated']), 'direction': made['direction'],
                'error_code': made['error'], 'error_message': None,
                'from': made['from'], 'messaging_service_sid':
                made['service'], 'num_media': made['media'],
                'num_segments': made['segments'], 'price': None,
                'price_unit': 'USD', 'sid': made['sid'], 'status':
                made['status'], 'subresource_uris': {
                    'media': base + '/Media.json'},
                'to': made['to'], 'uri': base + '.json'}

    def become(self, made, what):
        code = int(what[5:]) if what.startswith('fail:') else \
            self.fails.get(made['to'])
        if code is not None:
            self.status(made, 'undelivered', code)
        elif what != 'silent':
            for state in self.ways:
                self.status(made, state)

    def status(self, made, state, code=None):
        made['status'], made['updated'] = state, self.now()
        made['error'] = code
        if state in ('sent', 'delivered'):
            made['sent'] = made['sent'] or self.now()
        if made['callback'] is None:
            return
        params = [('SmsSid', made['sid']), ('SmsStatus', state),
                  ('MessageStatus', state), ('To', made['to']),
                  ('MessageSid', made['sid']),
                  ('AccountSid', made['account']),
                  ('From', made['from'] or '+15005550006'),
                  ('ApiVersion', VERSION)]
        if code is not None:
            params.append(('ErrorCode', str(code)))
        if state == 'delivered':
            params.append(('RawDlrDoneDate', time.strftime('%y%m%d%H%M')))
        self.hooks.put((made['callback'], params))

    def came(self, path, sender, to, body, **more):
        """A text to us; an account of its own answers STOP by itself."""
        sid = 'SM%032x' % random.getrandbits(128)
        word = body.strip().upper()
        params = [('ToCountry', 'FR'), ('SmsMessageSid', sid),
                  ('NumMedia', '0'), ('SmsSid', sid), ('SmsStatus',
                                                       'received'),
                  ('Body', body), ('To', to), ('NumSegments',
                                               str(segments(body))),
                  ('MessageSid', sid), ('AccountSid', self.account or
                                        'AC' + 'a' * 32), ('From', sender),
                  ('ApiVersion', VERSION)]
        if word in ('STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END',
                    'QUIT'):
            self.stopped.add(sender)
            params.append(('OptOutType', 'STOP'))
        elif word in ('START', 'YES', 'UNSTOP'):
            self.stopped.discard(sender)
            params.append(('OptOutType', 'START'))
        self.hooks.put((path, params + sorted(more.items())))
        return sid

    def list(self, account, query):
        """?To=&From=&DateSent=|DateSent>=|DateSent<=&PageSize=&Page=."""
        rows = [m for m in reversed(self.messages)
                if m['account'] == account]
        told = dict(parse_qsl(query.replace('DateSent>=', 'DateSent%3E=')
                              .replace('DateSent<=', 'DateSent%3C=')))
        for name in told:
            if name not in ('To', 'From', 'DateSent', 'DateSent>',
                            'DateSent<', 'PageSize', 'Page', 'PageToken'):
                raise No(20001, ': unknown parameter ' + name)
        for name in ('To', 'From'):
            if name in told:
                rows = [m for m in rows if m[name.lower()] == told[name]]
        for name, fits in (('DateSent', lambda a, b: a == b),
                           ('DateSent>', lambda a, b: a >= b),
                           ('DateSent<', lambda a, b: a <= b)):
            if name in told:
                want = told[name]
                rows = [m for m in rows if fits(time.strftime(
                    '%Y-%m-%dT%H:%M:%SZ', time.gmtime(m['at']))[
                        :len(want)], want)]
        size, page = int(told.get('PageSize', '50')), int(
            told.get('Page', '0'))
        if not 1 <= size <= 1000:
            raise No(20001)
        uri = '/%s/Accounts/%s/Messages.json?' % (VERSION, account)
        kept = {k: v for k, v in told.items() if k not in ('Page',
                                                           'PageSize')}

        def at(n):
            return uri + urlencode({**kept, 'PageSize': size, 'Page': n})

        shown = rows[page * size:(page + 1) * size]
        return {'end': page * size + len(shown) - 1 if shown else 0,
                'first_page_uri': at(0), 'next_page_uri':
                at(page + 1) if len(rows) > (page + 1) * size else None,
                'page': page, 'page_size': size, 'previous_page_uri':
                at(page - 1) if page else None, 'messages': [
                    self.shown(m) for m in shown], 'start': page * size,
                'uri': at(page)}
