/* SPDX-License-Identifier: ISC */
/* What a bundle is made of: found, put into the table, sent as one list. */

import { $, call, integer, json, submit, submits } from './form.js';

const rowsOf = form => [...form.querySelectorAll('tr[data-variation]')];

/* Named by their place in the body, as the API names them. */
function partOf(row, i) {
	const quantity = $('[data-quantity]', row);

	$('[data-part]', row).name = `parts[${i}].variationId`;
	quantity.name = `parts[${i}].quantity`;
	return { variationId: row.dataset.variation,
		quantity: integer(quantity.value) };
}

function stockShow(form, bundle) {
	form.dataset.version = bundle.version;
	$('#bundle-stock').textContent = bundle.stock;
	rowsOf(form).forEach((row, i) =>
		{ $('.stock', row).textContent = bundle.parts[i].stock; });
}

const bundleSave = form => submit(form, () => json('PUT',
	`/api/admin/products/${form.dataset.product}/variations/` +
	`${form.dataset.id}/parts`, { parts: rowsOf(form).map(partOf) },
	{ 'If-Match': `"v${form.dataset.version}"` }),
	bundle => stockShow(form, bundle));

/* One that is there gets one more. */
function partAdd(form, product, variation) {
	const there = $(`tr[data-variation="${variation.id}"]`, form);
	const row = there ?? $('template', form).content.cloneNode(true)
		.querySelector('tr');
	const quantity = $('[data-quantity]', row);

	if (there)
		quantity.value = +quantity.value + 1;
	else {
		row.dataset.variation = variation.id;
		$('.product', row).textContent = product.name;
		$('small bdi', row).textContent =
			[variation.value, variation.sku].filter(Boolean)
				.join(' · ');
		$('.stock', row).textContent = variation.stock;
		$('tbody', form).append(row);
	}
	quantity.select();
}

function chipOf(form, product, variation) {
	const li = document.createElement('li');
	const button = document.createElement('button');

	button.type = 'button';
	button.className = 'button';
	button.textContent = [product.name, variation.value, variation.sku]
		.filter(Boolean).join(' · ');
	button.addEventListener('click', () =>
		partAdd(form, product, variation));
	li.append(button);
	return li;
}

/* All that could be a part: no bundle, and not this one. */
async function bundleFind(find) {
	const form = $('#bundle');
	const found = $('#bundle-found');
	const q = encodeURIComponent(find.elements.q.value.trim());
	const answer = await call('GET', `/api/admin/products?limit=10&q=${q}`);
	const whole = await Promise.all((answer.data ?? []).map(product =>
		call('GET', `/api/admin/products/${product.id}`)));

	found.replaceChildren(...whole.filter(one => one.ok).flatMap(
		({ data }) => data.variations.filter(variation =>
			variation.parts.length === 0 &&
			variation.id !== form.dataset.id)
			.map(variation => chipOf(form, data, variation))));
	if (!found.firstChild)
		found.textContent = found.dataset.none;
}

submits('#bundle', bundleSave);
submits('#bundle-find', bundleFind);
$('#bundle')?.addEventListener('click', event => {
	if (event.target.matches('.remove'))
		event.target.closest('tr').remove();
});
