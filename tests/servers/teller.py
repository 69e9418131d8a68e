# SPDX-License-Identifier: ISC
"""How a stand-in tells the shop what happened.

What is told goes to the ends that are set (a URL, one secret or two), in one
of these ways:

    now       in order, at once, again while it is not taken
    now=N     the same by N at a time, so in almost that order
    hold      kept until deliver() is asked
    never     not at all
    shuffle   as now, but what comes within 0.2 s in any order
    twice, many=N, late=SECONDS     more often, at once, later
"""
import concurrent.futures
import http.client
import queue
import random
import ssl
import threading
import time
from urllib.parse import urlsplit

TRIES = 40


class Teller:
    """written(thing): its bytes.  headed(body, url, secrets, how): the head of
    the request.  told(thing): it was taken."""

    def __init__(self, lock):
        self.lock, self.way = lock, 'now'
        self.ends = {}                  # url: [secrets]
        self.kept, self.sending = [], 0
        self.waiting, self.pool = queue.Queue(), None
        self.said = {}                  # what was answered, by status
        self.times = []                 # how long that took, ms
        threading.Thread(target=self.run, daemon=True).start()

    def told(self, thing):
        pass

    def put(self, thing):
        if self.way == 'never' or not self.ends:
            return
        if self.way == 'hold':
            self.kept.append(thing)
            return
        self.sending += 1
        self.waiting.put(thing)

    def run(self):
        while True:
            batch = [self.waiting.get()]
            way, _, number = self.way.partition('=')
            if way == 'late':
                time.sleep(float(number))
            if way == 'shuffle':
                time.sleep(0.2)
                while not self.waiting.empty():
                    batch.append(self.waiting.get())
                random.shuffle(batch)
            if way == 'now' and number:
                self.senders(int(number)).submit(self.sent, batch[0])
                continue
            for thing in batch:
                times = int(number) if way == 'many' else \
                    2 if way == 'twice' else 1
                self.sent(thing, times)

    def senders(self, number):
        if self.pool is None:
            self.pool = concurrent.futures.ThreadPoolExecutor(number)
        return self.pool

    def sent(self, thing, times=1):
        self.send_until(thing, times)
        with self.lock:
            self.sending -= 1

    def send_until(self, thing, times=1):
        for attempt in range(TRIES):
            done = self.at_once([thing] * times)
            if all(200 <= s < 300 for s in done):
                self.told(thing)
                return True
            time.sleep(min(0.1 * 2 ** attempt, 1))
        return False

    def at_once(self, things, how='good'):
        """Each to each end, concurrently; statuses, 0: no answer."""
        jobs = [(e, url, secrets) for e in things
                for url, secrets in list(self.ends.items())]
        said = [0] * len(jobs)

        def one(n):
            said[n] = self.send(*jobs[n], how)

        if len(jobs) == 1:
            one(0)
        else:
            threads = [threading.Thread(target=one, args=(n,))
                       for n in range(len(jobs))]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        with self.lock:
            for status in said:
                self.said[str(status)] = self.said.get(str(status), 0) + 1
        return said

    def send(self, thing, url, secrets, how='good'):
        body = self.written(thing)
        head = self.headed(body, url, secrets, how)
        began = time.monotonic()
        status = self.post(url, body, head)
        self.times.append(round((time.monotonic() - began) * 1000, 1))
        return status

    @staticmethod
    def post(url, body, head, method='POST'):
        """The status; 0: no answer."""
        return Teller.asked(url, body, head, method)[0]

    @staticmethod
    def asked(url, body=None, head=(), method='GET'):
        """Status, type and text of the answer."""
        to = urlsplit(url)
        try:
            if to.scheme == 'https':
                # The shop's certificate is its own.
                with_ = http.client.HTTPSConnection(
                    to.hostname, to.port, timeout=30,
                    context=ssl._create_unverified_context())
            else:
                with_ = http.client.HTTPConnection(to.hostname, to.port,
                                                   timeout=30)
            with_.request(method, to.path + ('?' + to.query if to.query
                                             else ''), body, dict(head))
            answer = with_.getresponse()
            text = answer.read().decode('utf-8', 'replace')
            with_.close()
            return answer.status, answer.headers['Content-Type'], text
        except (OSError, http.client.HTTPException):
            return 0, None, ''

    def deliver(self, order='as', times=1, how='good', only=None, keep=False,
                seed=0, each=1):
        """What is held; statuses.  only: a predicate.  each: how often at the
        same moment."""
        with self.lock:
            things = [e for e in self.kept if only is None or only(e)]
            if not keep:
                self.kept = [] if only is None else \
                    [e for e in self.kept if not only(e)]
        things = things * times
        if order == 'reverse':
            things.reverse()
        elif order == 'shuffle':
            random.Random(seed).shuffle(things)
        elif order not in ('as', 'together'):
            things = [things[int(n)] for n in order.split(',')]
        if order == 'together':
            return self.at_once(things * each, how)
        said = []
        for thing in things:
            answers = self.at_once([thing] * each, how)
            said += answers
            if all(200 <= s < 300 for s in answers):
                self.told(thing)
        return said

    def p99(self):
        """Of the answers, ms; None: there was none."""
        times = sorted(self.times)
        return times[min(len(times) - 1, len(times) * 99 // 100)] \
            if times else None

    def waits(self, seconds):
        """Until everything was sent; what is left."""
        until = time.monotonic() + seconds
        while self.sending > 0 and time.monotonic() < until:
            time.sleep(0.01)
        return self.sending
