/* SPDX-License-Identifier: ISC */
/* Many products at once: chosen, tried, changed, put back. */

import { $, call, json, problemsClear, problemsShow, amount, integer, pause,
	cell, submits } from './form.js';

const boxes = () => [...document.querySelectorAll('[data-id][type=checkbox]')];
const ticked = () => boxes().filter(box => box.checked);

/* What is ticked; "all of the list" stands for every box. */
function choiceShow(form) {
	const { all } = form.elements;
	const n = ticked().length;

	boxes().forEach(box => { box.disabled = all.checked; });
	$('[data-all]').checked = n > 0 && n === boxes().length;
	$('[data-all]').disabled = all.checked;
	$('button', form).disabled = !all.checked && n === 0;
	$('output', form).textContent = all.checked || n === 0 ? '' : n;
}

function choiceSend(form) {
	const query = new URLSearchParams();

	if (form.elements.all.checked) {
		query.set('all', '1');
		for (const name of ['q', 'status'])
			if (form.dataset[name])
				query.set(name, form.dataset[name]);
	} else
		query.set('ids', ticked().map(box => box.dataset.id).join());
	location.assign('/admin/produits/lot?' + query);
}

function choiceStart(form) {
	document.addEventListener('change', event => {
		if (event.target.matches('[data-all]'))
			boxes().forEach(box =>
				{ box.checked = event.target.checked; });
		choiceShow(form);
	});
	choiceShow(form);
}

const part = (row, name) => $(`[name$="${name}"]`, row);

/* The operations a field takes and the value they need. */
function changeShow(row) {
	const option = part(row, 'field').selectedOptions[0];
	const operation = part(row, 'operation');
	const takes = option.dataset.operations.split(' ');
	let kind = option.dataset.kind;

	for (const o of operation.options)
		o.hidden = o.disabled = !takes.includes(o.value);
	if (!takes.includes(operation.value))
		operation.value = takes[0];
	if (operation.value === 'multiply')
		kind = 'percent';
	if (operation.value === 'clear')
		kind = '';
	$('.ending', row).hidden = !['money', 'percent'].includes(kind);
	if (row.dataset.kind !== kind)
		$('.value', row).replaceChildren(...kind === '' ? [] :
			[$(`[data-value=${kind}]`).content.cloneNode(true)]);
	row.dataset.kind = kind;
}

/* Inputs are named as the API names what it refuses. */
function changesName(form) {
	const rows = [...form.querySelectorAll('.change')];

	rows.forEach((row, i) => row.querySelectorAll('[name]').forEach(e => {
		e.name = `changes[${i}].` + e.name.split('.').pop();
	}));
	rows.forEach(row => { $('.less', row).hidden = rows.length === 1; });
}

function changeAdd(form) {
	const row = $('#change').content.cloneNode(true).firstElementChild;

	$('#changes').append(row);
	changeShow(row);
	changesName(form);
	row.addEventListener('change', event => {
		if (/field|operation/.test(event.target.name)) {
			changeShow(row);
			changesName(form);
		}
		$('.apply', form).hidden = true;
	});
	row.addEventListener('input', () => { $('.apply', form).hidden = true; });
	$('.less', row).addEventListener('click', () => {
		row.remove();
		changesName(form);
		$('.apply', form).hidden = true;
	});
}

const changeValues = {
	money: amount, percent: amount, number: integer,
	boolean: text => text === 'true',
	tags: text => text.split(/[,،]/).map(t => t.trim()).filter(Boolean),
};

function changeRead(row) {
	const change = { field: part(row, 'field').value,
		operation: part(row, 'operation').value };
	const ending = part(row, 'ending').value.trim();

	if (row.dataset.kind !== '')
		change.value = (changeValues[row.dataset.kind] ?? (t => t.trim()))
			(part(row, 'value').value);
	if (ending !== '' && !$('.ending', row).hidden)
		change.ending = ending.replace(',', '.');
	return change;
}

function bulkRequest(form, dryRun) {
	const { ids, q, status } = form.dataset;

	return {
		...ids !== undefined ? { ids: ids.split(',') } : { filter: {
			...q ? { q } : {}, ...status ? { status } : {} } },
		changes: [...form.querySelectorAll('.change')].map(changeRead),
		dryRun,
	};
}

/* What a field was or became, as the form calls it. */
const isMoney = /price$/i;

function told(name, value) {
	if (value === null)
		return '–';
	if (Array.isArray(value))
		return value.map(v => typeof v !== 'object' ? v :
			Object.entries(v).filter(([part]) => part !== 'id')
				.map(([part, is]) => told(part, is)).join(' '))
			.filter(Boolean).join(', ') || '–';
	if (isMoney.test(name))
		return new Intl.NumberFormat(document.documentElement.lang,
			{ style: 'currency', currency: $('#bulk').dataset.currency })
			.format(value);
	return [...document.querySelectorAll('template[data-value]')]
		.map(t => t.content.querySelector(`option[value="${value}"]`))
		.find(Boolean)?.textContent ?? String(value);
}

/* Of variations it is their parts that have names. */
const parts = (name, value) => name !== 'variations' ? [name] :
	[...new Set(value.flatMap(Object.keys))];

function side(fields) {
	const td = document.createElement('td');
	const options = $('#change').content;

	for (const [name, value] of Object.entries(fields ?? {})) {
		const div = document.createElement('div');
		const label = document.createElement('small');
		const text = document.createElement('bdi');
		label.textContent = parts(name, value).map(part =>
			options.querySelector(`option[value="${part}"]`)
				?.textContent).filter(Boolean).join(', ');
		text.textContent = told(name, value);
		div.append(label, text);
		td.append(div);
	}
	return td;
}

function bulkShow(form, edit) {
	const section = $('#report');
	const items = edit.items ?? [];
	const running = ['waiting', 'running', 'undoing'].includes(edit.status);
	const done = edit.status === 'undoing' ? edit.undone + edit.kept :
		edit.changed + edit.unchanged + edit.rejected;

	section.hidden = false;
	$('output', section).textContent = form?.dataset[edit.status] ?? '';
	$('progress', section).hidden = !running;
	$('progress', section).max = Math.max(1, edit.status === 'undoing' ?
		edit.changed : edit.total);
	$('progress', section).value = done;
	section.querySelectorAll('[data-number]').forEach(dd =>
		{ dd.textContent = edit[dd.dataset.number] ?? 0; });
	$('.undo', section).hidden = edit.status !== 'done';
	$('.undo', section).dataset.undo = edit.id ?? '';
	$('.items', section).hidden = items.length === 0;
	$('.items tbody', section).replaceChildren(...items.map(item => {
		const tr = document.createElement('tr');
		tr.append(cell(item.name ?? item.productId),
			side(item.before), side(item.after),
			cell(item.message ?? ''));
		return tr;
	}));
}

async function bulkFollow(form, answer) {
	while (answer.ok) {
		bulkShow(form, answer.data);
		if (!['waiting', 'running', 'undoing']
			.includes(answer.data.status))
			return;
		await pause(500);
		answer = await call('GET',
			'/api/admin/bulk-edits/' + answer.data.id);
	}
	if (form)
		problemsShow(form, answer.error);
}

/* Only what was looked at is applied: a change hides the button again. */
async function bulkPreview(form) {
	const button = $('.primary', form);

	problemsClear(form);
	button.disabled = true;
	const answer = await json('POST', '/api/admin/products/bulk-edit',
		bulkRequest(form, true));
	button.disabled = false;
	if (!answer.ok)
		return problemsShow(form, answer.error);
	bulkShow(form, answer.data);
	$('.apply', form).hidden = answer.data.changed === 0;
	$('#report').scrollIntoView({ block: 'nearest' });
}

async function bulkApply(form) {
	$('.apply', form).hidden = true;
	await bulkFollow(form, await json('POST',
		'/api/admin/products/bulk-edit', bulkRequest(form, false),
		{ 'Idempotency-Key': crypto.randomUUID() }));
}

async function bulkUndo(button) {
	const form = $('#bulk');

	button.disabled = true;
	const answer = await json('POST',
		`/api/admin/bulk-edits/${button.dataset.undo}/undo`, {});
	await bulkFollow(form, answer);
	if (button.closest('table'))
		location.reload();
	button.disabled = false;
}

function bulkStart(form) {
	changeAdd(form);
	$('.more', form).addEventListener('click', () => {
		changeAdd(form);
		$('.apply', form).hidden = true;
	});
	$('.apply', form).addEventListener('click', () => bulkApply(form));
}

submits('#choose', choiceSend);
submits('#bulk', bulkPreview);
if ($('#choose'))
	choiceStart($('#choose'));
if ($('#bulk'))
	bulkStart($('#bulk'));
document.addEventListener('click', event => {
	const button = event.target.closest('[data-undo]');
	if (button)
		bulkUndo(button);
});
