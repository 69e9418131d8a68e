/* SPDX-License-Identifier: ISC */
/* A list of products that is put in order by hand and found by search. */

import { $, call } from './form.js';

export const besideIds = form => [...form.querySelectorAll('[data-related]')]
	.map(li => li.dataset.related).join(' ');

function actButton(act, sign, label, run) {
	const button = document.createElement('button');

	button.type = 'button';
	button.className = 'button';
	button.dataset.act = act;
	button.setAttribute('aria-label', label);
	button.textContent = sign;
	if (run)
		button.addEventListener('click', run);
	return button;
}

function productLine(name, ...buttons) {
	const li = document.createElement('li');
	const text = document.createElement('bdi');

	text.textContent = name;
	li.append(text, ...buttons);
	return li;
}

export function beside(section) {
	const form = section.closest('form');
	const [chosen, found] = [$('ol', section), $('ul', section)];
	const { up, remove, add } = section.dataset;
	const find = $('input', section);
	let wait, asked = 0;

	const put = ({ id, name }) => {
		const li = productLine(name,
			actButton('up', '↑', `${up} : ${name}`),
			actButton('remove', '×', `${remove} : ${name}`));
		li.dataset.related = id;
		chosen.append(li);
		found.replaceChildren();
		find.value = '';
		find.focus();
	};
	const search = async () => {
		const mine = ++asked;
		const q = find.value.trim();
		const answer = q === '' ? { data: [] } : await call('GET',
			'/api/admin/products?limit=6&q=' + encodeURIComponent(q));
		const taken = [form.dataset.id, ...besideIds(form).split(' ')];

		if (mine !== asked)
			return;
		found.replaceChildren(...(answer.data ?? [])
			.filter(product => !taken.includes(product.id))
			.map(product => productLine(product.name, actButton('add',
				'+', `${add} : ${product.name}`,
				() => put(product)))));
	};

	chosen.addEventListener('click', event => {
		const act = event.target.dataset.act;
		const li = event.target.closest('li');

		if (act === 'remove')
			li.remove();
		else if (act === 'up' && li.previousElementSibling) {
			li.previousElementSibling.before(li);
			event.target.focus();
		}
	});
	find.addEventListener('input', () => {
		clearTimeout(wait);
		wait = setTimeout(search, 200);
	});
	find.addEventListener('keydown', event => {
		if (event.key === 'Enter')
			event.preventDefault();	/* not the form's */
	});
	form.dataset.beside = besideIds(form);
}

/* What is stored now is what the next change is compared with. */
export function formSaved(form, stored) {
	form.dataset.version = stored.version;
	form.dataset.beside = besideIds(form);
	for (const input of form.elements)
		if (input.tagName === 'SELECT')
			[...input.options].forEach(o =>
				{ o.defaultSelected = o.selected; });
		else if ('defaultValue' in input && input.type !== 'checkbox')
			input.defaultValue = input.value;
}

if ($('#beside'))
	beside($('#beside'));
