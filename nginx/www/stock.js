/* SPDX-License-Identifier: ISC */
/* What is counted, moved and kept where. */

import { $, call, json, integer, formSend, submits } from './form.js';

const STOCK = '/api/admin/stock';
const leaves = ['sold', 'damaged'];

/* "12" was counted, "+5" came, "-2" left. */
function countEntry(text) {
	const moved = /^([+-])\s*(\d{1,9})$/.exec(text.trim());

	return !moved ? { quantity: integer(text) } : {
		change: +(moved[1] + moved[2]),
		reason: moved[1] === '+' ? 'received' : 'correction',
	};
}

async function stockRefresh(variation) {
	const { ok, data } = await call('GET', `${STOCK}/${variation}`);
	const total = $(`[data-stock="${variation}"] .total`);

	if (!ok || !total)
		return;
	total.textContent = data.stock;
	total.classList.toggle('low', data.low);
}

async function countSave(form) {
	const { quantity, placeId } = form.elements;
	const { variation } = form.dataset;
	const answer = await formSend(form, () =>
		json('POST', STOCK + '/movements', { variationId: variation,
			...placeId && { placeId: placeId.value },
			...countEntry(quantity.value) }));

	if (!answer.ok)
		return;
	quantity.value = quantity.defaultValue = answer.data.quantity;
	form.classList.add('saved');
	await stockRefresh(variation);
}

/* What the inputs say, without those that say nothing. */
const formEntry = form => Object.fromEntries([...new FormData(form)]
	.filter(([, value]) => value.trim() !== ''));

async function adjustSave(form) {
	const entry = formEntry(form);
	const n = integer(entry.change ?? '');

	entry.change = typeof n === 'number' && leaves.includes(entry.reason) ?
		-n : /^-\d+$/.test(n) ? +n : n;
	const answer = await formSend(form, () =>
		json('POST', STOCK + '/movements',
			{ variationId: form.dataset.variation, ...entry }));
	if (answer.ok)
		location.reload();
}

async function transferSave(form) {
	const entry = formEntry(form);

	entry.quantity = integer(entry.quantity ?? '');
	const answer = await formSend(form, () =>
		json('POST', STOCK + '/transfers',
			{ variationId: form.dataset.variation, ...entry }));
	if (answer.ok)
		location.reload();
}

async function placeSave(form) {
	const { id, version } = form.dataset;
	const { name, address, isActive, isDefault } = form.elements;
	const entry = { name: name.value.trim(),
		address: address.value.trim() || null,
		...isActive && { isActive: isActive.checked },
		...isDefault?.checked && { isDefault: true } };
	const answer = await formSend(form, () => id ?
		json('PATCH', '/api/admin/places/' + id, entry,
			{ 'If-Match': `"v${version}"` }) :
		json('POST', '/api/admin/places', entry));

	if (answer.ok)
		location.reload();
}

submits('.count-form', countSave);
submits('#adjust', adjustSave);
submits('#transfer', transferSave);
submits('.place, #place-new', placeSave);
