/* SPDX-License-Identifier: ISC */
/* A file: looked at, mapped, sent, followed. */

import { $, call, problemsClear, problemsShow, pause, cell, tableFill,
	submits } from './form.js';

const errorCells = error => [cell(error.line, 'number'), cell(error.field),
	cell(error.message ?? error.code)];

/* What was chosen for columns of the file at hand, by column. */
const chosen = new Map();

let looks = 0;

function importBody(form, fields = {}) {
	const body = new FormData();

	for (const [name, value] of Object.entries(fields))
		body.append(name, value);
	if (form.elements.sheet.value.trim())
		body.append('sheet', form.elements.sheet.value.trim());
	body.append('mapping', JSON.stringify(Object.fromEntries(chosen)));
	body.append('file', form.elements.file.files[0]);
	return body;
}

/* What a format reads by itself has no name to choose. */
function columnSelect(form, column) {
	const select = $('select', $('#cells').content).cloneNode(true);

	if (column.cell && ![...select.options].some(o =>
		o.value === column.cell))
		select.append(new Option(form.dataset.auto, column.cell));
	select.value = column.cell ?? '';
	select.setAttribute('aria-label', column.name);
	select.addEventListener('change', () => {
		chosen.set(column.name, select.value);
		importLook(form);
	});
	return select;
}

function previewShow(form, preview) {
	const section = $('#preview');
	const { format, kind, encoding, separator, products } = preview;
	const columns = kind === 'json' ? [] : preview.columns;

	const known = format !== null && format !== 'custom';
	$('output', section).textContent = [known ? format :
		form.dataset.unknown, kind.toUpperCase(), encoding,
		separator === '\t' ? 'TAB' : separator]
		.filter(Boolean).join(' · ');
	$('[data-sheet]', form).hidden = kind !== 'xlsx';
	tableFill($('.errors', section), preview.errors, errorCells);
	tableFill($('.columns', section), columns, column => [
		cell(column.name), cell(columnSelect(form, column)),
		cell(column.sample, 'sample')]);
	tableFill($('.products', section), products, product => [
		cell(product.line, 'number'), cell(product.name),
		cell(product.basePrice, 'number'),
		cell(form.dataset['status' + (product.status ?? ' ')[0] +
			(product.status ?? '').slice(1).toLowerCase()] ?? ''),
		cell(form.dataset[product.effect], product.effect)]);
}

/* What the file would become; an answer that came too late is dropped. */
async function importLook(form) {
	const section = $('#preview');
	const look = ++looks;

	if (!form.elements.file.files.length)
		return;
	problemsClear(form);
	section.hidden = false;
	$('#report').hidden = true;
	$('output', section).textContent = form.dataset.looking;
	const focused = document.activeElement?.getAttribute('aria-label');
	const answer = await call('POST', '/api/admin/products/bulk/preview',
		{ body: importBody(form) });
	if (look !== looks)
		return;
	section.hidden = !answer.ok;
	if (!answer.ok)
		return problemsShow(form, answer.error);
	previewShow(form, answer.data);
	if (focused)
		section.querySelector(`select[aria-label="${
			CSS.escape(focused)}"]`)?.focus();
}

function reportShow(form, report) {
	const section = $('#report');
	const over = ['done', 'failed'].includes(report.status);
	const errors = report.errors ?? [];
	const left = report.differences ?? [];
	const link = $('.report', section);

	section.hidden = false;
	$('output', section).textContent = form.dataset[report.status];
	section.querySelectorAll('[data-number]').forEach(dd =>
		{ dd.textContent = report[dd.dataset.number] ?? 0; });
	link.href = `/api/admin/imports/${report.id}/report`;
	link.hidden = !over || errors.length + left.length === 0;
	tableFill($('.errors', section), errors, errorCells);
	tableFill($('.left', section), left, item =>
		[cell(item.column), cell(item.message)]);
}

async function importRun(form) {
	const button = $('button', form);

	problemsClear(form);
	button.disabled = true;
	let answer = await call('POST', '/api/admin/products/bulk', {
		body: importBody(form,
			{ dryRun: form.elements.dryRun.checked }),
	});
	while (answer.ok) {
		$('#preview').hidden = true;
		reportShow(form, answer.data);
		if (!['waiting', 'running'].includes(answer.data.status))
			break;
		await pause(700);
		answer = await call('GET',
			'/api/admin/imports/' + answer.data.id);
	}
	if (!answer.ok)
		problemsShow(form, answer.error);
	button.disabled = false;
}

for (const form of document.querySelectorAll('#import'))
	form.addEventListener('change', ({ target }) => {
		if (target.name === 'file')
			chosen.clear();
		if (target.name === 'file' || target.name === 'sheet')
			importLook(form);
	});

submits('#import', importRun);
