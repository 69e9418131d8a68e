/* SPDX-License-Identifier: ISC */
/* A draft while somebody writes it.  What it costs is asked of the server at
 * each change, and shown as it answers: nothing is added up here. */

import { $, amount, call, formSend, integer, json } from './form.js';
import { entryOf } from './entry.js';

const form = $('#draft');
const rows = () => [...document.querySelectorAll('#draft-lines tbody tr')];

/* As the server writes amounts: isolated, so that one keeps its order inside
 * Arabic. */
function money(text, currency) {
	const bdi = document.createElement('bdi');

	bdi.textContent = new Intl.NumberFormat(
		document.documentElement.lang, { style: 'currency', currency,
			numberingSystem: 'latn' }).format(text)
		.replaceAll('\u200f', '');
	return bdi;
}

/* ---- what is written -------------------------------------------------------- */

const reads = { quantity: integer, unitPrice: amount, name: text => text.trim(),
	taxClass: text => text };

/* An input of a row is called by its place, as the API calls it. */
function lineOf(row, i) {
	const line = row.dataset.variation ?
		{ variationId: row.dataset.variation } : {};

	row.querySelectorAll('[data-row]').forEach(input => {
		input.name = `lines[${i}].${input.dataset.row}`;
		if (input.value.trim() !== '')
			line[input.dataset.row] =
				reads[input.dataset.row](input.value);
	});
	return line;
}

/* A country alone is no address. */
function draftOf() {
	const entry = { ...entryOf(form), lines: rows().map(lineOf) };
	const { country, ...rest } = entry.shippingAddress ?? {};

	if (Object.keys(rest).length === 0)
		delete entry.shippingAddress;
	else
		entry.shippingAddress = { name: entry.name ?? '', country,
			...rest };
	return entry;
}

/* What a price is asked for with: only lines that say what they are. */
const isWhole = line => line.quantity > 0 && (line.variationId ||
	(line.name && line.unitPrice));

function priceAsk() {
	const { currency, discount, shippingAmount, shippingMethodId } =
		entryOf(form);
	const { country, region, postcode, vatNumber } =
		entryOf(form).shippingAddress ?? {};

	return { lines: rows().map(lineOf).filter(isWhole), currency, discount,
		shippingAmount, shippingMethodId, country, region, postcode,
		vatNumber };
}

/* ---- what it costs ---------------------------------------------------------- */

function methodAdd(place, { id, name, amount: cost }, chosen, currency) {
	const label = document.createElement('label');
	const input = document.createElement('input');
	const text = document.createElement('bdi');
	const price = cost === undefined ? [] : [' · ', money(cost, currency)];

	label.className = 'check';
	input.type = 'radio';
	input.name = 'shippingMethodId';
	input.value = id;
	input.checked = id === chosen;
	text.textContent = name;
	label.append(input, text, ...price);
	place.append(label);
}

/* Those that are offered there; none of them is one, too. */
function methodsShow(cart) {
	const place = $('#draft-methods');
	const list = $('div', place);
	const focused = list.contains(document.activeElement);

	list.replaceChildren();
	methodAdd(list, { id: '', name: place.dataset.none },
		cart.shippingMethodId ?? '', cart.currency);
	for (const method of cart.shippingMethods)
		methodAdd(list, method, cart.shippingMethodId, cart.currency);
	if (focused)
		$('input:checked', list)?.focus();
}

/* Lines come back in their order, one of the catalogue once. */
function linesShow(cart, asked) {
	const known = new Map(cart.lines.filter(line => line.variationId)
		.map(line => [line.variationId, line]));
	const byHand = cart.lines.filter(line => !line.variationId);

	rows().forEach((row, i) => {
		const line = !isWhole(asked[i]) ? undefined :
			known.get(row.dataset.variation) ?? byHand.shift();
		const problem = $('.problem', row);

		$('[data-sum]', row).replaceChildren(line ?
			money(line.total, cart.currency) : '');
		$('[data-row=unitPrice]', row).placeholder =
			!line ? '' : row.dataset.variation ?
			line.unitPrice : '';
		problem.textContent = line?.problem?.message ?? '';
		problem.hidden = !line?.problem;
	});
}

function sumsShow(cart) {
	for (const dd of document.querySelectorAll('#draft-sums [data-sum]')) {
		const sum = cart[dd.dataset.sum];

		dd.replaceChildren(money(sum, cart.currency));
		dd.hidden = dd.previousElementSibling.hidden = +sum === 0 &&
			!['subtotal', 'total'].includes(dd.dataset.sum);
	}
}

let turn = 0;

/* Only the answer to what was asked last is shown. */
async function price() {
	const mine = ++turn;
	const asked = rows().map(lineOf);
	const unpriced = $('#draft-unpriced');
	const chosen = $('#draft-methods');
	const ask = priceAsk();

	if (chosen.dataset.chosen) {
		ask.shippingMethodId = chosen.dataset.chosen;
		delete chosen.dataset.chosen;
	}
	document.documentElement.dataset.priced = '';
	const answer = await json('POST', `${form.dataset.api}/price`, ask);

	if (mine !== turn)
		return;
	unpriced.hidden = answer.ok;
	if (answer.ok) {
		linesShow(answer.data, asked);
		methodsShow(answer.data);
		sumsShow(answer.data);
	} else
		unpriced.textContent = Object.values(answer.error?.details ??
			{})[0] ?? answer.error?.message ?? form.dataset.problem;
	document.documentElement.dataset.priced = 'yes';
}

let waiting;

function priceSoon() {
	clearTimeout(waiting);
	waiting = setTimeout(price, 300);
}

/* ---- lines -------------------------------------------------------------------- */

function rowAdd(template) {
	const row = $(template).content.cloneNode(true).querySelector('tr');

	$('#draft-lines tbody').append(row);
	return row;
}

/* What is there already is ordered once more. */
function knownAdd(variation, name, details) {
	const there = rows().find(row =>
		row.dataset.variation === variation.id);
	const row = there ?? rowAdd('#draft-known');
	const quantity = $('[data-row=quantity]', row);

	if (there)
		quantity.value = +quantity.value + 1;
	row.dataset.variation = variation.id;
	$('.product', row).textContent = name;
	$('small', row).textContent = details;
	quantity.focus();
	priceSoon();
}

/* In a list of buttons; nothing found is told. */
function chips(list, things, text, choose) {
	list.replaceChildren(...things.map(thing => {
		const li = document.createElement('li');
		const button = document.createElement('button');

		button.type = 'button';
		button.className = 'button';
		button.textContent = text(thing);
		button.addEventListener('click', () => choose(thing));
		li.append(button);
		return li;
	}));
	if (things.length === 0)
		list.textContent = list.dataset.none;
}

const optionsOf = variation => (variation.options ?? [])
	.map(option => option.value).join(', ') || variation.value || '';

/* By words of the name, and by the SKU as a whole. */
async function find() {
	const q = encodeURIComponent($('#draft-find').value.trim());

	if (q === '')
		return;
	const lists = await Promise.all(['sku', 'q'].map(by => call('GET',
		`/api/admin/products?limit=10&${by}=${q}`)));
	const ids = new Set(lists.flatMap(list =>
		(list.data ?? []).map(product => product.id)));
	const whole = await Promise.all([...ids].map(id =>
		call('GET', `/api/admin/products/${id}`)));
	const found = whole.filter(one => one.ok).flatMap(({ data }) =>
		data.variations.map(variation => ({ variation, name: data.name,
			details: [optionsOf(variation), variation.sku]
				.filter(Boolean).join(' · ') })));

	chips($('#draft-found'), found, ({ name, details }) =>
		[name, details].filter(Boolean).join(' · '),
	({ variation, name, details }) =>
		knownAdd(variation, name, details));
}

/* ---- whose it is --------------------------------------------------------------- */

function accountShow(user) {
	const place = $('#draft-account');

	$('input', place).value = user?.id ?? '';
	$('bdi', place).textContent = user?.name ?? user?.email ?? '';
	place.hidden = !user;
	for (const name of ['name', 'email', 'phone', 'locale'])
		if (user?.[name])
			form.elements[name].value = user[name];
}

async function clientsFind(text) {
	const list = $('#draft-clients');

	if (text === '') {
		list.replaceChildren();
		return;
	}
	const answer = await call('GET', '/api/admin/customers?limit=8&q=' +
		encodeURIComponent(text));

	chips(list, answer.data ?? [], user =>
		[user.name, user.email].filter(Boolean).join(' · '),
	user => {
		accountShow(user);
		list.replaceChildren();
	});
}

/* ---- saving ---------------------------------------------------------------------- */

/* What is wrong with goods is told beside their number. */
function detailsNamed(error) {
	const entries = Object.entries(error?.details ?? {}).map(([name, text]) =>
		[name.replace(/\.variationId$/, '.quantity'), text]);

	return { ...error, details: Object.fromEntries(entries) };
}

async function send() {
	const { id, version, api } = form.dataset;
	const answer = id ? await json('PUT', `${api}/${id}`, draftOf(),
		{ 'If-Match': `"v${version}"` }) :
		await json('POST', api, draftOf());

	return answer.ok ? answer : { ...answer, error: answer.status === 412 ?
		{ message: form.dataset.stale } : detailsNamed(answer.error) };
}

/* The button of the form is its last one. */
async function save() {
	const button = $('button.primary', form);

	button.disabled = true;
	const answer = await formSend(form, send);
	button.disabled = false;
	if (answer.ok)
		location.assign(`${form.dataset.page}/${answer.data.id}`);
}

/* ---- begin -------------------------------------------------------------------------- */

function clicked(target) {
	if (target.id === 'draft-search')
		find();
	else if (target.id === 'draft-free')
		$('input', rowAdd('#draft-hand')).focus();
	else if (target.matches('#draft-account .remove'))
		accountShow();
	else if (target.matches('tr .remove')) {
		target.closest('tr').remove();
		priceSoon();
	}
}

function changed(input) {
	if (input.name === 'shippingMethodId')
		form.elements.shippingAmount.value = '';
	if (input.id === 'draft-client')
		clientsFind(input.value.trim());
	else if (input.id !== 'draft-find')
		priceSoon();
}

function start() {
	const names = new Intl.DisplayNames(document.documentElement.lang,
		{ type: 'region' });

	for (const option of form.querySelectorAll('[data-countries] option'))
		option.textContent = names.of(option.value);
	form.addEventListener('click', event => clicked(event.target));
	form.addEventListener('input', event => changed(event.target));
	form.addEventListener('keydown', event => {
		if (event.key !== 'Enter' || event.target.type !== 'search')
			return;
		event.preventDefault();
		if (event.target.id === 'draft-find')
			find();
	});
	form.addEventListener('submit', event => {
		event.preventDefault();
		save();
	});
	price();
}

if (form)
	start();
