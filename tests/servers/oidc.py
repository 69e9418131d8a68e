# SPDX-License-Identifier: ISC
"""An OpenID provider for tests, on loopback: Authlib's, not souk's.

    oidc.py CONTROL

Prints its port and ends with its standard input.  Whoever comes to /authorize is signed in at once, as CONTROL
says, a JSON file that is read again for each request:

    sub email email_verified hd name   the person; null leaves a claim out
    break      what is wrong with the id_token, a key of BREAKS
    deny       the person cancels
    fail       {"/token": "503" | "slow" | "garbage" | "huge" | "list" |
               "refuse" | "redirect"}, by path
    rotate     names another signing key
    iss        sent along with the code (RFC 9207)
    endpoint   {"token_endpoint": "https://elsewhere"} in the discovery
    debug me   members of Facebook's answers that are other than right

Beside it stand Facebook's dialog and the three calls of its Graph API.
What was asked, a line each, is at /asked.
"""
import base64
import hashlib
import hmac
import json
import os
import sys
import threading
import time
from urllib.parse import urlencode

os.environ['AUTHLIB_INSECURE_TRANSPORT'] = '1'

from authlib.common.security import generate_token
from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.jose import JsonWebKey, jwt
from authlib.oauth2.rfc6749 import (AuthorizationCodeMixin, ClientMixin,
                                    grants)
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import OpenIDCode, UserInfo
from flask import Flask, Response, jsonify, redirect, request
from werkzeug.serving import WSGIRequestHandler, make_server

CLIENT, SECRET = 'client-1', 'secret-of-client-1'
APP, APP_SECRET = '138483919580948', 'secret-of-the-app'

control_path = sys.argv[1]
app = Flask(__name__)
app.config['OAUTH2_TOKEN_EXPIRES_IN'] = {'authorization_code': 3600}
asked, codes, tokens, nonces = [], {}, {}, set()
keys = {}


def control():
    with open(control_path, encoding='utf-8') as f:
        return json.load(f)


def key_of(name):
    if name not in keys:
        keys[name] = JsonWebKey.generate_key(
            'RSA', 2048, {'kid': name, 'use': 'sig', 'alg': 'RS256'}, True)
    return keys[name]


def current_key():
    return key_of(control().get('rotate', 'key-1'))


# ---- the provider -----------------------------------------------------------

class Client(ClientMixin):
    def get_client_id(self):
        return CLIENT

    def get_default_redirect_uri(self):
        return None

    def get_allowed_scope(self, scope):
        return scope if set(scope.split()) <= {'openid', 'email',
                                               'profile'} else ''

    def check_redirect_uri(self, uri):
        return uri.startswith('https://') and \
            uri.endswith('/api/auth/oauth/google/callback')

    def check_client_secret(self, secret):
        return hmac.compare_digest(secret, SECRET)

    def check_endpoint_auth_method(self, method, endpoint):
        return method == 'client_secret_post'

    def check_response_type(self, response_type):
        return response_type == 'code'

    def check_grant_type(self, grant_type):
        return grant_type == 'authorization_code'


class Code(AuthorizationCodeMixin):
    def __init__(self, r):
        self.redirect_uri, self.scope = r.redirect_uri, r.scope
        self.nonce = r.data.get('nonce')
        self.code_challenge = r.data.get('code_challenge')
        self.code_challenge_method = r.data.get('code_challenge_method')
        self.auth_time = int(time.time())

    def get_redirect_uri(self):
        return self.redirect_uri

    def get_scope(self):
        return self.scope

    def get_nonce(self):
        return self.nonce

    def get_auth_time(self):
        return self.auth_time


class CodeGrant(grants.AuthorizationCodeGrant):
    TOKEN_ENDPOINT_AUTH_METHODS = ['client_secret_post']

    def save_authorization_code(self, code, r):
        codes[code] = Code(r)
        nonces.add(codes[code].nonce)

    def query_authorization_code(self, code, client):
        return codes.get(code)

    def delete_authorization_code(self, code):
        for known in [k for k, v in codes.items() if v is code]:
            del codes[known]

    def authenticate_user(self, code):
        return control()


class Challenge(CodeChallenge):
    SUPPORTED_CODE_CHALLENGE_METHOD = ['S256']

    def validate_code_challenge(self, grant):
        if not grant.request.data.get('code_challenge'):
            from authlib.oauth2.rfc6749.errors import InvalidRequestError
            raise InvalidRequestError('PKCE is a must')
        super().validate_code_challenge(grant)


class OpenID(OpenIDCode):
    def exists_nonce(self, nonce, r):
        return nonce in nonces

    def get_jwt_config(self, grant):
        return {'key': current_key(), 'alg': 'RS256', 'iss': issuer(),
                'exp': 3600}

    def generate_user_info(self, user, scope):
        return UserInfo({k: user[k] for k in ('sub', 'email',
                        'email_verified', 'hd', 'name')
                        if user.get(k) is not None})


provider = AuthorizationServer(app, query_client=lambda i:
                               Client() if i == CLIENT else None,
                               save_token=lambda token, r: None)
provider.register_grant(CodeGrant, [Challenge(), OpenID(require_nonce=True)])


def issuer():
    return f'http://127.0.0.1:{app.config["PORT"]}'


@app.before_request
def note_and_fail():
    if request.path != '/asked':
        asked.append(f'{request.method} {request.path} '
                     f'{request.headers.get("User-Agent", "")}')
    how = control().get('fail', {}).get(request.path)
    if how == 'slow':
        time.sleep(7)
    return {
        None: lambda: None, 'slow': lambda: None,
        '503': lambda: Response('', 503),
        'garbage': lambda: Response('<html>what?', 200),
        'list': lambda: jsonify([1, 2]),
        'huge': lambda: Response('{"x":"' + 'y' * 200000 + '"}', 200),
        'refuse': lambda: (jsonify(error='invalid_grant'), 400),
        'redirect': lambda: redirect('/asked'),
    }[how]()


@app.get('/asked')
def tell_asked():
    return Response('\n'.join(asked) + '\n', mimetype='text/plain')


@app.get('/.well-known/openid-configuration')
def discovery():
    at = issuer()
    document = {
        'issuer': at, 'authorization_endpoint': at + '/authorize',
        'token_endpoint': at + '/token', 'jwks_uri': at + '/jwks',
        'userinfo_endpoint': at + '/userinfo',
        'response_types_supported': ['code'],
        'subject_types_supported': ['public'],
        'id_token_signing_alg_values_supported': ['RS256'],
        'code_challenge_methods_supported': ['S256'],
    }
    document.update(control().get('endpoint', {}))
    return jsonify(document)


@app.get('/jwks')
def jwks():
    key = current_key().as_dict(is_private=False)
    other = {'kty': 'EC', 'kid': 'elliptic', 'crv': 'P-256', 'x': 'AA',
             'y': 'AA'}
    answer = jsonify(keys=[other, key])
    answer.headers['Cache-Control'] = 'public, max-age=600'
    return answer


def denied(state):
    return redirect(request.args['redirect_uri'] + '?' + urlencode(
        {'error': 'access_denied', 'state': state}))


@app.get('/authorize')
def authorize():
    if control().get('deny'):
        return denied(request.args['state'])
    answer = provider.create_authorization_response(grant_user=control())
    if 'iss' in control() and answer.status_code == 302:
        answer.location += '&' + urlencode({'iss': control()['iss']})
    return answer


# ---- tokens that must not be taken --------------------------------------------

def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b'=').decode()


def signed(claims, key=None, **header):
    key = key or current_key()
    head = {'alg': 'RS256', 'typ': 'JWT', 'kid': key.kid}
    head.update(header)
    if header:                  # Authlib would put some of it right
        return by_hand({k: v for k, v in head.items() if v is not None},
                       claims, key)
    return jwt.encode(head, claims, key).decode()


def by_hand(head, claims, key):
    body = b64(json.dumps(head).encode()) + '.' + \
        b64(json.dumps(claims).encode())
    mac = {
        'none': lambda: b'',
        'HS256': lambda: hmac.new(SECRET.encode(), body.encode(),
                                  hashlib.sha256).digest(),
    }.get(head['alg'], lambda: key.get_private_key().sign(
        body.encode(), *rsa_ways()))()
    return body + '.' + b64(mac)


def rsa_ways():
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import padding
    return padding.PKCS1v15(), hashes.SHA256()


def hs256_by_public_key(c):
    head = {'alg': 'HS256', 'typ': 'JWT', 'kid': current_key().kid}
    body = b64(json.dumps(head).encode()) + '.' + b64(json.dumps(c).encode())
    pem = current_key().as_pem(is_private=False)
    return body + '.' + b64(hmac.new(pem, body.encode(),
                                     hashlib.sha256).digest())


def swapped(c):
    head, _, mac = signed(c).split('.')
    return f'{head}.{b64(json.dumps({**c, "sub": "another"}).encode())}.{mac}'


def impostor():
    if 'impostor' not in keys:
        keys['impostor'] = JsonWebKey.generate_key(
            'RSA', 2048, {'kid': current_key().kid}, True)
    return keys['impostor']


def without(c, name):
    return {k: v for k, v in c.items() if k != name}


BREAKS = {
    'alg-none': lambda c: signed(c, alg='none'),
    'alg-None': lambda c: signed(c, alg='None'),
    'alg-hs256': lambda c: signed(c, alg='HS256'),
    'alg-hs256-public': hs256_by_public_key,
    'alg-rs512': lambda c: signed(c, alg='RS512'),
    'kid-unknown': lambda c: signed(c, kid='key-9'),
    'kid-none': lambda c: signed(c, kid=None),
    'kid-elliptic': lambda c: signed(c, kid='elliptic'),
    'crit': lambda c: signed(c, crit=['exp']),
    'impostor': lambda c: signed(c, key=impostor()),
    'swapped': swapped,
    'cut': lambda c: signed(c)[:-8],
    'unsigned': lambda c: signed(c).rsplit('.', 1)[0] + '.',
    'two-parts': lambda c: signed(c).rsplit('.', 1)[0],
    'words': lambda c: 'not a token',
    'iss': lambda c: signed({**c, 'iss': 'https://evil.example'}),
    'iss-slash': lambda c: signed({**c, 'iss': c['iss'] + '/'}),
    'iss-google': lambda c: signed({**c, 'iss':
                                    'https://accounts.google.com'}),
    'iss-none': lambda c: signed(without(c, 'iss')),
    'aud': lambda c: signed({**c, 'aud': 'client-2'}),
    'aud-many': lambda c: signed({**c, 'aud': [CLIENT, 'client-2']}),
    'aud-none': lambda c: signed(without(c, 'aud')),
    'azp': lambda c: signed({**c, 'azp': 'client-2'}),
    'azp-many': lambda c: signed({**c, 'aud': [CLIENT, 'client-2'],
                                  'azp': 'client-2'}),
    'expired': lambda c: signed({**c, 'exp': int(time.time()) - 61,
                                 'iat': int(time.time()) - 3000}),
    'exp-none': lambda c: signed(without(c, 'exp')),
    'exp-text': lambda c: signed({**c, 'exp': '9999999999'}),
    'iat-future': lambda c: signed({**c, 'iat': int(time.time()) + 600}),
    'iat-old': lambda c: signed({**c, 'iat': int(time.time()) - 90000}),
    'nbf': lambda c: signed({**c, 'nbf': int(time.time()) + 600}),
    'nonce': lambda c: signed({**c, 'nonce': 'n-0S6_WzA2Mj'}),
    'nonce-none': lambda c: signed(without(c, 'nonce')),
    'sub-none': lambda c: signed(without(c, 'sub')),
    'sub-empty': lambda c: signed({**c, 'sub': ''}),
    'sub-number': lambda c: signed({**c, 'sub': 7}),
    # These are right, in other words.
    'ok-aud-list': lambda c: signed({**c, 'aud': [CLIENT]}),
    'ok-azp': lambda c: signed({**c, 'aud': [CLIENT, 'client-2'],
                                'azp': CLIENT}),
    'ok-late': lambda c: signed({**c, 'exp': int(time.time()) - 30,
                                 'iat': int(time.time()) - 1000}),
    'ok-verified-text': lambda c: signed({**c, 'email_verified': 'true'}),
}


@app.post('/token')
def token():
    answer = provider.create_token_response()
    how = control().get('break')
    if how is None or answer.status_code != 200:
        return answer
    body = json.loads(answer.get_data())
    body['id_token'] = BREAKS[how](dict(jwt.decode(body['id_token'],
                                                   current_key())))
    return jsonify(body)


# ---- Facebook --------------------------------------------------------------------

@app.get('/v24.0/dialog/oauth')
def dialog():
    state = request.args['state']
    if control().get('deny'):
        return redirect(request.args['redirect_uri'] + '?' + urlencode({
            'error_reason': 'user_denied', 'error': 'access_denied',
            'error_description': 'Permissions error', 'state': state}))
    code = generate_token(40)
    codes[code] = request.args['redirect_uri']
    return redirect(request.args['redirect_uri'] + '?' + urlencode(
        {'code': code, 'state': state}) + '#_=_')


def graph_error(message, code, subcode=0):
    return jsonify(error={'message': message, 'type': 'OAuthException',
                          'code': code, 'error_subcode': subcode,
                          'fbtrace_id': 'A1'}), 400


@app.post('/v24.0/oauth/access_token')
def facebook_token():
    form = request.form
    if (form.get('client_id'), form.get('client_secret')) != (APP,
                                                              APP_SECRET):
        return graph_error('Error validating client secret.', 1)
    if codes.pop(form.get('code'), None) != form.get('redirect_uri'):
        return graph_error('This authorization code has been used.', 100,
                           36009)
    made = 'EAAB' + generate_token(60)
    tokens[made] = True
    return jsonify(access_token=made, token_type='bearer',
                   expires_in=5183944)


@app.get('/v24.0/debug_token')
def debug_token():
    if request.args.get('access_token') != f'{APP}|{APP_SECRET}':
        return graph_error('Invalid OAuth access token.', 190)
    data = {'app_id': APP, 'type': 'USER', 'application': 'Souk',
            'expires_at': int(time.time()) + 5183944,
            'is_valid': request.args.get('input_token') in tokens,
            'issued_at': int(time.time()),
            'scopes': ['email', 'public_profile'],
            'user_id': control()['sub']}
    data.update(control().get('debug', {}))
    return jsonify(data=data)


@app.get('/v24.0/me')
def me():
    given = request.args.get('access_token', '')
    proof = hmac.new(APP_SECRET.encode(), given.encode(),
                     hashlib.sha256).hexdigest()
    if given not in tokens or request.args.get('appsecret_proof') != proof:
        return graph_error('Invalid appsecret_proof provided', 100)
    person = {'id': control()['sub'], 'name': control().get('name'),
              'email': control().get('email')}
    person.update(control().get('me', {}))
    return jsonify({k: v for k, v in person.items() if v is not None})


class Quiet(WSGIRequestHandler):
    def log(self, *args):
        pass


server = make_server('127.0.0.1', 0, app, threaded=True,
                     request_handler=Quiet)
app.config['PORT'] = server.server_port
current_key()
print('port', server.server_port, flush=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
sys.stdin.read()                # who started it has ended
