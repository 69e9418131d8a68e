/* SPDX-License-Identifier: ISC */
/* Cart, checkout and orders: the forms of their pages. */

import { $, json, pause } from './form.js';
import { CART, pass, refresh, send, textOrNull, words } from './buying.js';
import { returnAsk } from './order_back.js';
import { checkout, checkoutBegin, payByCard, place } from './checkout.js';

/* ---- the cart ---------------------------------------------------------------------- */

const lineOf = form => CART + '/items/' + form.dataset.line;

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
	back: form => returnAsk(form),
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

/* ---- an order: by the link of a mail, back from paying ------------------------------- */

const POLLS = 20, BETWEEN = 1500;	/* that a card was charged comes by itself */

async function paymentAwait() {
	for (let i = 0; i < POLLS && $('#awaited'); i++) {
		await pause(BETWEEN);
		await refresh();
	}
}

/* The link of a reminder: its token leaves the address at once. */
async function leftTake(token) {
	history.replaceState(null, '', location.pathname);
	const answer = await json('POST', CART + '/resume', { token });

	if (answer.ok)
		return refresh();
	$('#left').textContent = Object.values(answer.error?.details ?? {})[0] ??
		answer.error?.message;
	$('#left').hidden = false;
}

const left = $('#left') && new URLSearchParams(location.hash.slice(1))
	.get('panier');

words();
if (left)
	await leftTake(left);
if ($('#buying[data-unseen]') && pass)
	await refresh();
paymentAwait();
if (checkout)
	await checkoutBegin();
document.documentElement.dataset.ready = 'buy';
