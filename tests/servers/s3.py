#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""A store that speaks S3, for tests, on loopback.

s3.py FOLDER [--port N]

Prints "port N" and runs until its standard input ends.  What is signed is
judged by botocore, Amazon's own client: key AKIDEXAMPLE, secret
wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY, any region, bucket "shop".  Objects
are files in FOLDER/objects, their names percent-encoded, with what came along
in a file of that name and ".told" (JSON: type, cache).  FOLDER/asked has a
line for each request: METHOD PATH STATUS.  FOLDER/control says what is done
instead, one rule a line, the first that fits:

    WHAT [to=METHOD] [times=N]

WHAT is a status, "hold" (no answer at all, until the caller goes), "short"
(an answer that ends in the middle), "garbage" or "slow" (two seconds).
"""
import hashlib
import http.server
import json
import os
import sys
import time
from datetime import datetime, timezone
from urllib.parse import parse_qs, quote, unquote, urlsplit
from xml.sax.saxutils import escape

from botocore.auth import S3SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

sys.dont_write_bytecode = True
import steered

KEY, SECRET = 'AKIDEXAMPLE', 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY'
BUCKET = '/shop'


class No(Exception):
    pass


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def log_message(self, *args):
        pass

    # ---- who asks ----------------------------------------------------------

    def judge(self, body):
        told = self.headers['Authorization'] or ''
        if not told.startswith('AWS4-HMAC-SHA256 '):
            raise No(403, 'AccessDenied')
        parts = dict(p.strip().split('=', 1)
                     for p in told.split(' ', 1)[1].split(','))
        key, day, region, service, _ = parts['Credential'].split('/')
        signed = parts['SignedHeaders'].split(';')
        at = self.headers['x-amz-date']
        when = datetime.strptime(at, '%Y%m%dT%H%M%SZ').replace(
            tzinfo=timezone.utc)
        if abs(time.time() - when.timestamp()) > 900:
            raise No(403, 'RequestTimeTooSkewed')
        must = {'host'} | {h.lower() for h in self.headers
                           if h.lower().startswith('x-amz-')}
        if key != KEY or service != 's3' or not at.startswith(day) or \
                not must <= set(signed):
            raise No(403, 'AccessDenied')
        request = AWSRequest(
            method=self.command, url='http://%s%s' % (self.headers['Host'],
                                                      self.path),
            headers={h: self.headers[h] for h in signed})
        request.context['timestamp'] = at
        auth = S3SigV4Auth(Credentials(KEY, SECRET), 's3', region)
        text = auth.string_to_sign(request, auth.canonical_request(request))
        if auth.signature(text, request) != parts['Signature']:
            raise No(403, 'SignatureDoesNotMatch')
        if hashlib.sha256(body).hexdigest() != \
                self.headers['x-amz-content-sha256']:
            raise No(400, 'XAmzContentSHA256Mismatch')

    # ---- what it is told ---------------------------------------------------

    def say(self, status, body=b'', headers=(), size=None):
        self.server.note('%s %s %d' % (self.command, self.path, status))
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        if status != 204:
            self.send_header('Content-Length',
                             str(len(body) if size is None else size))
        self.end_headers()
        if self.command != 'HEAD':
            self.wfile.write(body)

    def refuse(self, status, code):
        self.say(status, ('<?xml version="1.0"?><Error><Code>%s</Code>'
                          '</Error>' % code).encode())

    def broken(self, what):
        if what == 'hold':
            self.rfile.read(1)
        elif what == 'short':
            self.say(200, b'half', size=1000)
        elif what == 'garbage':
            self.say(200, b'<ListBucketResult><Contents><Key>')
        elif what == 'slow':
            time.sleep(2)
            self.say(200, b'late')
        else:
            self.refuse(int(what), 'ToldSo')
        self.close_connection = True

    # ---- what it does ------------------------------------------------------

    def file(self, key):
        return os.path.join(self.server.objects, quote(key, safe=''))

    def put(self, key, body):
        path = self.file(key)
        with open(path + '.new', 'wb') as f:
            f.write(body)
        with open(path + '.told', 'w', encoding='utf-8') as f:
            json.dump({'type': self.headers['Content-Type'],
                       'cache': self.headers['Cache-Control']}, f)
        os.rename(path + '.new', path)
        self.say(200)

    def get(self, key):
        try:
            with open(self.file(key), 'rb') as f:
                body = f.read()
        except FileNotFoundError:
            raise No(404, 'NoSuchKey') from None
        if self.command == 'HEAD':
            self.say(200, size=len(body))
        else:
            self.say(200, body)

    def delete(self, key):
        for end in ('', '.told'):
            try:
                os.unlink(self.file(key) + end)
            except FileNotFoundError:
                pass
        self.say(204)

    def list(self, query):
        asked = {k: v[0] for k, v in parse_qs(
            query, keep_blank_values=True, strict_parsing=True).items()}
        if asked.get('list-type') != '2':
            raise No(400, 'InvalidArgument')
        keys = sorted((unquote(n) for n in os.listdir(self.server.objects)
                       if not n.endswith(('.new', '.told'))),
                      key=lambda k: k.encode())
        keys = [k for k in keys if k.startswith(asked['prefix']) and
                k.encode() > asked['start-after'].encode()]
        most = int(asked['max-keys'])
        xml = ['<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult '
               'xmlns="http://s3.amazonaws.com/doc/2006-03-01/">'
               '<Name>shop</Name><EncodingType>url</EncodingType>'
               '<IsTruncated>%s</IsTruncated>' %
               ('true' if len(keys) > most else 'false')]
        for key in keys[:most]:
            info = os.stat(self.file(key))
            xml.append('<Contents><Key>%s</Key><LastModified>%s'
                       '</LastModified><ETag>&quot;x&quot;</ETag>'
                       '<Size>%d</Size></Contents>' % (
                           escape(quote(key)), datetime.fromtimestamp(
                               info.st_mtime, timezone.utc).strftime(
                                   '%Y-%m-%dT%H:%M:%S.000Z'), info.st_size))
        self.say(200, (''.join(xml) + '</ListBucketResult>').encode(),
                 [('Content-Type', 'application/xml')])

    def answer(self):
        body = self.rfile.read(int(self.headers['Content-Length'] or 0))
        what = self.server.rule(self.command)
        if what is not None:
            self.server.note('%s %s %s' % (self.command, self.path, what))
            self.broken(what)
            return
        try:
            self.judge(body)
            parts = urlsplit(self.path)
            if parts.path == BUCKET and self.command == 'GET':
                self.list(parts.query)
                return
            if not parts.path.startswith(BUCKET + '/'):
                raise No(404, 'NoSuchBucket')
            key = unquote(parts.path[len(BUCKET) + 1:])
            if self.command == 'PUT':
                self.put(key, body)
            elif self.command == 'DELETE':
                self.delete(key)
            else:
                self.get(key)
        except No as no:
            self.refuse(*no.args)

    do_GET = do_HEAD = do_PUT = do_DELETE = answer


class Server(steered.Server):
    def __init__(self, args, handler):
        super().__init__(args, handler)
        self.objects = os.path.join(args.folder, 'objects')
        os.makedirs(self.objects, exist_ok=True)


steered.serve(Handler, Server)
