/* SPDX-License-Identifier: ISC */
/* Cart, checkout and orders.  What is changed goes to the API; then #buying is
 * taken anew from the page, as the server writes it. */

import { $, json, formSend, pause, problemsClear, problemsShow, timesShow }
	from './form.js';
import { pieces } from './souk.js';

const CART = '/api/cart';

/* ---- words that the browser knows ------------------------------------------- */

const names = new Intl.DisplayNames(document.documentElement.lang,
	{ type: 'region' });

function countriesName(select) {
	const chosen = select.value;
	const options = [...select.options];

	for (const option of options)
		option.textContent = names.of(option.value);
	options.sort((a, b) => a.textContent.localeCompare(b.textContent,
		document.documentElement.lang));
	select.replaceChildren(...options);
	select.value = chosen;
}

function words() {
	document.querySelectorAll('[data-countries]').forEach(countriesName);
	document.querySelectorAll('[data-country-code]').forEach(place => {
		place.textContent = names.of(place.textContent);
		delete place.dataset.countryCode;
	});
	timesShow();
}

/* ---- the part that follows from the cart ---------------------------------------- */

const pass = passOf();
const asBuyer = pass ? { 'X-Order-Pass': pass } : {};

/* A mailed link's pass: out of the address, and kept for this tab alone. */
function passOf() {
	const key = 'pass ' + location.pathname;
	const given = new URLSearchParams(location.hash.slice(1)).get('pass');

	if (given) {
		sessionStorage.setItem(key, given);
		history.replaceState(null, '', location.pathname +
			location.search);
	}
	return sessionStorage.getItem(key);
}

/* The link, followed where the page is open already. */
addEventListener('hashchange', () => location.hash.startsWith('#pass=') &&
	location.reload());

async function refresh() {
	const focused = document.activeElement?.id;
	const answer = await fetch(location.href, { headers: asBuyer });

	if (answer.redirected)
		return location.assign(answer.url);
	const page = new DOMParser().parseFromString(await answer.text(),
		'text/html');
	$('#buying').replaceWith($('#buying', page));
	words();
	if ('pieces' in $('#buying').dataset)
		pieces(Number($('#buying').dataset.pieces));
	if (focused)
		document.getElementById(focused)?.focus();
}

async function send(form, method, path, body) {
	const answer = await formSend(form, () =>
		json(method, path, body, asBuyer));

	if (answer.ok)
		await refresh();
	return answer;
}

/* ---- the cart ---------------------------------------------------------------------- */

const lineOf = form => CART + '/items/' + form.dataset.line;

const textOrNull = text => text.trim() === '' ? null : text.trim();

const forms = {
	pieces: form => send(form, 'PATCH', lineOf(form),
		{ quantity: Number(form.elements.quantity.value) }),
	code: form => send(form, 'POST', CART + '/codes',
		{ code: form.elements.code.value.trim() }),
	where: form => send(form, 'PATCH', CART, {
		country: form.elements.country.value,
		postcode: textOrNull(form.elements.postcode.value) }),
	way: form => wayChoose(form),
	checkout: form => place(form),
	cancel: form => confirm(form.dataset.sure) &&
		send(form, 'POST', form.dataset.path, {}),
	pay: form => payByCard(form, form.dataset.order),
};

function wayChoose(form) {
	const chosen = $('#ways :checked', form);

	return chosen && send(form, 'PATCH', CART,
		{ shippingMethodId: chosen.value });
}

document.addEventListener('submit', event => {
	const form = event.target;
	const run = forms[form.id] ?? forms[form.classList[0]];

	if (!run)
		return;
	event.preventDefault();
	run(form);
});

document.addEventListener('click', async event => {
	const { remove, code } = event.target.dataset;
	const form = remove !== undefined ? event.target.form : $('#code');

	if (remove === undefined && code === undefined)
		return;
	await send(form, 'DELETE', remove !== undefined ? lineOf(form) :
		CART + '/codes/' + encodeURIComponent(code), {});
	$('#main').focus();	/* what had the focus is gone */
});

document.addEventListener('change', event => {
	const input = event.target;

	if (input.name === 'quantity')
		input.form.requestSubmit();
	else if (input.name === 'shippingMethodId')
		wayChoose(input.form);
});

/* ---- the checkout -------------------------------------------------------------------- */

const checkout = $('#checkout');

/* What is asked for depends on what was chosen. */
function show() {
	const addresses = checkout.elements.addressId;
	const pickup = $('#ways :checked')?.dataset.kind === 'pickup';

	$('#to').hidden = pickup;
	if (addresses)
		$('#new-address').hidden = addresses.value !== '';
	$('#billing').hidden = checkout.elements.same.checked;
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

		if (!name || !value || input.type === 'checkbox' ||
		    input.closest('[hidden]') ||
		    (input.type === 'radio' && !input.checked))
			continue;
		if (member)
			(body[name] ??= {})[member] = value;
		else
			body[name] = value;
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

async function place(form) {
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
async function payByCard(form, id) {
	const answer = await formSend(form, () => json('POST',
		'/api/payments/checkout-session', { orderId: id }, asBuyer));

	if (answer.ok)
		location.assign(answer.data.url);
	else if (form === checkout)
		location.assign(orderPath(id));
}

if (checkout) {
	checkout.addEventListener('change', event =>
		checkoutChanged(event.target));
	show();
}

/* ---- an order: by the link of a mail, back from paying ------------------------------- */

const POLLS = 20, BETWEEN = 1500;	/* that a card was charged comes by itself */

async function paymentAwait() {
	for (let i = 0; i < POLLS && $('#awaited'); i++) {
		await pause(BETWEEN);
		await refresh();
	}
}

words();
if ($('#buying[data-unseen]') && pass)
	await refresh();
paymentAwait();
if (checkout) {
	const { country } = whereTo();

	if (country !== checkout.dataset.country)
		await cartFollows(whereTo());
	await onlyWay();
}
document.documentElement.dataset.ready = 'buy';
