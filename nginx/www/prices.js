/* SPDX-License-Identifier: ISC */
/* Price lists and customer groups. */

import { $, amount, call, integer, json, problemsClear, problemsShow, save,
	submit } from './form.js';
import { instant, instantsShow } from './instant.js';

function start() {

	/* ---- a list ----------------------------------------------------- */

	function listSave(form) {
		const { name, currency, groupId, priority, isActive } =
			form.elements;
		const entry = { name: name.value.trim(),
			priority: integer(priority.value),
			isActive: isActive.checked };

		if (!currency.disabled)
			entry.currency = currency.value.trim().toUpperCase();
		if (!groupId.selectedOptions[0]?.defaultSelected)
			entry.groupId = groupId.value || null;
		/* An untouched one may have seconds that are not shown. */
		for (const input of form.querySelectorAll('[data-time]'))
			if (!form.dataset.id || input.value !== input.defaultValue)
				entry[input.name] = input.value === '' ? null :
					instant(input.value, form.dataset.zone);
		return save(form, '/api/admin/price-lists', '/admin/prix',
			entry);
	}

	/* ---- its prices --------------------------------------------------- */

	const rowsOf = form => [...form.querySelectorAll('tr[data-variation]')];

	/* Named by their place in the body, as the API names them. */
	function rowsSave(form) {
		const changed = rowsOf(form).filter(row => {
			const input = $('input', row);

			input.name = '';
			return input.value.trim() !== '' &&
				input.value !== input.defaultValue;
		});
		const prices = changed.map((row, i) => {
			$('input', row).name = `prices[${i}].amount`;
			return { variationId: row.dataset.variation,
				amount: amount($('input', row).value) };
		});

		return prices.length === 0 ? problemsClear(form) : submit(form,
			() => json('PUT', '/api/admin/price-lists/' +
				`${form.dataset.id}/prices`, { prices }),
			() => changed.forEach(row => {
				const input = $('input', row);

				input.defaultValue = input.value;
				delete row.dataset.fresh;
			}));
	}

	async function rowRemove(form, row) {
		const answer = row.dataset.fresh ? { ok: true } : await call(
			'DELETE', `/api/admin/price-lists/${form.dataset.id}` +
			`/prices/${row.dataset.variation}`);

		problemsClear(form);
		if (answer.ok)
			row.remove();
		else
			problemsShow(form, answer.error);
	}

	/* What it usually costs in this list's currency; undefined: nothing. */
	function usual(product, variation, currency) {
		const of = prices => prices?.find(price =>
			price.currency === currency)?.amount;

		return product.currency === currency ? variation.price :
			of(variation.prices) ?? of(product.prices);
	}

	function rowAdd(form, product, variation) {
		const row = $('template', form).content.cloneNode(true)
			.querySelector('tr');
		const price = usual(product, variation, form.dataset.currency);

		row.dataset.variation = variation.id;
		row.dataset.fresh = 'true';
		$('.product', row).textContent = product.name;
		$('small bdi', row).textContent =
			[variation.value, variation.sku].filter(Boolean)
				.join(' · ');
		if (price != null)
			$('.usual', row).textContent = new Intl.NumberFormat(
				document.documentElement.lang, {
					style: 'currency',
					currency: form.dataset.currency,
				}).format(price);
		$('tbody', form).prepend(row);
		return row;
	}

	async function productAdd(id) {
		const form = $('#price-rows');
		const answer = await call('GET', '/api/admin/products/' + id);
		const there = new Set(rowsOf(form).map(row =>
			row.dataset.variation));
		let first;

		if (!answer.ok)
			return problemsShow(form, answer.error);
		for (const variation of [...answer.data.variations].reverse())
			if (!there.has(variation.id))
				first = rowAdd(form, answer.data, variation);
		if (first)
			$('input', first).focus();
	}

	async function find(form) {
		const found = $('#price-found');
		const answer = await call('GET', '/api/admin/products?limit=10&q=' +
			encodeURIComponent(form.elements.q.value.trim()));

		found.replaceChildren(...(answer.data ?? []).map(product => {
			const item = document.createElement('li');
			const button = document.createElement('button');

			button.type = 'button';
			button.className = 'button';
			button.textContent = product.name;
			button.addEventListener('click', () =>
				productAdd(product.id));
			item.append(button);
			return item;
		}));
		if (!found.firstChild)
			found.textContent = found.dataset.none;
	}

	/* ---- groups --------------------------------------------------------- */

	const groupSave = form => save(form, '/api/admin/customer-groups',
		'/admin/groupes', { name: form.elements.name.value.trim() });

	const memberSave = form => submit(form,
		() => json('POST', '/api/admin/customer-groups/' +
			`${form.dataset.id}/members`,
			{ email: form.elements.email.value.trim() }),
		() => location.reload());

	/* ---- what is on this page -------------------------------------------- */

	for (const [name, fn] of [['price-list', listSave],
		['price-rows', rowsSave], ['price-find', find],
		['group', groupSave], ['member', memberSave]])
		document.getElementById(name)?.addEventListener('submit',
			event => {
				event.preventDefault();
				fn(event.target);
			});
	$('#price-rows')?.addEventListener('click', event => {
		if (event.target.matches('.remove'))
			rowRemove(event.currentTarget,
				event.target.closest('tr'));
	});
	document.querySelectorAll('[data-delete]').forEach(button =>
		button.addEventListener('click', async () => {
			const form = button.closest('form') ?? $('#member');
			const answer = await call('DELETE',
				button.dataset.delete);

			if (!answer.ok)
				problemsShow(form, answer.error);
			else if (button.dataset.next)
				location.assign(button.dataset.next);
			else
				location.reload();
		}));
	if ($('#price-list'))
		instantsShow($('#price-list'));
}

if ($('#price-list, #group'))
	start();
