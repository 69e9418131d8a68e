#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""What stands before another server of tests and speaks TLS, on loopback.

tls.py FOLDER

Prints "port N" and runs until its standard input ends.  FOLDER/ca.crt is whom
to trust.  FOLDER/control says "CERTIFICATE PORT": which one is shown from now
on, and where what comes goes to:

    good        of ca.crt, for localhost
    itself      for localhost, by itself
    name        of ca.crt, for another name
    over        of ca.crt, for localhost, until now
    plain       none: no TLS

FOLDER/asked has a line for each connection by which anything was told to us,
"CERTIFICATE", so one for each caller who trusts what was shown.
"""
import os
import socket
import ssl
import subprocess
import sys
import threading

FOLDER = sys.argv[1]
HELLO = 22      # how TLS begins, where none is spoken
NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']


def at(name):
    return os.path.join(FOLDER, name)


def openssl(*words, told=None):
    subprocess.run(['openssl', *words], check=True, input=told, text=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def by_itself(name, subject, host):
    openssl('req', '-x509', *NEW_KEY, '-days', '2', '-subj', '/CN=' + subject,
            '-addext', 'subjectAltName=DNS:' + host, '-keyout',
            at(name + '.key'), '-out', at(name + '.crt'))


def of_ca(name, host, days):
    openssl('req', *NEW_KEY, '-subj', '/CN=' + host, '-keyout',
            at(name + '.key'), '-out', at(name + '.csr'))
    openssl('x509', '-req', '-in', at(name + '.csr'), '-CA', at('ca.crt'),
            '-CAkey', at('ca.key'), '-CAcreateserial', '-days', days,
            '-extfile', '/dev/stdin', '-out', at(name + '.crt'),
            told='subjectAltName=DNS:%s\n' % host)


def context(name):
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(at(name + '.crt'), at(name + '.key'))
    return made


def certificates():
    by_itself('ca', 'Tests', 'ca.test')
    by_itself('itself', 'localhost', 'localhost')
    of_ca('good', 'localhost', '2')
    of_ca('name', 'stripe.test', '2')
    of_ca('over', 'localhost', '0')
    return {name: context(name) for name in ('good', 'itself', 'name',
                                             'over')}


def pump(from_, to):
    try:
        while True:
            data = from_.recv(65536)
            if not data:
                break
            to.sendall(data)
    except OSError:
        pass
    for end in (from_, to):
        try:
            end.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


def serve(caller, contexts):
    try:
        with open(at('control'), encoding='utf-8') as f:
            name, port = f.read().split()
        if name in contexts:
            caller = contexts[name].wrap_socket(caller, server_side=True)
        first = caller.recv(65536)
        if not first or first[0] == HELLO:
            caller.close()
            return
        with open(at('asked'), 'a', encoding='utf-8') as f:
            f.write(name + '\n')
        there = socket.create_connection(('127.0.0.1', int(port)))
        there.sendall(first)
    except (OSError, ValueError):
        caller.close()
        return
    threading.Thread(target=pump, args=(there, caller), daemon=True).start()
    pump(caller, there)


def run():
    contexts = certificates()
    os.chmod(FOLDER, 0o755)
    listening = socket.create_server(('127.0.0.1', 0))
    print('port %d' % listening.getsockname()[1], flush=True)

    def accept():
        while True:
            threading.Thread(target=serve, args=(
                listening.accept()[0], contexts), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    sys.stdin.read()


run()
