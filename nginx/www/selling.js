/* SPDX-License-Identifier: ISC */
/* Promotions, zones, ways of shipping and synonyms: fcgi/pages/selling.h says what
 * their forms are made of. */

import { countriesShow } from './countries.js';
import { $, amount, call, integer, integerOrNull, orNull, problemsShow, save,
	submits } from './form.js';
import { instant, instantsShow } from './instant.js';

/* "5,5" is 55000 millionths; what is no number goes as it is. */
function percent(text) {
	const [, whole, part = ''] =
		/^(\d{1,3})(?:[.,](\d{0,4}))?$/.exec(text.trim()) ?? [];

	return whole === undefined ? orNull(text) :
		+whole * 10000 + +part.padEnd(4, '0');
}

const lines = text => text.split('\n').map(line => line.trim())
	.filter(line => line !== '');

/* "FR//20" a line. */
const areas = text => lines(text).map(line => {
	const [country, region = '', ...rest] =
		line.split('/').map(part => part.trim());

	return { country, region, postcode: rest.join('/') };
});

const reads = {
	text: text => text.trim(), orNull, integer, integerOrNull, amount,
	percent, areas, lines, amountOr0: text => amount(text) ?? 0,
	integerOr0: text => integerOrNull(text) ?? 0,
	/* What is not shown stays; "-" takes it away. */
	secret: text => text.trim() === '-' ? null : text.trim() || undefined,
};

const read = input => input.dataset.as === 'check' ? input.checked :
	reads[input.dataset.as ?? 'text'](input.value);

/* ---- what a form says -------------------------------------------------- */

/* An input of a row is called by its place, as the API calls it. */
function rowsRead(list, within) {
	const rows = [...within.querySelectorAll('tbody tr')].filter(row =>
		$('input', row).value.trim() !== '');

	return rows.map((row, i) => {
		const item = {};

		row.querySelectorAll('[data-as]').forEach(input => {
			input.dataset.field ??= input.name;
			input.name = `${list}[${i}].${input.dataset.field}`;
			item[input.dataset.field] = read(input);
		});
		if (item.currency)
			item.currency = item.currency.toUpperCase();
		return item;
	});
}

const kindOf = form => form.elements.kind?.value ??
	$('[data-kind]', form)?.dataset.kind;

/* What belongs to another kind is not sent. */
const isMeant = input => !input.closest('label[hidden]');

function entryOf(form) {
	const entry = {};

	for (const input of form.querySelectorAll(
		'[data-as], [data-countries]'))
		if (!input.closest('[data-rows]') && isMeant(input))
			entry[input.name] = read(input);
	for (const within of form.querySelectorAll('[data-rows]'))
		entry[within.dataset.rows] =
			rowsRead(within.dataset.rows, within);
	if (entry.currency)
		entry.currency = entry.currency.toUpperCase();
	if (form.elements.groupId)
		entry.groupId = form.elements.groupId.value || null;
	if ($('[data-targets]', form))
		entry.targetIds = [...form.querySelectorAll('[data-target]')]
			.map(item => item.dataset.target);
	for (const input of form.querySelectorAll('[data-time]'))
		if (!form.dataset.id || input.value !== input.defaultValue)
			entry[input.name] = input.value === '' ? null :
				instant(input.value, form.dataset.zone);
	return entry;
}

/* ---- what depends on a choice ------------------------------------------ */

function kindShow(form) {
	form.querySelectorAll('[data-for]').forEach(label => {
		label.hidden = !label.dataset.for.split(' ')
			.includes(kindOf(form));
	});
}

const scopeShow = form => {
	const targets = $('.targets', form);

	if (targets)
		targets.hidden = form.elements.scope.value === 'all';
};

/* ---- what a promotion is about ----------------------------------------- */

function targetAdd(form, { id, name }) {
	const list = $('[data-targets]', form);
	const item = document.createElement('li');
	const text = document.createElement('bdi');
	const button = document.createElement('button');

	if ([...list.children].some(other => other.dataset.target === id))
		return;
	item.dataset.target = id;
	text.textContent = name;
	button.type = 'button';
	button.className = 'button';
	button.textContent = '×';
	button.setAttribute('aria-label',
		$('[data-found]', form).dataset.removeText);
	item.append(text, button);
	list.append(item);
}

const fits = (thing, words) => thing.name.toLocaleLowerCase()
	.includes(words.toLocaleLowerCase());

async function find(form, words) {
	const scope = form.elements.scope.value;
	const found = $('[data-found]', form);
	const answer = await call('GET', `/api/admin/${scope}` +
		(scope === 'products' ? '?limit=10&q=' +
			encodeURIComponent(words) : scope === 'categories' ?
			'' : '?limit=100'));
	const things = (answer.data ?? []).filter(thing =>
		scope === 'products' || fits(thing, words)).slice(0, 20);

	found.replaceChildren(...things.map(thing => {
		const item = document.createElement('li');
		const button = document.createElement('button');

		button.type = 'button';
		button.className = 'button';
		button.textContent = thing.name;
		button.addEventListener('click', () =>
			targetAdd(form, thing));
		item.append(button);
		return item;
	}));
	if (!found.firstChild)
		found.textContent = found.dataset.none;
}

/* ---- forms --------------------------------------------------------------- */

function rowAdd(within) {
	$('tbody', within).append(
		$('template', within).content.cloneNode(true));
	$('tbody tr:last-child input', within).focus();
}

async function remove(form, button) {
	const answer = await call('DELETE', button.dataset.remove);

	if (answer.ok)
		location.assign(button.dataset.next);
	else
		problemsShow(form, answer.error);
}

function clicked(form, target) {
	if (target.matches('[data-row-add]'))
		rowAdd(target.closest('[data-rows]'));
	else if (target.matches('[data-row-remove]'))
		target.closest('tr').remove();
	else if (target.matches('[data-target] button'))
		target.closest('li').remove();
	else if (target.matches('[data-remove]'))
		remove(form, target);
}

function start(form) {
	form.addEventListener('click', event => clicked(form, event.target));
	form.elements.kind?.addEventListener('change', () => kindShow(form));
	form.elements.scope?.addEventListener('change', () => {
		$('[data-targets]', form).replaceChildren();
		$('[data-found]', form).replaceChildren();
		scopeShow(form);
	});
	$('[data-find]', form)?.addEventListener('input', event =>
		find(form, event.target.value.trim()));
	$('[data-find]', form)?.addEventListener('keydown', event => {
		if (event.key === 'Enter')
			event.preventDefault();
	});
	if ($('[data-countries]', form))
		countriesShow();
	instantsShow(form);
	kindShow(form);
	scopeShow(form);
}

submits('.selling', form => save(form, form.dataset.api, form.dataset.page,
	entryOf(form)));
document.querySelectorAll('.selling').forEach(start);
