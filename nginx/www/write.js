/* SPDX-License-Identifier: ISC */
/* What is answered: a text, a template with its values, a file, a note. */

import { $, call, json, problemsClear, problemsShow } from './form.js';
import { refresh } from './talk.js';

/* ---- what is said often ----------------------------------------------------------- */

function cannedTake(text, option) {
	text.value = option.dataset.text;
	text.dispatchEvent(new Event('input'));
	text.focus();
}

/* "/merci" and a blank at the beginning. */
function cannedTyped(text, options) {
	const word = /^\/(\S+)\s$/.exec(text.value)?.[1];
	const option = word && options.find(it => it.value === word);

	if (option)
		cannedTake(text, option);
}

function canned(form) {
	const { canned: choice, text } = form.elements;

	choice?.addEventListener('change', () => {
		if (choice.value)
			cannedTake(text, choice.selectedOptions[0]);
		choice.value = '';
	});
	if (choice)
		text.addEventListener('input', () =>
			cannedTyped(text, [...choice.options]));
}

/* ---- a message that is answered by itself ------------------------------------------- */

function answered(form, id = '', quote = '') {
	const shown = $('#answered', form);

	if (!shown)
		return;
	form.elements.replyTo.value = id;
	$('q', shown).textContent = quote;
	shown.hidden = id === '';
}

/* ---- a file ---------------------------------------------------------------------------- */

function fileShow(form, id = '', name = '') {
	const taken = $('.taken', form);

	if (!taken)
		return;
	form.elements.fileId.value = id;
	taken.textContent = id && `${taken.dataset.taken} ${name}`;
	$('.attach button', form).hidden = id === '';
}

async function fileSend(form, input) {
	const body = new FormData();
	const [file] = input.files;

	problemsClear(form);
	body.append('file', file);
	input.value = '';
	const answer = await call('POST', input.dataset.files, { body });
	if (answer.ok)
		fileShow(form, answer.data.id, file.name);
	else
		problemsShow(form, answer.error);
}

/* ---- a template -------------------------------------------------------------------------- */

const valuesOf = form => [...form.querySelectorAll('[data-values] input')]
	.map(input => input.value.trim());

/* "{{1}}" stays where nothing is filled in yet. */
function previewShow(form) {
	const { text } = form.elements.template.selectedOptions[0].dataset;
	const values = valuesOf(form);

	$('.preview p', form).textContent = text.replace(/\{\{(\d+)\}\}/g,
		(name, n) => values[n - 1] || name);
}

function templateShow(form) {
	const box = $('[data-values]', form);
	const { variables } = form.elements.template.selectedOptions[0].dataset;

	box.replaceChildren(...Array.from({ length: +variables }, (_, i) => {
		const label = document.createElement('label');
		const input = document.createElement('input');

		label.textContent = `${box.dataset.values} ${i + 1} `;
		input.dir = 'auto';
		input.maxLength = 1024;
		input.name = `values[${i}]`;
		label.append(input);
		return label;
	}));
	previewShow(form);
}

/* ---- sending --------------------------------------------------------------------------------- */

function entryOf(form) {
	const { kind } = form.dataset;
	const { text, template, replyTo, fileId } = form.elements;
	const entry = { kind, clientKey: form.dataset.key };

	if (kind === 'template')
		return { ...entry, template: template.value, values: valuesOf(form),
			language: template.selectedOptions[0].dataset.language };
	if (text.value.trim() !== '' || !fileId?.value)
		entry.text = text.value.trim();
	if (replyTo?.value)
		entry.replyTo = replyTo.value;
	return fileId?.value ?
		{ ...entry, kind: 'file', fileId: fileId.value } : entry;
}

/* One that is sent once more after no answer came is the same message. */
async function send(form) {
	const button = $('.save button', form);

	form.dataset.key ??= crypto.randomUUID();
	problemsClear(form);
	button.disabled = true;
	const answer = await json('POST', form.dataset.write, entryOf(form));
	button.disabled = false;
	if (!answer.ok) {
		if (answer.status)
			delete form.dataset.key;
		return problemsShow(form, answer.error);
	}
	delete form.dataset.key;
	form.reset();
	answered(form);
	fileShow(form);
	if (form.dataset.kind === 'template')
		templateShow(form);
	await refresh();
	form.elements.text?.focus();
}

function start(form) {
	const { text, template } = form.elements;

	form.addEventListener('submit', event => {
		event.preventDefault();
		send(form);
	});
	canned(form);
	text?.addEventListener('keydown', event => {
		if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
			form.requestSubmit();
	});
	$('[type=file]', form)?.addEventListener('change', ({ target }) =>
		fileSend(form, target));
	$('.attach button', form)?.addEventListener('click',
		() => fileShow(form));
	$('#answered button', form)?.addEventListener('click',
		() => answered(form));
	if (template) {
		template.addEventListener('change', () => templateShow(form));
		form.addEventListener('input', () => previewShow(form));
		templateShow(form);
	}
}

const startAll = within =>
	within.querySelectorAll('form.write').forEach(start);

startAll(document);
document.addEventListener('write', event => startAll(event.detail));
document.addEventListener('click', ({ target }) => {
	const form = target.dataset.reply && $('form.write[data-kind=text]');

	if (form) {
		answered(form, target.dataset.reply, target.dataset.quote);
		form.elements.text.focus();
	}
});
