#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""Meta's Graph for WhatsApp and what it tells the shop, on loopback.

meta.py FOLDER [--port N]

Prints "port N" and runs until its standard input ends.  Takes what Meta takes
and says what Meta says; everything is in memory.  FOLDER/asked has a line for
each request: METHOD PATH STATUS.  FOLDER/control says what goes wrong, one
rule a line, the first that fits:

    WHAT [to=WHOM] [times=N]

WHOM is "send/TELEPHONE" (of one person), "send", "read", "upload", "media" (a
file's address), "file" (what is there), "delete", "numbers", "number",
"templates"; unless told: any of them.  WHAT is one of provider.py's, or
    code:N[:STATUS]     Meta's error of that number; nothing was done
    fail:N          taken, and told later that it failed by that number
    silent, held    taken, and nothing is told of it; held: Meta looks at it

POST /test/… steers; see the functions below, or tests/http/meta.h.
"""
import glob
import json
import os
import re
import sys
import threading
import time
from urllib.parse import parse_qsl, urlsplit

sys.dont_write_bytecode = True
import meta_hooks
import provider
import steered
from meta_wire import ERRORS, No, parameter
from meta_world import ACCOUNT, NUMBER, World, number_new
from provider import DONE, Gone

PATHS = (
    ('POST', r'/(\d+)/messages', 'send'), ('POST', r'/(\d+)/media', 'upload'),
    ('GET', r'/(\d+)/phone_numbers', 'numbers'),
    ('GET', r'/(\d+)/message_templates', 'templates'),
    ('GET', r'/(\d+)', 'media'), ('DELETE', r'/(\d+)', 'delete'))
FILE = '/whatsapp_business/attachments/'


def form(text):
    return dict(parse_qsl(text, keep_blank_values=True))


def multipart(kind, body):
    """The fields of a form with a file, "file": (type, bytes)."""
    boundary = re.search(r'boundary="?([^";]+)', kind)
    told = {}
    for part in body.split(b'--' + boundary.group(1).encode())[1:-1] \
            if boundary else ():
        head, _, data = part.partition(b'\r\n\r\n')
        head, data = head.decode(), data[:-2]
        name = re.search(r'[; ]name="?([^";]+)', head)
        if name is None:
            continue
        mime = re.search(r'(?i)content-type: *([^\r]+)', head)
        told[name.group(1)] = data.decode('utf-8', 'replace') \
            if 'filename' not in head else (
                mime.group(1) if mime else 'text/plain', data)
    return told


class Handler(provider.Handler):
    def said_no(self, status):
        no = No(130429 if status == 429 else 2 if status >= 500 else 131000,
                status=status)
        return {'error': no.error}

    def broken(self, what):
        if not what.startswith('code:'):
            super().broken(what)
            return
        code, _, status = what[5:].partition(':')
        raise No(int(code), status=int(status) if status else None)

    def api(self):
        world, parts = self.server.world, urlsplit(self.path)
        query, body = form(parts.query), self.body()
        name, id_ = self.operation(parts.path)
        whom, told, status = name, {}, 0
        if name == 'send':
            told = self.json(body)
            if isinstance(told, dict):
                whom = 'read' if told.get('status') else 'send/' + re.sub(
                    r'\D', '', str(told.get('to')))
        if name == 'media' and id_ in world.numbers:
            whom = name = 'number'
        what = self.server.ruled(whom)
        try:
            if what and what.split(':')[0] not in DONE + (
                    'fail', 'silent', 'held'):
                status = what
                self.broken(what)
                return
            with world.lock:
                world.judge(self.headers['Authorization'],
                            query.get('appsecret_proof'))
                answer = self.done(name, id_, told, query, body, what)
            status = 200
            self.say_late(what, 200, answer)
        except No as no:
            status = no.status
            self.say_json(no.status, {'error': no.error}, [
                ('WWW-Authenticate', 'OAuth "Facebook Platform" '
                 '"invalid_token"')] if no.status == 401 else ())
        except (Gone, OSError):
            status = what or status
            self.close_connection = True
        finally:
            self.server.note('%s %s %s' % (self.command, self.path, status))

    def operation(self, path):
        at = re.match(r'/v\d+\.\d+(/.*)', path)
        for method, pattern, name in PATHS if at else ():
            found = re.fullmatch(pattern, at.group(1))
            if found and method == self.command:
                return name, found.group(1)
        return 'unknown', None

    def json(self, body):
        try:
            return json.loads(body)
        except ValueError:
            return None

    def done(self, name, id_, told, query, body, what):
        world = self.server.world
        url = 'http://127.0.0.1:%d%s' % (world.port,
                                         urlsplit(self.path).path)
        if name == 'send':
            if not (self.headers['Content-Type'] or '').startswith(
                    'application/json') or told is None:
                raise parameter('The parameter messaging_product is '
                                'required.')
            return world.send(id_, told, what)
        if name == 'upload':
            return world.media_upload(id_, {**query, **multipart(
                self.headers['Content-Type'] or '', body)})
        if name == 'media':
            return world.media_show(id_)
        if name == 'delete':
            return world.media_delete(id_)
        if name == 'number':
            return world.fields(world.numbers[id_], query, tuple(
                world.numbers[id_]), ('display_phone_number',
                                      'verified_name', 'quality_rating'))
        if name == 'numbers':
            return world.numbers_list(id_, query, url)
        if name == 'templates':
            return world.templates_list(id_, query, url)
        raise No(100, status=400, message='Unknown path components: '
                 + self.path)

    def file(self):
        """What a file's address leads to: its own token, and who asks."""
        world, query = self.server.world, form(urlsplit(self.path).query)
        what, status = self.server.ruled('file'), 200
        try:
            if what and what.split(':')[0] not in DONE:
                status = what
                self.broken(what)
                return
            with world.lock:
                world.judge(self.headers['Authorization'], None)
                id_, until = query.get('mid', ''), int(query.get('ext', 0))
                if 'User-Agent' not in self.headers:
                    raise No(100, status=400)
                if query.get('hash') != world.hash(id_, until) or \
                        until < world.now():
                    raise No(100, status=404, message='URL expired')
                made = world.media_of(id_)
            if what == 'lose':
                raise Gone
            self.say(200, made['data'], kind=made['mime_type'], how=what)
        except No as no:
            status = no.status
            self.say_json(no.status, {'error': no.error})
        except (Gone, OSError):
            self.close_connection = True
        finally:
            self.server.note('%s %s %s' % (self.command, self.path, status))

    def answer(self):
        if self.path.startswith('/test/'):
            self.steer(form)
        elif self.path.startswith(FILE):
            self.file()
        else:
            self.api()

    do_GET = do_POST = do_DELETE = answer


class Server(steered.Server):
    request_queue_size, usual = 256, 'api'

    def __init__(self, args, handler):
        super().__init__(args, handler)
        self.world = World()
        self.world.port = self.server_address[1]
        self.hooks = self.world.hooks

    def ruled(self, whom):
        """The rule for one person, for what is asked, or for anything."""
        return self.rule(whom, whom.split('/')[0], 'api') or ''

    # ---- what tests ask: POST /test/NAME -----------------------------------

    def test_hook(self, told):
        """url= secrets=a,b [verify=] [way=] [ways=sent,delivered,read]: where
        Meta tells things, and what becomes of messages; no url: ends it."""
        with self.world.lock:
            if 'url' in told:
                self.world.secrets = told.get('secrets', '').split(',')
                self.hooks.ends = {told['url']: self.world.secrets} \
                    if told['url'] else {}
            self.hooks.verify = told.get('verify', self.hooks.verify)
            self.hooks.way = told.get('way', self.hooks.way)
            self.hooks.key = int(told.get('key', self.hooks.key))
            if 'ways' in told:
                self.world.ways = [w for w in told['ways'].split(',') if w]
        return {}

    def test_app(self, told):
        """[token=] [secrets=] [proof=0|1] [media=0|1] [pair=0|1]: who may
        ask; whether a proof is a must, files are known, people are spared."""
        with self.world.lock:
            self.world.token = told.get('token', self.world.token)
            if 'secrets' in told:
                self.world.secrets = told['secrets'].split(',')
            for name in ('proof', 'media', 'pair'):
                if name in told:
                    self.world.strict[name] = told[name] == '1'
        return {}

    def test_number(self, told):
        """id= [phone=] [account=] [per_second=] …: a number, or its change."""
        with self.world.lock:
            made = self.world.numbers.setdefault(told['id'], number_new(
                told['id'], told.get('phone', '15550783882')))
            for name, value in told.items():
                made[name] = int(value) if name == 'per_second' else \
                    value == 'true' if value in ('true', 'false') else \
                    {'level': value} if name == 'throughput' else value
        return {}

    def test_person(self, told):
        """wa_id= [name=] [user_id=] [username=] [nameless=1] [reach=0]
        [stopped=1] [is=]: how they are; is: what they are really called."""
        with self.world.lock:
            self.world.people.setdefault(told['wa_id'], {}).update(told)
        return {}

    def test_template(self, told):
        """name= language= [category=] [body=] [status=] [account=]
        [header=IMAGE|DOCUMENT]."""
        with self.world.lock:
            return self.world.template_new(
                told['name'], told['language'],
                told.get('category', 'UTILITY'), told.get('body', 'Hello'),
                told.get('status', 'APPROVED'), told.get('account', ACCOUNT),
                [{'type': 'HEADER', 'format': told['header']}]
                if 'header' in told else ())

    def test_media(self, told):
        """file= type= [url=] [lied=] [bytes=]: a file that somebody sends."""
        if 'file' in told:
            with open(told['file'], 'rb') as f:
                data = f.read()
        else:
            data = os.urandom(int(told.get('bytes', '1000')))
        with self.world.lock:
            made = self.world.media_new(
                data, told['type'], 7 * 86400,
                **{k: told[k] for k in ('url', 'lied') if k in told})
            return {k: v for k, v in made.items() if k != 'data'}

    def test_say(self, told):
        """from= [number=] text= | message=JSON [ago=SECONDS] [id=]: somebody
        writes; the wamid."""
        message = json.loads(told['message']) if 'message' in told else {
            'type': 'text', 'text': {'body': told['text']}}
        if 'id' in told:
            message['id'] = told['id']
        number = told.get('number', NUMBER)
        with self.world.lock:
            value, id_ = self.world.came(number, told['from'], message,
                                         float(told.get('ago', '0')))
            self.hooks.tell('messages', value,
                            self.world.numbers[number]['account'])
        return {'id': id_}

    def test_open(self, told):
        """first= count= [number=]: so many people of talk.h's wrote just now,
        and the shop knows."""
        first, number = int(told['first']), told.get('number', NUMBER)
        with self.world.lock:
            for n in range(first, first + int(told['count'])):
                self.world.last_in[number, '337%08d' % n] = \
                    int(self.world.now())
        return {}

    def test_file(self, told):
        """from= file= type= [caption=] [name=] [url=] [lied=]: somebody sends
        a file; the wamid and the file's id."""
        made = self.test_media(told)
        kind = told.get('kind', told['type'].split('/')[0])
        of = {'mime_type': told['type'], 'sha256': meta_hooks.base64_of(
            made.get('lied', made['sha256'])), 'id': made['id']}
        if 'caption' in told:
            of['caption'] = told['caption']
        if 'name' in told:
            of['filename'] = told['name']
        said = self.test_say({**{k: told[k] for k in ('from', 'number', 'ago')
                                 if k in told}, 'message': json.dumps(
                                     {'type': kind, kind: of})})
        return {**said, 'media': made['id']}

    def test_tell(self, told):
        """field= value=JSON [account=]: any other thing."""
        with self.world.lock:
            self.hooks.tell(told['field'], json.loads(told['value']),
                            told.get('account', ACCOUNT))
        return {}

    def test_status(self, told):
        """id= status= [code=] [ago=]: what becomes of a message of ours."""
        with self.world.lock:
            self.world.status(self.world.by_id[told['id']], told['status'],
                              int(told['code']) if 'code' in told else None)
        return {}

    def test_stop(self, told):
        """wa_id= [go=1]: no marketing any more, by Meta's own button."""
        go = told.get('go') == '1'
        with self.world.lock:
            self.world.people.setdefault(told['wa_id'], {})['stopped'] = \
                not go
            number = self.world.numbers[told.get('number', NUMBER)]
            self.hooks.tell('user_preferences', self.world.value(
                number, contacts=[self.world.contact(told['wa_id'])],
                user_preferences=[{
                    'wa_id': told['wa_id'], 'detail': 'User requested to '
                    + ('resume' if go else 'stop') + ' marketing messages',
                    'category': 'marketing_messages', 'value':
                    'resume' if go else 'stop',
                    'timestamp': int(self.world.now())}]),
                number['account'])
        return {}

    def test_raw(self, told):
        """body= [sign=]: these bytes as they are; the statuses."""
        return {'said': self.hooks.at_once([told['body'].encode()],
                                           told.get('sign', 'good'))}

    def test_files(self, told):
        """folder= [each=] [number=]: what is in its files, as a delivery each;
        how many, and how many answers were not 200.  number: instead of
        theirs."""
        files, odd = 0, {}
        for path in sorted(glob.glob(told['folder'] + '/*.json')):
            with open(path, encoding='utf-8') as f:
                text = f.read()
            if 'number' in told:
                text = re.sub(r'("phone_number_id":\s*")[^"]*',
                              r'\g<1>' + told['number'], text)
            body = meta_hooks.escaped(json.loads(text))
            said = self.hooks.at_once([body] * int(told.get('each', '1')))
            files += 1
            if any(s != 200 for s in said):
                odd[os.path.basename(path)] = said
        return {'files': files, 'odd': len(odd), 'which': odd}

    def test_forged(self, told):
        """from= text=: said in each wrong way; the statuses.  Nothing of it is
        true."""
        with self.world.lock:
            value, id_ = self.world.came(NUMBER, told['from'], {
                'type': 'text', 'text': {'body': told['text'] + ' é/'}})
        thing = [('messages', value, ACCOUNT)]
        return {'id': id_, 'said': {how: self.hooks.at_once([thing], how)
                                    for how in meta_hooks.FORGED}}

    def test_verify(self, told):
        """[token=] [challenge=] [mode=]: Meta's look at the shop."""
        said = self.hooks.subscribe(
            told.get('token', self.hooks.verify),
            told.get('challenge', '1158201444'),
            told.get('mode', 'subscribe'))
        return {'said': [{'status': s, 'type': t, 'text': x}
                         for s, t, x in said]}

    def test_deliver(self, told):
        """order=as|reverse|shuffle|together|2,0,1 [times=] [each=] [sign=]
        [keep=1] [seed=] [batch=N]: what is held; the statuses."""
        if 'batch' in told:
            self.batch(int(told['batch']))
        return {'said': self.hooks.deliver(
            told.get('order', 'as'), int(told.get('times', '1')),
            told.get('sign', 'good'), None, told.get('keep') == '1',
            int(told.get('seed', '0')), int(told.get('each', '1')))}

    def batch(self, size):
        """What is held, so many in one delivery."""
        with self.world.lock:
            flat = [change for thing in self.hooks.kept for change in thing]
            self.hooks.kept = [flat[n:n + size]
                               for n in range(0, len(flat), size)]

    def test_burst(self, told):
        """messages= people= [batch=] [each=] [at=PER SECOND] [senders=]
        [text=]: many people write at once, each a second after their last one;
        each: every delivery so often.  How long answers took."""
        count, people = int(told['messages']), int(told.get('people', '100'))
        number = told.get('number', NUMBER)
        with self.world.lock:
            account = self.world.number_of(number)['account']
            things = [('messages', self.world.came(
                number, '336%08d' % (n % people), {
                    'type': 'text', 'text': {'body': '%s %d' % (
                        told.get('text', 'message'), n // people)}},
                (count - n) // people)[0], account) for n in range(count)]
        size = int(told.get('batch', '1'))
        batches = [things[n:n + size] for n in range(0, count, size)
                   for _ in range(int(told.get('each', '1')))]
        return self.paced(batches, float(told.get('at', '0')) / size,
                          int(told.get('senders', '8')))

    def paced(self, batches, rate, senders):
        """Each again until it is taken.  They keep no order, as Meta's."""
        clock = threading.Event()
        took, again, lock = [], [0], threading.Lock()
        began, rows = time.monotonic(), iter(enumerate(batches))

        def one():
            while True:
                with lock:
                    n, thing = next(rows, (0, None))
                if thing is None:
                    return
                if rate > 0:
                    clock.wait(max(0, began + n / rate -
                                   time.monotonic()))
                for _ in range(100):
                    at = time.monotonic()
                    said = self.hooks.at_once([thing])
                    took.append((time.monotonic() - at) * 1000)
                    if all(s == 200 for s in said):
                        break
                    again[0] += 1
                    clock.wait(0.2)

        threads = [threading.Thread(target=one) for _ in range(senders)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        took.sort()
        return {'seconds': round(time.monotonic() - began, 3),
                'deliveries': len(batches), 'again': again[0],
                'p50': round(took[len(took) // 2], 1),
                'p99': round(took[min(len(took) - 1, len(took) * 99 // 100)],
                             1), 'most': round(took[-1], 1)}

    def test_wait(self, told):
        """Until all that is to be told was taken; how many are left."""
        return {'left': self.hooks.waits(float(told.get('seconds', '30')))}

    def test_clock(self, told):
        """seconds=: it is that much later."""
        with self.world.lock:
            self.world.offset += float(told['seconds'])
        return {'now': int(self.world.now())}

    def test_sent(self, told):
        """[to=] [kind=] [key=]: what the shop sent, oldest first."""
        with self.world.lock:
            return {'data': [m for m in self.world.messages
                             if told.get('to', m['to']) == m['to'] and
                             told.get('kind', m['kind']) == m['kind'] and
                             told.get('key', m['key']) == m['key']]}

    def test_unordered(self, told):
        """words=a,b: how many people have a text that begins with b before
        one that begins with a.  number=a: a text "a … N" behind one of a
        higher N."""
        first, _, then = told.get('words', '').partition(',')
        odd, seen = set(), {}
        with self.world.lock:
            for m in self.world.messages:
                text = m['body'].get('body', '') if m['kind'] == 'text' \
                    else ''
                if 'number' in told and text.startswith(told['number']):
                    number = int(text.rsplit(' ', 1)[1])
                    if number < seen.get(m['to'], 0):
                        odd.add(m['to'])
                    seen[m['to']] = number
                elif first and text.startswith(first):
                    seen[m['to']] = 0
                elif then and text.startswith(then) and m['to'] not in seen:
                    odd.add(m['to'])
        return {'count': len(odd)}

    def test_books(self, told):
        """[to=]: how many messages Meta has, of how many keys; twice: taken
        more than once; what was told and how that was answered."""
        with self.world.lock:
            mine = [m for m in self.world.messages
                    if told.get('to', m['to']) == m['to']]
            keys = [m['key'] for m in mine if m['key'] is not None]
            return {'sent': len(mine), 'keys': len(set(keys)),
                    'twice': len(keys) - len(set(keys)),
                    'people': len({m['to'] for m in mine}),
                    'failed': sum('failed' in m['states'] for m in mine),
                    'read': len(self.world.read),
                    'media': len(self.world.media),
                    'fastest': self.world.fastest,
                    'kept': len(self.hooks.kept),
                    'sending': self.hooks.sending,
                    'said': dict(self.hooks.said),
                    'p99': self.hooks.p99() or 0}

    def test_reads(self, told):
        """The wamids that the shop marked read."""
        with self.world.lock:
            return {'data': [id_ for _, id_ in self.world.read]}

    def test_errors(self, told):
        """Codes that code: and fail: know."""
        return {'data': sorted(ERRORS)}


if __name__ == '__main__':
    steered.serve(Handler, Server)
