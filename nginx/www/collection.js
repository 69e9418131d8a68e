/* SPDX-License-Identifier: ISC */
/* One collection, by hand or by rules. */

import { $, json, problemsClear, problemsShow, integer, orNull, isChanged,
	submits } from './form.js';
import { besideIds, formSaved } from './beside.js';

const shownValue = li => $(`[data-rule=${
	$('[data-rule=field]', li).selectedOptions[0].dataset.kind}]`, li);

/* Only what goes with its field is shown, and named as the API names it. */
function ruleFit(li, i) {
	const [field, relation] = ['field', 'relation']
		.map(part => $(`[data-rule=${part}]`, li));
	const fitting = field.selectedOptions[0].dataset.relations.split(' ');

	for (const option of relation.options)
		option.hidden = option.disabled = !fitting.includes(option.value);
	if (!fitting.includes(relation.value))
		relation.value = fitting[0];
	for (const kind of ['text', 'category', 'yes'])
		$(`[data-rule=${kind}]`, li).hidden = true;
	shownValue(li).hidden = relation.value.endsWith('set');
	li.querySelectorAll('[data-rule]').forEach(input =>
		input.removeAttribute('name'));
	field.name = `rules[${i}].field`;
	relation.name = `rules[${i}].relation`;
	shownValue(li).name = `rules[${i}].value`;
}

const ruleLines = form => [...form.querySelectorAll('#rules li')];

const rulesOf = form => ruleLines(form).map(li => {
	const relation = $('[data-rule=relation]', li).value;

	return { field: $('[data-rule=field]', li).value, relation,
		value: relation.endsWith('set') ? null :
			shownValue(li).value.trim() };
});

function rules(section) {
	const form = section.closest('form');
	const fit = () => ruleLines(form).forEach(ruleFit);

	section.addEventListener('change', fit);
	section.addEventListener('click', event => {
		const act = event.target.dataset.act;

		if (act === 'add')
			$('ol', section).append($('template', section).content
				.cloneNode(true));
		else if (act === 'remove')
			event.target.closest('li').remove();
		else
			return;
		fit();
		if (act === 'add')
			$('li:last-child select', section).focus();
	});
	fit();
	form.dataset.rules = JSON.stringify(rulesOf(form));
}

/* Those with a name; their slugs stay. */
const translationsOf = form => [...form.querySelectorAll(
	'[data-translation]')].map(part => ({
	locale: part.dataset.translation,
	name: $('input', part).value.trim(),
	description: orNull($('textarea', part).value),
})).filter(text => text.name !== '');

function collectionChange(form) {
	const change = {};
	const { name, description, order, imageUrl, isActive, kind, matching } =
		form.elements;

	if (isChanged(name))
		change.name = name.value.trim();
	for (const input of [description, imageUrl])
		if (isChanged(input))
			change[input.name] = orNull(input.value);
	if (isChanged(order))
		change.order = integer(order.value);
	if (isActive.checked !== isActive.defaultChecked)
		change.isActive = isActive.checked;
	if ([...form.querySelectorAll('[data-translation] :is(input,textarea)')]
		.some(isChanged))
		change.translations = translationsOf(form);
	if (kind)
		change.kind = kind.value;
	if (matching && isChanged(matching))
		change.matching = matching.value;
	if ($('#rules') &&
	    JSON.stringify(rulesOf(form)) !== form.dataset.rules)
		change.rules = rulesOf(form);
	return change;
}

/* What was changed, then the products if those were. */
async function collectionSend(form) {
	const path = '/api/admin/collections';
	const id = form.dataset.id;
	const version = v => ({ 'If-Match': `"v${v}"` });

	if (id === '')
		return json('POST', path, collectionChange(form));
	const answer = await json('PATCH', `${path}/${id}`,
		collectionChange(form), version(form.dataset.version));
	if (!answer.ok || !$('#beside') ||
	    besideIds(form) === form.dataset.beside)
		return answer;
	form.dataset.version = answer.data.version;
	return json('PUT', `${path}/${id}/products`, {
		productIds: besideIds(form).split(' ').filter(p => p !== ''),
	}, version(answer.data.version));
}

async function collectionSave(form) {
	const button = $('.save button', form);

	problemsClear(form);
	$('output', form).textContent = '';
	button.disabled = true;
	const answer = await collectionSend(form);
	button.disabled = false;
	if (answer.ok && form.dataset.id === '')
		location.assign('/admin/collections/' + answer.data.id);
	else if (answer.ok)
		collectionSaved(form, answer.data);
	else if (answer.status === 412)
		problemsShow(form, { message: form.dataset.stale });
	else
		problemsShow(form, answer.error);
}

function collectionSaved(form, collection) {
	formSaved(form, collection);
	form.elements.isActive.defaultChecked = form.elements.isActive.checked;
	if ($('#rules'))
		form.dataset.rules = JSON.stringify(rulesOf(form));
	$('output', form).textContent = form.dataset.saved;
}

submits('#collection', collectionSave);
if ($('#rules'))
	rules($('#rules'));
