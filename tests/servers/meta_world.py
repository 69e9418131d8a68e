# SPDX-License-Identifier: ISC
"""WhatsApp at Meta, in memory: numbers, people, templates, files, messages."""
import base64
import collections
import hashlib
import hmac
import random
import threading
import time

from meta_wire import (LIMITS, TYPES, No, digits, message_shape, missing,
                       parameter)
import meta_hooks

ACCOUNT, NUMBER, PHONE = '102290129340398', '106540352242922', '15550783881'
WINDOW = 24 * 3600
URL_LIVES = 300             # of a file's address
PAIR_PACE, PAIR_BURST = 6, 45
NAMES = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
NUMBER_FIELDS = (
    'id', 'display_phone_number', 'verified_name', 'quality_rating',
    'code_verification_status', 'platform_type', 'throughput', 'name_status',
    'messaging_limit_tier', 'whatsapp_business_manager_messaging_limit',
    'is_on_biz_app', 'is_official_business_account', 'account_mode', 'status',
    'host_platform', 'webhook_configuration', 'last_onboarded_time',
    'is_pin_enabled', 'health_status')
TEMPLATE_FIELDS = ('id', 'name', 'language', 'status', 'category',
                   'components', 'quality_score', 'rejected_reason',
                   'previous_category', 'parameter_format')


def wamid():
    """As long as Meta's are, and with what base64 has."""
    return 'wamid.' + base64.b64encode(random.randbytes(42)).decode()


def number_new(id_, phone, **more):
    return {'id': id_, 'display_phone_number': '+' + phone,
            'phone': phone, 'verified_name': 'Souk', 'quality_rating':
            'GREEN', 'code_verification_status': 'VERIFIED',
            'platform_type': 'CLOUD_API', 'throughput': {
                'level': 'STANDARD'}, 'name_status': 'APPROVED',
            'messaging_limit_tier': 'TIER_1K',
            'whatsapp_business_manager_messaging_limit': 'TIER_1K',
            'is_on_biz_app': False, 'is_official_business_account': False,
            'account_mode': 'LIVE', 'status': 'CONNECTED', 'account':
            ACCOUNT, 'per_second': 80, **more}


class World:
    def __init__(self):
        self.lock, self.offset, self.port = threading.RLock(), 0, 0
        self.token, self.secrets = None, []     # None: any
        self.strict = {'proof': False, 'media': True, 'pair': True}
        self.numbers = {NUMBER: number_new(NUMBER, PHONE)}
        self.templates, self.media = {}, {}
        self.messages, self.by_id = [], {}
        self.last_in, self.pair = {}, {}        # (number, person): when
        self.people, self.read = {}, []
        self.second = collections.defaultdict(collections.deque)
        self.fastest = self.taken = 0
        self.ways = ['sent', 'delivered']       # what becomes of a message
        self.rule = lambda whom: None
        self.hooks = meta_hooks.Hooks(self.lock)
        self.count = random.randrange(10**15, 2 * 10**15)
        self.template_new('hello_world', 'en_US', 'UTILITY', 'Hello World')
        self.template_new('order_confirmation', 'en_US', 'UTILITY',
                          'Thanks {{1}}, your order is {{2}}.')

    def now(self):
        return time.time() + self.offset

    def fresh(self):
        self.count += 1
        return str(self.count)

    # ---- what there is -----------------------------------------------------

    def template_new(self, name, language, category, body, status='APPROVED',
                     account=ACCOUNT, more=()):
        made = {'id': self.fresh(), 'name': name, 'language': language,
                'status': status, 'category': category, 'account': account,
                'parameter_format': 'POSITIONAL', 'components': [
                    *more, {'type': 'BODY', 'text': body}]}
        self.templates[account, name, language] = made
        return made

    def template_of(self, name, language):
        for (_, one, spoken), made in self.templates.items():
            if (one, spoken) == (name, language):
                return made
        raise No(132001, 'template name (%s) does not exist in %s' % (
            name, language))

    def number_of(self, id_):
        if id_ not in self.numbers:
            raise No(100, status=400, subcode=33, message='Unsupported post '
                     "request. Object with ID '%s' does not exist, cannot be "
                     'loaded due to missing permissions, or does not support '
                     'this operation. Please read the Graph API '
                     'documentation at https://developers.facebook.com/docs/'
                     'graph-api' % id_)
        return self.numbers[id_]

    def media_of(self, id_, kind=None):
        made = self.media.get(id_)
        if made is None or made['until'] < self.now():
            raise No(100, status=400, subcode=33, message='Unsupported get '
                     "request. Object with ID '%s' does not exist, cannot be "
                     'loaded due to missing permissions, or does not support '
                     'this operation.' % id_)
        if kind is not None and made['mime_type'].split(';')[0] not in \
                TYPES[kind]:
            raise No(131053, 'Media file %s is no %s' % (id_, kind))
        return made

    # ---- who asks ----------------------------------------------------------

    def judge(self, told, proof):
        if told is None or not told.startswith('Bearer '):
            raise No(104, status=400, message='An access token is required '
                     'to request this resource.')
        token = told[7:]
        if 'expired' in token:
            raise No(190, subcode=463, message='Error validating access '
                     'token: Session has expired on Saturday, 01-Nov-25 '
                     '06:00:00 PDT.')
        if self.token is not None and token != self.token:
            raise No(190, message='Invalid OAuth access token - Cannot parse '
                     'access token')
        good = [hmac.new(s.encode(), token.encode(), hashlib.sha256)
                .hexdigest() for s in self.secrets]
        if proof is None and self.strict['proof']:
            raise parameter('API calls from the server require an '
                            'appsecret_proof argument')
        if proof is not None and good and proof not in good:
            raise parameter('Invalid appsecret_proof provided in the API '
                            'argument')

    # ---- sending -----------------------------------------------------------

    def pace(self, number, person):
        """The two limits of Meta; what is refused is not counted."""
        now, seen = time.monotonic(), self.second[number['id']]
        while seen and seen[0] <= now - 1:
            seen.popleft()
        if len(seen) >= number['per_second']:
            raise No(130429, subcode=2494055)
        at = max(self.pair.get((number['id'], person), 0), self.now())
        if self.strict['pair'] and at - self.now() > PAIR_PACE * (
                PAIR_BURST - 1):
            raise No(131056)
        self.pair[number['id'], person] = at + PAIR_PACE
        seen.append(now)
        self.fastest = max(self.fastest, len(seen))

    def person(self, wa_id):
        return self.people.get(wa_id, {})

    def whom(self, told):
        """Key of the person, and how the answer names them."""
        if told.get('to') is not None:
            to = digits(told['to'])
            # Mexico's 521, Argentina's 549: one person, two spellings.
            person = self.person(to).get('is', to)
            return person, {'input': told['to'], 'wa_id': person}
        ref = told.get('recipient')
        if not isinstance(ref, str) or ref == '':
            raise No(131008, 'One of to and recipient is needed')
        for wa_id, one in self.people.items():
            if one.get('user_id') == ref:
                return wa_id, {'input': ref, 'user_id': ref}
        if '.' not in ref:
            raise No(131009, 'recipient is not valid')
        return ref, {'input': ref, 'user_id': ref}

    def send(self, number_id, told, what=''):
        number = self.number_of(number_id)
        if not isinstance(told, dict) or \
                told.get('messaging_product') != 'whatsapp':
            raise missing('messaging_product')
        if told.get('status') is not None:
            return self.mark_read(number, told)
        kind, of = message_shape(told, self)
        person, contact = self.whom(told)
        if person == number['phone']:
            raise No(131021)
        self.pace(number, person)
        made = {'id': wamid(), 'number': number_id, 'to': person, 'kind':
                kind, 'body': of, 'at': self.now(), 'states': [],
                'key': told.get('biz_opaque_callback_data'),
                'reply_to': told.get('context', {}).get('message_id')}
        self.messages.append(made)
        self.by_id[made['id']] = made
        self.taken += 1
        self.become(made, what)
        answer = {'id': made['id']}
        if kind == 'template':
            answer['message_status'] = 'held_for_quality_assessment' \
                if what == 'held' else 'accepted'
        return {'messaging_product': 'whatsapp', 'contacts': [contact],
                'messages': [answer]}

    def mark_read(self, number, told):
        if told['status'] != 'read':
            raise parameter('Param status must be one of {READ}')
        if not str(told.get('message_id', '')).startswith('wamid.'):
            raise No(131009, 'message_id is not valid')
        if told.get('typing_indicator', {}).get('type', 'text') != 'text':
            raise parameter('Param typing_indicator is not valid')
        self.read.append((number['id'], told['message_id']))
        return {'success': True}

    def trouble(self, made):
        """The code by which it fails after it was taken; None."""
        person = self.person(made['to'])
        template = made['kind'] == 'template'
        if person.get('reach') == '0':
            return 131026
        if template and person.get('stopped') and self.template_of(
                made['body']['name'], made['body']['language']['code'])[
                    'category'] == 'MARKETING':
            return 131050
        last = self.last_in.get((made['number'], made['to']))
        if not template and (last is None or self.now() - last > WINDOW):
            return 131047
        return None

    def become(self, made, what):
        code = int(what[5:]) if what.startswith('fail:') else \
            self.trouble(made)
        if code is not None:
            self.status(made, 'failed', code)
        elif what not in ('silent', 'held'):
            for state in self.ways:
                self.status(made, state)

    def status(self, made, state, code=None):
        """Tell what became of it; also what is not true."""
        number = self.numbers[made['number']]
        person = self.person(made['to'])
        told = {'id': made['id'], 'status': state,
                'timestamp': str(int(self.now()))}
        if person.get('nameless') or '.' in made['to']:
            told['recipient_user_id'] = person.get('user_id', made['to'])
        else:
            told['recipient_id'] = made['to']
        if state == 'sent':
            told['conversation'] = {
                'id': hashlib.md5(made['to'].encode()).hexdigest(),
                'origin': {'type': 'service'}}
        if state in ('sent', 'delivered', 'read'):
            told['pricing'] = {
                'billable': made['kind'] == 'template', 'pricing_model':
                'PMP', 'type': 'regular' if made['kind'] == 'template' else
                'free_customer_service', 'category': 'utility'
                if made['kind'] == 'template' else 'service'}
        if code is not None:
            no = No(code)
            title = no.error['message'].split(') ', 1)[1]
            told['errors'] = [{
                'code': code, 'title': title, 'message': title,
                'error_data': {'details': no.error.get(
                    'error_data', {}).get('details', title)},
                'href': 'https://developers.facebook.com/documentation/'
                        'business-messaging/whatsapp/support/error-codes'}]
        if made['key'] is not None:
            told['biz_opaque_callback_data'] = made['key']
        made['states'].append(state)
        self.tell(number, statuses=[told])

    # ---- what people do ----------------------------------------------------

    def value(self, number, **more):
        return {'messaging_product': 'whatsapp', 'metadata': {
            'display_phone_number': number['phone'],
            'phone_number_id': number['id']}, **more}

    def tell(self, number, **more):
        self.hooks.tell('messages', self.value(number, **more),
                        number['account'])

    def contact(self, wa_id):
        person = self.person(wa_id)
        told = {'profile': {'name': person.get('name', 'Test Name')}}
        if person.get('username'):
            told['profile']['username'] = person['username']
        if not person.get('nameless'):
            told['wa_id'] = wa_id
        if person.get('user_id'):
            told['user_id'] = person['user_id']
        return told

    def came(self, number_id, wa_id, message, ago=0):
        """The value of one message from them, and its wamid."""
        number, person = self.number_of(number_id), self.person(wa_id)
        at = self.now() - ago
        made = {'id': wamid(), 'timestamp': str(int(at)), **message}
        if not person.get('nameless'):
            made = {'from': wa_id, **made}
        if person.get('user_id'):
            made['from_user_id'] = person['user_id']
        self.by_id[made['id']] = {'number': number_id, 'to': wa_id}
        if made['type'] not in ('reaction', 'system'):
            key = number_id, wa_id
            self.last_in[key] = max(self.last_in.get(key, 0), int(at))
        return self.value(number, contacts=[self.contact(wa_id)],
                          messages=[made]), made['id']

    # ---- files -------------------------------------------------------------

    def media_new(self, data, mime_type, lives=30 * 86400, **more):
        id_ = self.fresh()
        self.media[id_] = {
            'id': id_, 'data': data, 'mime_type': mime_type,
            'sha256': hashlib.sha256(data).hexdigest(), 'file_size':
            len(data), 'until': self.now() + lives, **more}
        return self.media[id_]

    def media_upload(self, number_id, told):
        """told: fields of the form; "file" is (type, bytes)."""
        self.number_of(number_id)
        if told.get('messaging_product') != 'whatsapp':
            raise missing('messaging_product')
        if 'file' not in told:
            raise missing('file')
        mime, data = told['file']
        mime = told.get('type', mime)
        kind = next((k for k, types in TYPES.items()
                     if mime.split(';')[0] in types), None)
        if kind is None:
            raise parameter('Param file must be a file with one of the '
                            'following types: ... Received file of type '
                            "'%s'." % mime)
        if not 0 < len(data) <= LIMITS[kind]:
            raise No(131053, 'File size %d is not allowed' % len(data),
                     status=400)
        return {'id': self.media_new(data, mime)['id']}

    def hash(self, id_, until):
        return hashlib.sha256(('%s %d' % (id_, until)).encode()
                              ).hexdigest()[:24]

    def media_show(self, id_):
        made = self.media_of(id_)
        until = int(self.now()) + URL_LIVES
        url = made.get('url') or \
            'http://127.0.0.1:%d/whatsapp_business/attachments/?mid=%s&' \
            'source=getMedia&ext=%d&hash=%s' % (
                self.port, id_, until, self.hash(id_, until))
        return {'url': url, 'mime_type': made['mime_type'],
                'sha256': made.get('lied', made['sha256']),
                'file_size': made['file_size'], 'id': id_,
                'messaging_product': 'whatsapp'}

    def media_delete(self, id_):
        self.media_of(id_)
        del self.media[id_]
        return {'success': True}

    # ---- lists -------------------------------------------------------------

    @staticmethod
    def page(rows, query, url):
        """What Graph shows of a list, with cursors."""
        limit = min(int(query.get('limit', '25')), 100)
        begin = int(base64.b64decode(query['after'] + '==').decode()) \
            if query.get('after') else 0
        cursor = [base64.b64encode(b'%d' % n).decode().rstrip('=')
                  for n in (begin, begin + limit)]
        answer = {'data': rows[begin:begin + limit]}
        if answer['data']:
            answer['paging'] = {'cursors': {'before': cursor[0],
                                            'after': cursor[1]}}
            if begin + limit < len(rows):
                answer['paging']['next'] = '%s?limit=%d&after=%s' % (
                    url, limit, cursor[1])
        return answer

    @staticmethod
    def fields(made, query, known, usual):
        asked = [f.split('{')[0].split('.')[0] for f in query['fields']
                 .split(',')] if query.get('fields') else usual
        for name in asked:
            if name not in known:
                raise parameter('Tried accessing nonexisting field (%s)'
                                % name)
        return {**{k: made[k] for k in asked if k in made},
                'id': made['id']}

    def numbers_list(self, account, query, url):
        self.account_of(account)
        usual = ('verified_name', 'code_verification_status',
                 'display_phone_number', 'quality_rating', 'platform_type',
                 'throughput')
        return self.page([self.fields(n, query, NUMBER_FIELDS, usual)
                          for n in self.numbers.values()
                          if n['account'] == account], query, url)

    def account_of(self, account):
        if account not in [n['account'] for n in self.numbers.values()]:
            self.number_of(account)

    def templates_list(self, account, query, url):
        self.account_of(account)
        usual = ('name', 'parameter_format', 'components', 'language',
                 'status', 'category')
        rows = [self.fields(t, query, TEMPLATE_FIELDS, usual)
                for t in self.templates.values() if t['account'] == account
                and query.get('name', t['name']) == t['name'] and
                query.get('status', t['status']) == t['status']]
        return self.page(rows, query, url)
