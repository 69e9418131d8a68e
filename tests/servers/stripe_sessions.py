# SPDX-License-Identifier: ISC
"""Checkout sessions of Stripe's stand-in (a part of World)."""
from stripe_intents import CANCELABLE
from stripe_wire import (LEAST, No, check_units, choice, currency_of,
                         email_of, integer, known, metadata, missing, must,
                         rows, url_of)


class Sessions:
    SESSION = ('mode', 'success_url', 'cancel_url', 'line_items', 'metadata',
               'client_reference_id', 'customer_email', 'customer', 'locale',
               'payment_intent_data', 'expires_at', 'currency', 'submit_type',
               'automatic_payment_methods', 'allow_promotion_codes',
               'billing_address_collection', 'customer_creation', 'ui_mode',
               'shipping_address_collection', 'allowed_payment_method_types',
               'excluded_payment_method_types', 'custom_text', 'consent_'
               'collection', 'phone_number_collection', 'after_expiration',
               'adaptive_pricing', 'payment_method_options')

    def line_of(self, told, n):
        where = 'line_items[%d]' % n
        known(told, ('price', 'price_data', 'quantity', 'adjustable_quantity',
                     'tax_rates', 'metadata'))
        data = told.get('price_data')
        if not isinstance(data, dict):
            raise missing('price', str(told.get('price')), where + '[price]')
        known(data, ('currency', 'unit_amount', 'product_data', 'product',
                     'tax_behavior', 'unit_amount_decimal'))
        currency = currency_of(data)
        unit = integer(must(data, 'unit_amount'), where +
                       '[price_data][unit_amount]')
        check_units(unit, currency, where + '[price_data][unit_amount]')
        product = data.get('product_data', {})
        must(product, 'name')
        if len(product['name']) > 250:
            raise No(400, 'Invalid string: must be at most 250 characters',
                     param=where + '[price_data][product_data][name]')
        quantity = integer(must(told, 'quantity'), where + '[quantity]', 1,
                           999999)
        return {'id': 'li_1' + self.fresh('event')[5:27], 'object': 'item',
                'amount_discount': 0, 'amount_subtotal': unit * quantity,
                'amount_tax': 0, 'amount_total': unit * quantity,
                'currency': currency, 'description': product['name'],
                'metadata': {}, 'quantity': quantity,
                'price': {'id': 'price_1' + self.fresh('event')[5:27],
                          'object': 'price', 'active': False,
                          'currency': currency, 'unit_amount': unit,
                          'livemode': self.live, 'metadata': {},
                          'type': 'one_time'}}

    def session_check(self, params):
        known(params, self.SESSION)
        choice(params, 'mode', ('payment', 'setup', 'subscription'))
        if must(params, 'mode') != 'payment':
            raise No(400, 'The stand-in knows mode=payment only.',
                     param='mode')
        choice(params, 'ui_mode', ('hosted_page', 'embedded_page',
                                   'elements'))
        choice(params, 'submit_type', ('auto', 'pay', 'book', 'donate',
                                       'subscribe'))
        url_of(params, 'success_url')
        if 'cancel_url' in params:
            url_of(params, 'cancel_url')
        if len(params.get('client_reference_id', '')) > 200:
            raise No(400, 'Invalid string: must be at most 200 characters',
                     param='client_reference_id')
        data = params.get('payment_intent_data', {})
        known(data, ('metadata', 'description', 'receipt_email',
                     'capture_method', 'transfer_group', 'shipping',
                     'statement_descriptor', 'statement_descriptor_suffix',
                     'setup_future_usage'))
        metadata(data)
        until = integer(params.get('expires_at', str(self.now() + 86400)),
                        'expires_at', 0, 10**11)
        if until < self.now() + 1800 - 5:
            raise No(400, 'The `expires_at` timestamp must be at least 30 '
                     'minutes from Checkout Session creation.',
                     param='expires_at')
        if until > self.now() + 86400 + 5:
            raise No(400, 'The `expires_at` timestamp must be less than 24 '
                     'hours from Checkout Session creation.',
                     param='expires_at')
        return data, until

    def checkout_sessions_create(self, params):
        data, until = self.session_check(params)
        must(params, 'line_items')
        lines = [self.line_of(told, n) for n, told in
                 enumerate(rows(params['line_items']))]
        if len(lines) > 100:
            raise No(400, 'Up to 100 line items.', param='line_items')
        if len({line['currency'] for line in lines}) != 1:
            raise No(400, 'All line items must have the same currency.',
                     param='line_items')
        total, currency = sum(line['amount_total'] for line in lines), \
            lines[0]['currency']
        if total < LEAST[currency]:
            raise No(400, "The Checkout Session's total amount due must add "
                     'up to at least the minimum of %s.' % currency,
                     'amount_too_small')
        session = self.new(
            'checkout_session', amount_subtotal=total, amount_total=total,
            currency=currency, expires_at=until, status='open',
            payment_status='unpaid', payment_intent=None, customer=None,
            success_url=params['success_url'], payment_method_types=['card'],
            cancel_url=params.get('cancel_url'), locale=params.get('locale'),
            client_reference_id=params.get('client_reference_id'),
            customer_email=email_of(params, 'customer_email'),
            metadata=metadata(params))
        session['customer_details'] = {
            **session['customer_details'], 'email': session['customer_email']
        } if session['customer_email'] else None
        session['url'] = 'http://127.0.0.1:%d/c/pay/%s#fidkdWxOYHwn' % (
            self.port, session['id'])
        self.lines[session['id']] = lines
        self.pay_data[session['id']] = data
        return session

    def checkout_sessions_list(self, params):
        return self.list('checkout_session', params, '/v1/checkout/sessions',
                         ('payment_intent', 'status', 'customer'))

    def checkout_sessions_get(self, params, id_):
        known(params, ())
        return self.get('checkout_session', id_, 'checkout.session',
                        'session')

    def checkout_sessions_update(self, params, id_):
        known(params, ('metadata',))
        session = self.get('checkout_session', id_, 'checkout.session',
                           'session')
        session['metadata'] = metadata(params, session['metadata'])
        return session

    def checkout_sessions_line_items(self, params, id_):
        known(params, ('limit', 'starting_after', 'ending_before'))
        self.get('checkout_session', id_, 'checkout.session', 'session')
        limit = integer(params.get('limit', '10'), 'limit', 1, 100)
        lines = self.lines[id_]
        ids = [line['id'] for line in lines]
        if 'starting_after' in params:
            if params['starting_after'] not in ids:
                raise No(400, 'No such line item', 'resource_missing',
                         'starting_after')
            lines = lines[ids.index(params['starting_after']) + 1:]
        return {'object': 'list', 'data': lines[:limit],
                'has_more': len(lines) > limit,
                'url': '/v1/checkout/sessions/%s/line_items' % id_}

    def checkout_sessions_expire(self, params, id_):
        known(params, ())
        session = self.get('checkout_session', id_, 'checkout.session',
                           'session')
        if session['status'] != 'open':
            raise No(400, 'Only Checkout Sessions with a status in ["open"] '
                     'can be expired. This Checkout Session has a status of '
                     '`%s`.' % session['status'])
        return self.expire(session)

    def expire(self, session):
        session['url'] = None
        self.change('checkout.session.expired', session, status='expired')
        intent = self.made['payment_intent'].get(session['payment_intent'])
        if intent is not None and intent['status'] in CANCELABLE:
            self.cancel(intent, 'abandoned')
        return session

    def session_intent(self, session):
        """Checkout makes its intent when somebody first tries to pay."""
        if session['payment_intent'] is None:
            intent = self.intent_make(session['amount_total'],
                                      session['currency'],
                                      self.pay_data[session['id']])
            session['payment_intent'] = intent['id']
            self.session_of[intent['id']] = session
        return self.made['payment_intent'][session['payment_intent']]

    def session_try(self, session, method):
        """Somebody on the hosted page; the intent, whatever became of it."""
        if session['status'] != 'open':
            raise No(400, 'This Checkout Session is no longer open.')
        intent = self.session_intent(session)
        self.confirm(intent, {'payment_method': method}, raising=False)
        if intent['status'] in ('processing', 'requires_capture'):
            self.complete(session, 'unpaid')
        return intent

    def complete(self, session, status):
        session.update(url=None, customer_details={
            'address': {'city': None, 'country': 'FR', 'line1': None,
                        'line2': None, 'postal_code': None, 'state': None},
            'business_name': None, 'individual_name': None,
            'email': session['customer_email'] or 'jenny@example.com',
            'name': 'Jenny Rosen', 'phone': None, 'tax_exempt': 'none',
            'tax_ids': []})
        self.change('checkout.session.completed', session,
                    status='complete', payment_status=status)

    def session_paid(self, intent):
        session = self.session_of.get(intent['id'])
        if session is not None and session['status'] == 'open':
            self.complete(session, 'paid')
        elif session is not None and session['status'] == 'complete':
            self.change('checkout.session.async_payment_succeeded', session,
                        payment_status='paid')

    def settle(self, intent, good):
        """What was processing, or asked the buyer, comes to its end."""
        if intent['status'] not in ('processing', 'requires_action'):
            raise self.state_error(intent, 'settled')
        late = intent['status'] == 'processing'
        if good:
            return self.accept(intent)
        self.decline(intent, 'generic_decline', raising=False)
        session = self.session_of.get(intent['id'])
        if late and session is not None:
            self.tell('checkout.session.async_payment_failed', session)
        return intent
