# SPDX-License-Identifier: ISC
"""Refunds and disputes of Stripe's stand-in (a part of World)."""
from stripe_wire import No, check_units, choice, integer, known, metadata


class Refunds:
    def refund_charge(self, params):
        if 'charge' in params:
            return self.get('charge', params['charge'], param='charge')
        if 'payment_intent' not in params:
            raise No(400, 'One of the following params should be provided '
                     'for this request: payment_intent or charge.',
                     'parameter_missing')
        intent = self.get('payment_intent', params['payment_intent'],
                          param='payment_intent')
        if intent['status'] != 'succeeded':
            raise No(400, 'This PaymentIntent (%s) does not have a '
                     'successful charge to refund.' % intent['id'])
        return self.made['charge'][intent['latest_charge']]

    def refunds_create(self, params):
        known(params, ('payment_intent', 'charge', 'amount', 'reason',
                       'metadata', 'reverse_transfer',
                       'refund_application_fee', 'instructions_email'))
        reason = choice(params, 'reason', ('duplicate', 'fraudulent',
                                           'requested_by_customer'))
        told = metadata(params)
        charge = self.refund_charge(params)
        left = charge['amount_captured'] - charge['amount_refunded']
        if charge['disputed']:
            raise No(400, 'Charge %s has been charged back; cannot issue a '
                     'refund.' % charge['id'], 'charge_disputed')
        if left == 0:
            raise No(400, 'Charge %s has already been refunded.' %
                     charge['id'], 'charge_already_refunded')
        amount = integer(params.get('amount', str(left)), 'amount', 1)
        check_units(amount, charge['currency'], 'amount')
        if amount > left:
            raise No(400, 'Refund amount (%d) is greater than unrefunded '
                     'amount on charge (%d)' % (amount, left), param='amount')
        how = self.rule('refund') or self.no_refund.get(charge['id'], '')
        pending = how in ('pending', 'pm_card_pendingRefund', 'fails',
                          'pm_card_refundFail')
        return self.refund_make(charge, amount, reason, told, pending,
                                how in ('fails', 'pm_card_refundFail'))

    def refund_make(self, charge, amount, reason, told, pending=False,
                    fails=False):
        refund = self.new('refund', amount=amount, reason=reason,
                          charge=charge['id'], metadata=told,
                          payment_intent=charge['payment_intent'],
                          currency=charge['currency'],
                          status='pending' if pending else 'succeeded')
        self.refunds_of.setdefault(charge['id'], []).append(refund)
        txn = self.new('balance_transaction', amount=-amount, fee=0,
                       net=-amount, currency=charge['currency'],
                       source=refund['id'], type='refund', fee_details=[],
                       reporting_category='refund',
                       available_on=self.now())
        refund['balance_transaction'] = txn['id']
        self.tell('refund.created', refund)
        self.refund_sum(charge, 'charge.refunded')
        if fails:
            self.refund_end(refund, False)
        return refund

    def refund_sum(self, charge, kind):
        total = sum(r['amount'] for r in self.refunds_of[charge['id']]
                    if r['status'] not in ('failed', 'canceled'))
        self.change(kind, charge, amount_refunded=total,
                    refunded=total == charge['amount_captured'])

    def refund_end(self, refund, good):
        """A refund that waited is done, or any comes back."""
        if good:
            self.change('refund.updated', refund, status='succeeded')
            self.tell('charge.refund.updated', refund)
            return refund
        self.change('refund.updated', refund, status='failed',
                    failure_reason='lost_or_stolen_card')
        self.tell('charge.refund.updated', refund)
        self.tell('refund.failed', refund)
        self.new('balance_transaction', amount=refund['amount'], fee=0,
                 net=refund['amount'], currency=refund['currency'],
                 source=refund['id'], type='refund_failure', fee_details=[],
                 reporting_category='refund_failure')
        self.refund_sum(self.made['charge'][refund['charge']],
                        'charge.updated')
        return refund

    def refunds_get(self, params, id_):
        known(params, ())
        return self.get('refund', id_, param='refund')

    def refunds_update(self, params, id_):
        known(params, ('metadata',))
        refund = self.get('refund', id_, param='refund')
        refund['metadata'] = metadata(params, refund['metadata'])
        return refund

    def refunds_cancel(self, params, id_):
        known(params, ())
        raise No(400, 'Refund %s cannot be canceled.' % self.get(
            'refund', id_, param='refund')['id'])

    def refunds_list(self, params):
        return self.list('refund', params, '/v1/refunds',
                         ('payment_intent', 'charge'))

    def dispute_open(self, charge, reason='fraudulent', amount=None):
        dispute = self.new(
            'dispute', amount=amount or charge['amount'],
            currency=charge['currency'], charge=charge['id'],
            payment_intent=charge['payment_intent'], reason=reason,
            status='needs_response', is_charge_refundable=False)
        dispute['evidence_details'].update(due_by=self.now() + 7 * 86400)
        charge.update(disputed=True)
        self.tell('charge.dispute.created', dispute)
        self.tell('charge.dispute.funds_withdrawn', dispute)
        return dispute

    def dispute_end(self, dispute, won):
        self.change('charge.dispute.closed', dispute,
                    status='won' if won else 'lost')
        if won:
            self.made['charge'][dispute['charge']]['disputed'] = False
            self.tell('charge.dispute.funds_reinstated', dispute)
        return dispute

    def disputes_list(self, params):
        return self.list('dispute', params, '/v1/disputes',
                         ('payment_intent', 'charge'))

    def disputes_get(self, params, id_):
        known(params, ())
        return self.get('dispute', id_, param='dispute')
