#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""A mail server for tests, on loopback.

smtp.py FOLDER [--port N] [--cert FILE --key FILE [--implicit]]
        [--login USER:PASSWORD]

Prints "port N" and runs until its standard input ends.  Every message that
was accepted becomes FOLDER/0001.json, as Python's own mail parser reads it,
beside the bytes themselves in 0001.eml; a file appears complete.  With a
certificate it offers STARTTLS (--implicit: TLS from the first byte); with a
login it wants AUTH, which it takes over TLS only.

FOLDER/control says what goes wrong, one rule a line, read anew whenever it
is asked; the first that fits is followed:

    WHERE WHAT [to=ADDRESS] [times=N]

WHERE is connect, auth, rcpt or data.  WHAT is a reply ("550-5.1.1-No_such":
'-' or '_' for blanks), "stall" (no answer for a minute), "drop" (the
connection ends; at data nothing was accepted), at data also "lose" (accepted,
the connection ends before the reply) and "hold" (accepted, no reply for a
minute).  FOLDER/events has a line for everything that happened.
"""
import argparse
import asyncio
import email
import email.policy
import json
import logging
import os
import re
import ssl
import sys
import warnings

from aiosmtpd.smtp import SMTP, AuthResult

STALL = 60
logging.disable(logging.CRITICAL)
warnings.simplefilter('ignore')


class Rules:
    """The control file, and how often each rule was followed."""

    def __init__(self, folder):
        self.path = os.path.join(folder, 'control')
        self.text, self.used = None, {}

    def find(self, where, to=None):
        try:
            with open(self.path, encoding='utf-8') as f:
                text = f.read()
        except FileNotFoundError:
            text = ''
        if text != self.text:
            self.text, self.used = text, {}
        for number, line in enumerate(text.splitlines()):
            words = line.split()
            if len(words) < 2 or words[0] != where:
                continue
            more = dict(word.split('=', 1) for word in words[2:])
            if 'to' in more and more['to'] != to:
                continue
            if self.used.get(number, 0) >= int(more.get('times', 10**9)):
                continue
            self.used[number] = self.used.get(number, 0) + 1
            return words[1]
        return None


class Handler:
    def __init__(self, folder):
        self.folder, self.count = folder, 0
        self.rules = Rules(folder)
        while os.path.exists(self.path('json', self.count + 1)):
            self.count += 1

    def path(self, ending, number):
        return os.path.join(self.folder, '%04d.%s' % (number, ending))

    def event(self, *words):
        with open(os.path.join(self.folder, 'events'), 'a',
                  encoding='utf-8') as f:
            f.write(' '.join(str(word) for word in words) + '\n')

    async def obey(self, server, what):
        """A reply that stands in the rules, or none and an end."""
        if what == 'stall':
            await asyncio.sleep(STALL)
        elif what != 'drop':
            return re.sub('[-_]', ' ', what)
        server.transport.abort()
        return '421 gone'

    async def handle_EHLO(self, server, session, envelope, hostname,
                          responses):
        session.host_name = hostname
        self.event('ehlo', hostname, 'tls' if session.ssl else 'plain')
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):
        what = self.rules.find('rcpt', address)
        self.event('rcpt', address)
        if what is not None:
            return await self.obey(server, what)
        envelope.rcpt_tos.append(address)
        return '250 OK'

    async def handle_DATA(self, server, session, envelope):
        what = self.rules.find('data', envelope.rcpt_tos[0])
        self.event('data', envelope.rcpt_tos[0])
        if what is not None and what not in ('lose', 'hold'):
            return await self.obey(server, what)
        self.keep(server, session, envelope)
        if what == 'hold':
            await asyncio.sleep(STALL)
        if what == 'lose':
            server.transport.abort()
        return '250 2.0.0 taken as %d' % self.count

    def keep(self, server, session, envelope):
        self.count += 1
        with open(self.path('eml', self.count), 'wb') as f:
            f.write(envelope.content)
        told = describe(envelope.content)
        told.update(envelopeFrom=envelope.mail_from,
                    envelopeTo=envelope.rcpt_tos,
                    tls=server.transport.get_extra_info('sslcontext')
                    is not None,
                    login=session.authenticated is True,
                    ehlo=session.host_name)
        beside = self.path('json', self.count) + '.new'
        with open(beside, 'w', encoding='utf-8') as f:
            json.dump(told, f, ensure_ascii=False)
        os.rename(beside, self.path('json', self.count))


def describe(content):
    """What an independent reader makes of the bytes."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    parts = {}
    defects = [repr(d) for d in message.defects]
    for part in message.walk():
        defects += [repr(d) for d in part.defects] if part is not message \
            else []
        if not part.is_multipart():
            parts[part.get_content_type()] = part.get_content().replace(
                '\r\n', '\n')
    for name, value in message.items():
        defects += [name + ': ' + repr(d) for d in value.defects]
    text = parts.get('text/plain', '')
    lines = content.split(b'\r\n')
    return {
        'headers': [[name, str(value)] for name, value in message.items()],
        'subject': str(message['Subject']),
        'from': str(message['From']),
        'to': str(message['To']),
        'replyTo': str(message['Reply-To'] or ''),
        'messageId': str(message['Message-ID']),
        'type': message.get_content_type(),
        'parts': [p.get_content_type() for p in message.walk()],
        'text': text,
        'html': parts.get('text/html', ''),
        'links': re.findall(r'https?://\S+', text),
        'longest': max(len(line) for line in lines),
        'bare': sum(b'\n' in line or b'\r' in line for line in lines),
        'defects': defects,
    }


def authenticator(handler, login):
    def check(server, session, envelope, mechanism, data):
        what = handler.rules.find('auth')
        given = '%s:%s' % (data.login.decode(), data.password.decode())
        handler.event('auth', mechanism, 'tls' if session.ssl else 'plain',
                      'right' if given == login else 'wrong')
        if what is not None:
            return AuthResult(success=False, handled=False,
                              message=re.sub('[-_]', ' ', what))
        return AuthResult(success=given == login, handled=False,
                          auth_data=data)
    return check


class Server(SMTP):
    async def _handle_client(self):
        what = self.event_handler.rules.find('connect')
        self.event_handler.event('connect')
        if what is not None:
            await self.push(await self.event_handler.obey(self, what))
            self.transport.close()
            return
        await super()._handle_client()


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument('folder')
    parser.add_argument('--port', type=int, default=0)
    parser.add_argument('--cert')
    parser.add_argument('--key')
    parser.add_argument('--implicit', action='store_true')
    parser.add_argument('--login')
    return parser.parse_args()


async def main():
    args = arguments()
    handler = Handler(args.folder)
    context = None
    if args.cert:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(args.cert, args.key)
    options = {'hostname': 'mail.test', 'ident': 'test', 'loop':
               asyncio.get_running_loop(), 'timeout': STALL + 30}
    if context is not None and not args.implicit:
        options.update(tls_context=context)
    if args.login:
        options.update(auth_required=True, auth_require_tls=not args.implicit,
                       authenticator=authenticator(handler, args.login))
    server = await asyncio.get_running_loop().create_server(
        lambda: Server(handler, **options), '127.0.0.1', args.port,
        ssl=context if args.implicit else None)
    print('port %d' % server.sockets[0].getsockname()[1], flush=True)
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    await reader.read()
    os._exit(0)


asyncio.run(main())
