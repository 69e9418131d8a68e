/* SPDX-License-Identifier: ISC */
/* Orders: a form or a button says where it goes; what comes of it is read with
 * the page anew. */

import { $, amount, call, formSend, json, submits } from './form.js';

/* "shippingAddress.city" is a member of a member; what is empty is not sent. */
function put(entry, name, value) {
	const [first, second] = name.split('.');

	if (second)
		(entry[first] ??= {})[second] = value;
	else
		entry[first] = value;
}

function entryOf(form) {
	const entry = {};
	const lines = [];

	for (const input of form.elements) {
		if (input.dataset.line) {
			if (+input.value > 0)
				lines.push({ lineId: input.dataset.line,
					quantity: +input.value });
		} else if (input.type === 'checkbox') {
			if (input.checked)
				put(entry, input.name, true);
		} else if (input.name && input.value.trim() !== '')
			put(entry, input.name, 'amount' in input.dataset ?
				amount(input.value) : input.value.trim());
	}
	if (lines.length > 0)
		entry.lines = lines;
	return entry;
}

/* ---- a new one ---------------------------------------------------------------- */

const rows = () => [...document.querySelectorAll('#draft-lines tbody tr')];

const draftLines = () => rows().map(row => {
	const price = $('[data-price]', row).value;
	const line = { quantity: +$('[data-quantity]', row).value };

	if (row.dataset.variation)
		line.variationId = row.dataset.variation;
	else
		line.name = $('[data-name]', row).value.trim();
	if (price.trim() !== '')
		line.unitPrice = amount(price);
	return line;
});

function draftOf(form) {
	const entry = { ...entryOf(form), lines: draftLines() };

	if (entry.shippingAddress)
		entry.shippingAddress.name = entry.name ?? '';
	return entry;
}

function rowAdd(variation, name, price) {
	const row = $('#draft-line').content.cloneNode(true)
		.querySelector('tr');

	if (variation) {
		row.dataset.variation = variation;
		$('.product', row).textContent = name;
		$('[data-name]', row).remove();
	}
	$('[data-price]', row).value = price ?? '';
	$('.remove', row).addEventListener('click', () => row.remove());
	$('#draft-lines tbody').append(row);
	$('input', row).focus();
}

function foundShow(products) {
	const list = $('#draft-found');

	list.replaceChildren(...products.flatMap(product =>
		product.variations.map(variation => {
			const li = document.createElement('li');
			const button = document.createElement('button');
			const name = [product.name, ...(variation.options ?? [])
				.map(option => option.value)].join(' · ');

			button.type = 'button';
			button.className = 'chip';
			button.textContent = name;
			button.addEventListener('click', () => rowAdd(variation.id,
				name, variation.price ?? product.basePrice));
			li.append(button);
			return li;
		})));
	if (list.children.length === 0)
		list.textContent = list.dataset.none;
}

$('#draft-find')?.addEventListener('submit', async event => {
	event.preventDefault();
	const q = encodeURIComponent(event.target.elements.q.value.trim());
	const answer = await call('GET', `/api/admin/products?limit=10&q=${q}`);
	const whole = await Promise.all((answer.data ?? []).map(product =>
		call('GET', `/api/admin/products/${product.id}`)));

	foundShow(whole.filter(one => one.ok).map(one => one.data));
});
$('#draft-free')?.addEventListener('click', () => rowAdd());

/* ---- sending --------------------------------------------------------------------- */

submits('form[data-order]', async form => {
	const isDraft = form.id === 'draft';
	const answer = await formSend(form, () => json(form.dataset.method,
		form.dataset.order, isDraft ? draftOf(form) : entryOf(form)));

	if (answer.ok && isDraft)
		location.assign(`/admin/commandes/${answer.data.id}`);
	else if (answer.ok)
		location.reload();
});

const problem = $('#office-problem');

document.querySelectorAll('button[data-order]').forEach(button =>
	button.addEventListener('click', async () => {
		const { order, method, state } = button.dataset;

		button.disabled = true;
		const answer = await json(method, order, state ? { state } : {});
		button.disabled = false;
		if (answer.ok)
			location.reload();
		problem.textContent = answer.error?.message ??
			problem.dataset.problem;
		problem.hidden = answer.ok;
	}));
