/* SPDX-License-Identifier: ISC */
/* What mails say, and the outbox. */

import { $, call, json, problemsClear, problemsShow } from './form.js';

/* ---- a mail as it will look ---------------------------------------------- */

/*
 * The mail brings styles of its own, which the page's policy refuses in
 * markup, and words that somebody wrote.  So it is read without being run,
 * and only what a mail of ours is made of is made anew: no links, no names
 * of attributes but these, and in a tree of its own.
 */
const elements = new Set(['TABLE', 'TBODY', 'TR', 'TD', 'P', 'A', 'BR', 'BDI',
	'BODY']);
const attributes = ['dir', 'align', 'width', 'cellpadding', 'cellspacing'];

function copied(node) {
	if (node.nodeType === Node.TEXT_NODE)
		return node.data;
	if (!elements.has(node.tagName))
		return '';
	const copy = document.createElement(
		node.tagName === 'BODY' ? 'div' : node.tagName);

	copy.style.cssText = node.dataset.style ?? '';
	for (const name of attributes)
		if (node.hasAttribute(name))
			copy.setAttribute(name, node.getAttribute(name));
	copy.append(...[...node.childNodes].map(copied));
	return copy;
}

function shown({ subject, html, text }) {
	const host = $('#mail-html');
	const tree = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
	/* In a value a quote is a reference: only attributes look so. */
	const mail = new DOMParser().parseFromString(
		html.replaceAll(' style="', ' data-style="'), 'text/html');

	tree.replaceChildren(copied(mail.body));
	$('#mail-subject').textContent = subject;
	$('#mail-plain').textContent = text;
	$('#mail-shown').hidden = false;
	$('#mail-shown').scrollIntoView({ block: 'start' });
}

/* ---- its text -------------------------------------------------------------- */

function editor(form) {
	const { path } = form.dataset;
	const said = $('output', form);
	const text = () => ({ subject: form.elements.subject.value,
		body: form.elements.body.value });
	const version = () => ({ 'If-Match': `"v${form.dataset.version}"` });

	async function send(what, done) {
		problemsClear(form);
		said.textContent = '';
		const answer = await what();
		if (answer.ok)
			done(answer.data);
		else
			problemsShow(form, answer.status === 412 ?
				{ message: form.dataset.stale } : answer.error);
	}

	form.addEventListener('submit', event => {
		event.preventDefault();
		send(() => json('PUT', path, text(), version()), data => {
			form.dataset.version = data.version;
			$('#mail-restore').hidden = false;
			said.textContent = form.dataset.saved;
		});
	});
	$('#mail-preview').addEventListener('click', () =>
		send(() => json('POST', path + '/preview', text()), shown));
	$('#mail-restore').addEventListener('click', () =>
		send(() => call('DELETE', path, { headers: version() }),
			() => location.reload()));
}

/* ---- the outbox --------------------------------------------------------------- */

document.querySelectorAll('[data-mail]').forEach(button =>
	button.addEventListener('click', async () => {
		const problem = $('#mail-problem');

		button.disabled = true;
		const answer = await json('POST', button.dataset.mail, {});
		if (answer.ok)
			location.reload();
		button.disabled = false;
		problem.textContent = answer.error?.message ??
			problem.dataset.problem;
		problem.hidden = answer.ok;
	}));

if ($('#mail-text'))
	editor($('#mail-text'));
