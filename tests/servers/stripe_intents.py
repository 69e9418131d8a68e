# SPDX-License-Identifier: ISC
"""Payment intents of Stripe's stand-in (a part of World)."""
import copy

from stripe_wire import (No, amount_of, choice, currency_of, email_of, flag,
                         integer, known, metadata)

# What a test's card does: pm_card_… as Stripe names them.
DECLINES = {
    'pm_card_chargeDeclined': 'generic_decline',
    'pm_card_visa_chargeDeclined': 'generic_decline',
    'pm_card_visa_chargeDeclinedInsufficientFunds': 'insufficient_funds',
    'pm_card_chargeDeclinedInsufficientFunds': 'insufficient_funds',
    'pm_card_visa_chargeDeclinedLostCard': 'lost_card',
    'pm_card_visa_chargeDeclinedStolenCard': 'stolen_card',
    'pm_card_chargeDeclinedExpiredCard': 'expired_card',
    'pm_card_chargeDeclinedIncorrectCvc': 'incorrect_cvc',
    'pm_card_chargeDeclinedProcessingError': 'processing_error',
    'pm_card_chargeDeclinedFraudulent': 'fraudulent'}
ACTIONS = ('pm_card_authenticationRequired', 'pm_card_threeDSecure2Required')
LATE = ('pm_sepa', 'pm_card_bypassPending')     # told later: processing
OWN_CODE = ('expired_card', 'incorrect_cvc', 'processing_error')
NO_MORE = ('lost_card', 'stolen_card', 'pickup_card', 'fraudulent')
WORDS = {'insufficient_funds': 'Your card has insufficient funds.',
         'expired_card': 'Your card has expired.',
         'incorrect_cvc': "Your card's security code is incorrect.",
         'processing_error': 'An error occurred while processing your card. '
                             'Try again in a little bit.'}
CANCELABLE = ('requires_payment_method', 'requires_confirmation',
              'requires_action', 'requires_capture', 'processing')


class Intents:
    INTENT = ('amount', 'currency', 'automatic_payment_methods', 'metadata',
              'receipt_email', 'customer', 'capture_method', 'description',
              'transfer_group', 'statement_descriptor',
              'statement_descriptor_suffix', 'confirm', 'payment_method',
              'return_url', 'off_session', 'setup_future_usage', 'shipping',
              'allowed_payment_method_types',
              'excluded_payment_method_types', 'confirmation_method',
              'payment_method_options', 'use_stripe_sdk')

    def intent_make(self, amount, currency, params):
        intent = self.new(
            'payment_intent', amount=amount, currency=currency,
            amount_capturable=0, amount_received=0, customer=None,
            status='requires_payment_method', payment_method=None,
            next_action=None, latest_charge=None, last_payment_error=None,
            payment_method_types=['card'], payment_method_options={},
            capture_method=choice(params, 'capture_method', (
                'automatic', 'automatic_async', 'manual'),
                'automatic_async'),
            description=params.get('description'),
            receipt_email=email_of(params, 'receipt_email'),
            statement_descriptor=params.get('statement_descriptor'),
            statement_descriptor_suffix=params.get(
                'statement_descriptor_suffix'),
            transfer_group=params.get('transfer_group'),
            metadata=metadata(params))
        intent['client_secret'] = '%s_secret_%s' % (
            intent['id'], self.fresh('event')[5:30])
        self.tell('payment_intent.created', intent)
        return intent

    def payment_intents_create(self, params):
        known(params, self.INTENT)
        currency = currency_of(params)
        amount = amount_of(params, currency)
        metadata(params)
        email_of(params, 'receipt_email')
        intent = self.intent_make(amount, currency, params)
        if 'payment_method' in params:
            intent.update(payment_method=params['payment_method'],
                          status='requires_confirmation')
        if flag(params, 'confirm'):
            self.confirm(intent, params)
        return intent

    def payment_intents_update(self, params, id_):
        known(params, self.INTENT)
        intent = self.get('payment_intent', id_, param='intent')
        if 'amount' in params:
            amount = amount_of(params, intent['currency'])
            if intent['status'] not in CANCELABLE[:3]:
                raise self.state_error(intent, 'updated')
            intent['amount'] = amount
        for name in ('description', 'transfer_group', 'receipt_email'):
            if name in params:
                intent[name] = params[name]
        intent['metadata'] = metadata(params, intent['metadata'])
        return intent

    def payment_intents_list(self, params):
        return self.list('payment_intent', params, '/v1/payment_intents',
                         ('customer',))

    def payment_intents_get(self, params, id_):
        known(params, ('client_secret',))
        return self.get('payment_intent', id_, param='intent')

    def state_error(self, intent, verb):
        return No(400, 'This PaymentIntent could not be %s because it has a '
                  'status of %s.' % (verb, intent['status']),
                  'payment_intent_unexpected_state',
                  payment_intent=copy.deepcopy(intent))

    def payment_intents_confirm(self, params, id_):
        known(params, ('payment_method', 'return_url', 'receipt_email',
                       'off_session', 'use_stripe_sdk', 'client_secret',
                       'capture_method', 'setup_future_usage', 'shipping',
                       'payment_method_options', 'mandate_data'))
        intent = self.get('payment_intent', id_, param='intent')
        if intent['status'] not in ('requires_payment_method',
                                    'requires_confirmation',
                                    'requires_action'):
            raise self.state_error(intent, 'confirmed')
        return self.confirm(intent, params)

    def confirm(self, intent, params, raising=True):
        method = params.get('payment_method') or intent['payment_method']
        if method is None:
            raise No(400, 'You cannot confirm this PaymentIntent because it '
                     "is missing a payment method.",
                     'payment_intent_unexpected_state',
                     payment_intent=copy.deepcopy(intent))
        told = self.rule('confirm') or ''
        code = told.split(':', 1)[1] if told.startswith('decline:') else \
            DECLINES.get(method)
        if code is not None:
            return self.decline(intent, code, raising)
        if method in ACTIONS or told == 'action':
            return self.ask_action(intent, method, params.get('return_url'))
        if method in LATE or told == 'late':
            intent['payment_method'] = method
            self.change('payment_intent.processing', intent,
                        status='processing', next_action=None)
            return intent
        return self.accept(intent, method)

    def ask_action(self, intent, method, back):
        intent['payment_method'] = method
        self.change('payment_intent.requires_action', intent,
                    status='requires_action', next_action={
                        'type': 'redirect_to_url', 'redirect_to_url': {
                            'return_url': back,
                            'url': 'http://127.0.0.1:%d/3ds/%s' % (
                                self.port, intent['id'])}})
        return intent

    def decline(self, intent, code, raising=True):
        own = code in OWN_CODE
        words = WORDS.get(code, 'Your card was declined.')
        charge = self.charge_make(intent, status='failed', paid=False,
                                  captured=False, amount_captured=0,
                                  balance_transaction=None,
                                  failure_code='card_declined',
                                  failure_message=words)
        error = {'type': 'card_error', 'charge': charge['id'],
                 'code': code if own else 'card_declined', 'message': words,
                 'doc_url': 'https://stripe.com/docs/error-codes/'
                            'card-declined',
                 'advice_code': 'do_not_try_again' if code in NO_MORE else
                                'try_again_later'}
        if not own or code == 'expired_card':
            error['decline_code'] = code
        intent.update(latest_charge=charge['id'])
        self.tell('charge.failed', charge)
        self.change('payment_intent.payment_failed', intent,
                    status='requires_payment_method', payment_method=None,
                    last_payment_error=error, next_action=None)
        if not raising:
            return intent
        more = {k: v for k, v in error.items()
                if k not in ('type', 'message', 'code', 'doc_url')}
        raise No(402, words, error['code'], '', 'card_error', True,
                 payment_intent=copy.deepcopy(intent), **more)

    def charge_make(self, intent, **values):
        charge = self.new(
            'charge', amount=intent['amount'], currency=intent['currency'],
            amount_captured=intent['amount'], amount_refunded=0,
            payment_intent=intent['id'], metadata=dict(intent['metadata']),
            customer=intent['customer'], receipt_email=intent[
                'receipt_email'], description=intent['description'],
            transfer_group=intent['transfer_group'],
            payment_method='pm_1' + self.fresh('event')[5:28])
        charge.update(values)
        return charge

    def accept(self, intent, method='pm_card_visa'):
        manual = intent['capture_method'] == 'manual'
        charge = self.charge_make(intent, captured=not manual,
                                  amount_captured=0 if manual else
                                  intent['amount'], balance_transaction=None)
        if method in ('pm_card_refundFail', 'pm_card_pendingRefund'):
            self.no_refund[charge['id']] = method
        intent.update(latest_charge=charge['id'], payment_method=charge[
            'payment_method'], next_action=None, last_payment_error=None)
        if manual:
            self.tell('charge.succeeded', charge)
            self.change('payment_intent.amount_capturable_updated', intent,
                        status='requires_capture',
                        amount_capturable=intent['amount'])
            return intent
        self.book(charge, intent['amount'])
        self.tell('charge.succeeded', charge)
        self.change('payment_intent.succeeded', intent, status='succeeded',
                    amount_received=intent['amount'])
        self.session_paid(intent)
        if method == 'pm_card_createDispute':
            self.dispute_open(charge)
        return intent

    def book(self, charge, amount):
        fee = amount * 15 // 1000 + 25
        txn = self.new('balance_transaction', amount=amount, fee=fee,
                       net=amount - fee, currency=charge['currency'],
                       source=charge['id'], type='charge',
                       reporting_category='charge',
                       available_on=self.now() + 7 * 86400)
        txn['fee_details'] = [{**txn['fee_details'][0], 'amount': fee,
                               'currency': charge['currency']}]
        charge['balance_transaction'] = txn['id']

    def payment_intents_capture(self, params, id_):
        known(params, ('amount_to_capture', 'metadata',
                       'statement_descriptor', 'statement_descriptor_suffix',
                       'final_capture'))
        intent = self.get('payment_intent', id_, param='intent')
        if intent['status'] != 'requires_capture':
            raise self.state_error(intent, 'captured')
        amount = intent['amount_capturable']
        if 'amount_to_capture' in params:
            amount = integer(params['amount_to_capture'],
                             'amount_to_capture', 1)
        if amount > intent['amount_capturable']:
            raise No(400, 'The amount_to_capture must be less than or equal '
                     'to the capturable amount.', 'amount_too_large',
                     'amount_to_capture')
        charge = self.made['charge'][intent['latest_charge']]
        self.book(charge, amount)
        self.change('charge.captured', charge, captured=True,
                    amount_captured=amount)
        self.change('payment_intent.succeeded', intent, status='succeeded',
                    amount_received=amount, amount_capturable=0)
        return intent

    def payment_intents_cancel(self, params, id_):
        known(params, ('cancellation_reason',))
        reason = choice(params, 'cancellation_reason', (
            'duplicate', 'fraudulent', 'requested_by_customer', 'abandoned'))
        intent = self.get('payment_intent', id_, param='intent')
        if intent['status'] not in CANCELABLE:
            raise self.state_error(intent, 'canceled')
        session = self.session_of.get(id_)
        if session is not None and session['status'] == 'open':
            raise No(400, 'You cannot cancel this PaymentIntent because it '
                     'was created by Checkout. To cancel it, expire the '
                     'Checkout Session.', 'payment_intent_unexpected_state')
        return self.cancel(intent, reason)

    def cancel(self, intent, reason):
        if intent['status'] == 'requires_capture':
            charge = self.made['charge'][intent['latest_charge']]
            self.change('charge.refunded', charge, refunded=True,
                        amount_refunded=charge['amount'])
        self.change('payment_intent.canceled', intent, status='canceled',
                    canceled_at=self.now(), cancellation_reason=reason,
                    amount_capturable=0, next_action=None)
        return intent
