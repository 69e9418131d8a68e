/* SPDX-License-Identifier: ISC */
/* The checkout: what is asked for follows from what was chosen. */

import { $, json, formSend, problemsClear, problemsShow } from './form.js';
import { CART, asBuyer, refresh, textOrNull } from './buying.js';
import { pieces } from './souk.js';

export const checkout = $('#checkout');

/* What is asked for depends on what was chosen. */
function show() {
	const { addressId: addresses, billingAddressId: billing } =
		checkout.elements;
	const pickup = $('#ways :checked')?.dataset.kind === 'pickup';

	$('#to').hidden = pickup;
	$('#billing').hidden = checkout.elements.same.checked;
	if (addresses)
		$('#new-address').hidden = addresses.value !== '';
	if (billing)
		$('#new-billing').hidden = billing.value !== '';
}

/* Where it goes to: of the book, or as it is being written. */
function whereTo() {
	const chosen = $('[name=addressId]:checked', checkout);
	const { elements } = checkout;

	return chosen?.value ? { country: chosen.dataset.country,
		postcode: textOrNull(chosen.dataset.postcode) } :
		{ country: elements['shippingAddress.country'].value,
			postcode: textOrNull(
				elements['shippingAddress.postcode'].value) };
}

async function cartFollows(change) {
	const answer = await json('PATCH', CART, change);

	if (answer.ok)
		await refresh();
	show();
}

/* The one way there is needs no choosing. */
async function onlyWay() {
	const ways = document.querySelectorAll('#ways input');

	if (ways.length === 1 && !ways[0].checked)
		await cartFollows({ shippingMethodId: ways[0].value });
}

const contact = ['email', 'remind'];
const where = ['addressId', 'shippingAddress.country',
	'shippingAddress.postcode'];

async function checkoutChanged({ name }) {
	const { email, remind } = checkout.elements;

	show();
	if (where.includes(name)) {
		await cartFollows(whereTo());
		await onlyWay();
	} else if (contact.includes(name) && email?.validity.valid)
		await cartFollows({ email: textOrNull(email.value),
			...remind && { remind: remind.checked } });
}

/* Names with a dot are members of members. */
function bodyOf(form) {
	const body = { expectedTotal: $('#buying').dataset.total };

	for (const input of form.elements) {
		const value = input.value?.trim();
		const [name, member] = input.name?.split('.') ?? [];

		if (!name || input.closest('[hidden]') ||
		    (!value && !input.required) || ('checked' in input && input.matches(
			'[type=radio], [type=checkbox]') && !input.checked))
			continue;
		if (input.type === 'checkbox')
			Object.assign(body, input.name === 'saveAddress' &&
				{ saveAddress: true });
		else if (member)
			(body[name] ??= {})[member] = value || null;
		else
			body[name] = value || null;
	}
	/* A country alone is no address. */
	if (body.shippingAddress && !$('#new-address').closest('[hidden]'))
		body.shippingAddress.name ??= body.name;
	return body;
}

/* The same order has the same key, also after a reload. */
function keyOf(body) {
	const text = JSON.stringify(body);
	const kept = JSON.parse(sessionStorage.getItem('order') ?? '{}');

	if (kept.text !== text) {
		kept.text = text;
		kept.key = crypto.randomUUID();
		sessionStorage.setItem('order', JSON.stringify(kept));
	}
	return kept.key;
}

const orderPath = id => '/commande/' + id;

export async function place(form) {
	const body = bodyOf(form);
	const answer = await formSend(form, () => json('POST', '/api/orders',
		body, { 'Idempotency-Key': keyOf(body) }));

	if (!answer.ok)
		return refused(form, answer);
	sessionStorage.removeItem('order');
	pieces(0);
	if (answer.data.paymentMethod !== 'stripe' ||
	    Number(answer.data.due) === 0)
		return location.assign(orderPath(answer.data.id) + '?merci=1');
	return payByCard(form, answer.data.id);
}

/* What it costs may have changed meanwhile: that is shown, and why not. */
async function refused(form, { status, error }) {
	const details = error?.details ?? {};

	if (details['shippingAddress.name']) {
		details.name = details['shippingAddress.name'];
		delete details['shippingAddress.name'];
	}
	if (status === 409)
		await refresh();
	show();
	problemsClear(form);
	problemsShow(form, error);
	if (!$('[aria-invalid]', form))
		$('[role=alert]', form).focus();
}

/* On a page of Stripe's, which leads back to the order's. */
export async function payByCard(form, id) {
	const answer = await formSend(form, () => json('POST',
		'/api/payments/checkout-session', { orderId: id }, asBuyer));

	if (answer.ok)
		location.assign(answer.data.url);
	else if (form === checkout)
		location.assign(orderPath(id));
}

/* The page is as it was left: what it says may be another country. */
export async function checkoutBegin() {
	checkout.addEventListener('change', event =>
		checkoutChanged(event.target));
	show();
	const { country } = whereTo();

	if (country !== checkout.dataset.country)
		await cartFollows(whereTo());
	await onlyWay();
}
