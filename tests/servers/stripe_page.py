# SPDX-License-Identifier: ISC
"""Pages of Stripe's stand-in: where a buyer pays, and where a bank asks."""
from html import escape

CARDS = (('pm_card_visa', 'Pay'), ('pm_card_chargeDeclined', 'Declined'),
         ('pm_card_visa_chargeDeclinedInsufficientFunds', 'No funds'),
         ('pm_card_visa_chargeDeclinedStolenCard', 'Stolen card'),
         ('pm_card_threeDSecure2Required', '3-D Secure'),
         ('pm_sepa', 'Told later'))


def page(title, inside):
    return ('<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width">'
            '<title>%s</title></head><body><h1>%s</h1>%s</body></html>' % (
                escape(title), escape(title), inside)).encode()


def buttons(path, them):
    return '<form method="post" action="%s">%s</form>' % (
        escape(path), ''.join(
            '<p><button name="card" value="%s" id="%s">%s</button></p>' % (
                value, value, escape(word)) for value, word in them))


def pay_page(session, lines, error=None):
    if session['status'] == 'complete':
        return page('You have paid', '<p id="done">Nothing is left to pay.'
                    '</p>')
    if session['status'] == 'expired':
        return page('This page has expired', '<p id="expired">Go back to the '
                    'shop.</p>')
    rows = ''.join('<li>%d × %s: %d</li>' % (
        line['quantity'], escape(line['description']), line['amount_total'])
        for line in lines)
    return page('Pay %d %s' % (session['amount_total'],
                               session['currency'].upper()),
                '<ul>%s</ul>%s%s%s' % (
                    rows, '<p id="error" role="alert">%s</p>' % escape(error)
                    if error else '', buttons('/c/pay/' + session['id'],
                                              CARDS),
                    '<p><a id="cancel" href="%s">Back</a></p>' % escape(
                        session['cancel_url'])
                    if session['cancel_url'] else ''))


def bank_page(intent):
    if intent['status'] != 'requires_action':
        return page('Nothing to confirm', '<p id="done">%s</p>' %
                    escape(intent['status']))
    return page('Your bank asks', buttons('/3ds/' + intent['id'], (
        ('good', 'Complete'), ('bad', 'Fail'))))
