/* SPDX-License-Identifier: ISC */
/* Payments, refunds and gift cards: forms whose fields are named as the API
 * names them, each sent once however often its button is pressed. */

import { $, amount, formSend, json, orNull, submits } from './form.js';

const once = new WeakMap();

const key = form => once.get(form) ??
	once.set(form, crypto.randomUUID()).get(form);

/* What is left empty is not sent. */
function entry(form) {
	const body = {};

	for (const { name, value, dataset } of form.elements)
		if (name && orNull(value) !== null)
			body[name] = 'amount' in dataset ? amount(value) :
				'day' in dataset ? `${value}T23:59:59Z` :
				value.trim();
	return body;
}

submits('form[data-send]', async form => {
	const answer = await formSend(form, () => json('POST',
		form.dataset.send, entry(form),
		'once' in form.dataset ? { 'Idempotency-Key': key(form) } : {}));

	if (!answer.ok) {
		once.delete(form);
		return;
	}
	if (!answer.data.code)
		location.reload();
	else {
		form.reset();
		$('output', form).textContent = answer.data.code;
	}
});
