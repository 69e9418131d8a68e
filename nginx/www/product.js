/* SPDX-License-Identifier: ISC */
/* One product: only what was changed is sent. */

import { $, call, json, problemsClear, problemsShow, amount, integer,
	orNull, integerOrNull, isChanged, submits } from './form.js';
import { besideIds, formSaved } from './beside.js';

/* Stock moves while the form is open: what nobody touched is not sent. */
const stockChange = input => isChanged(input) ?
	{ stock: integer(input.value) } : {};

/* Only what was changed; variations are all sent when one was. */
function productChange(form) {
	const change = {};
	const { name, description, status, basePrice, compareAtPrice, vendor,
		taxClass, tags } = form.elements;
	const rows = [...form.querySelectorAll('[data-variation]')];

	for (const input of [name, description, status, taxClass])
		if (isChanged(input))
			change[input.name] = input.value.trim();
	for (const input of [basePrice, compareAtPrice])
		if (isChanged(input))
			change[input.name] = amount(input.value);
	if (isChanged(vendor))
		change.vendor = orNull(vendor.value);
	if (isChanged(tags))
		change.tags = tags.value.split('\n').map(t => t.trim())
			.filter(t => t !== '');
	if (besideIds(form) !== form.dataset.beside)
		change.relatedIds = besideIds(form).split(' ')
			.filter(id => id !== '');
	if (rows.some(row => [...row.querySelectorAll('input')]
		.some(isChanged)))
		change.variations = rows.map(row => ({
			id: row.dataset.variation,
			...stockChange($('[name$=stock]', row)),
			price: amount($('[name$=price]', row).value),
			compareAtPrice:
				amount($('[name$=compareAtPrice]', row).value),
			barcode: orNull($('[name$=barcode]', row).value),
			weight: integerOrNull($('[name$=weight]', row).value),
			lowStockAt:
				integerOrNull($('[name$=lowStockAt]', row).value),
		}));
	return change;
}

function productSaved(form, product) {
	form.elements.tags.value = product.tags.map(t => t + '\n').join('');
	formSaved(form, product);
}

async function productSave(form) {
	const said = $('output', form);
	const button = $('.save button', form);
	const change = productChange(form);

	problemsClear(form);
	said.textContent = '';
	button.disabled = true;
	const answer = await json('PATCH',
		'/api/admin/products/' + form.dataset.id, change,
		{ 'If-Match': `"v${form.dataset.version}"` });
	button.disabled = false;
	if (answer.ok) {
		productSaved(form, answer.data);
		said.textContent = form.dataset.saved;
	} else if (answer.status === 412)
		problemsShow(form, { message: form.dataset.stale });
	else
		problemsShow(form, answer.error);
}

async function productAdd(form) {
	const button = $('button', form);
	const { name, description, categoryId, basePrice } = form.elements;
	const stock = form.elements['variations[0].stock'];

	problemsClear(form);
	button.disabled = true;
	const answer = await json('POST', '/api/admin/products', {
		name: name.value.trim(), description: description.value.trim(),
		categoryId: categoryId.value,
		basePrice: amount(basePrice.value),
		variations: [{ stock: integer(stock.value) }],
	}, { 'Idempotency-Key': form.dataset.key ??= crypto.randomUUID() });
	button.disabled = false;
	if (answer.ok)
		location.assign('/admin/produits/' + answer.data.id);
	else {
		delete form.dataset.key;
		problemsShow(form, answer.error);
	}
}

async function productDelete(button) {
	const form = $('#product');

	problemsClear(form);
	const answer = await call('DELETE',
		'/api/admin/products/' + form.dataset.id,
		{ headers: { 'If-Match': `"v${form.dataset.version}"` } });
	if (answer.ok)
		location.assign('/admin/produits');
	else
		problemsShow(form, answer.status === 412 ?
			{ message: form.dataset.stale } : answer.error);
}

submits('#product', productSave);
submits('#product-new', productAdd);
$('#product-delete')?.addEventListener('click', productDelete);
