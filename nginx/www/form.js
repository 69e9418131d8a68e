/* SPDX-License-Identifier: ISC */
/* What every form of the administration is made of: a request with the token
 * of the session, and what the API refuses shown beside its field. */

export const $ = (selector, within = document) =>
	within.querySelector(selector);
const token = $('meta[name=csrf-token]').content;

/* The answer as {ok, status, data, error}; no answer at all is an error. */
export async function call(method, path, options = {}) {
	try {
		const answer = await fetch(path, { method, ...options,
			headers: { 'X-CSRF-Token': token, ...options.headers } });
		const { data, error } = answer.status === 204 ? {} :
			await answer.json();
		if (answer.status === 401)
			location.assign('/connexion?to=' +
				encodeURIComponent(location.pathname));
		return { ok: answer.ok, status: answer.status, data, error };
	} catch {
		return { ok: false, status: 0 };
	}
}

export const json = (method, path, body, headers = {}) => call(method, path, {
	headers: { 'Content-Type': 'application/json', ...headers },
	body: JSON.stringify(body),
});

export function problemsClear(form) {
	$('[role=alert]', form).hidden = true;
	form.querySelectorAll('.problem.field').forEach(p => p.remove());
	form.querySelectorAll('[aria-invalid]').forEach(input => {
		input.removeAttribute('aria-invalid');
		input.removeAttribute('aria-describedby');
	});
}

/* Where a problem of an input is told: of several to choose from, once. */
const placeOf = input => input.type === 'radio' ?
	input.closest('fieldset').lastElementChild :
	input.type === 'checkbox' ? input.parentElement : input;

function problemPut(named, text) {
	const note = document.createElement('span');
	const input = named instanceof RadioNodeList ? named[0] : named;

	note.className = 'problem field';
	note.id = 'problem-' + (input.name || input.id);
	note.textContent = text;
	placeOf(input).after(note);
	input.setAttribute('aria-invalid', 'true');
	input.setAttribute('aria-describedby', note.id);
}

/* A field without an input is told with the rest, above. */
export function problemsShow(form, error) {
	const alert = $('[role=alert]', form);
	const rest = [];

	for (const [name, text] of Object.entries(error?.details ?? {})) {
		const input = form.elements[name] ??
			form.elements[name.replace(/\[\d+\]$/, '')];
		if (input)
			problemPut(input, text);
		else
			rest.push(text);
	}
	alert.textContent = [...new Set([error?.message ??
		form.dataset.problem, ...rest])].join(' ');
	alert.hidden = false;
	$('[aria-invalid]', form)?.focus();
}

export const amount = text => text.trim() === '' ? null :
	text.trim().replace(',', '.');

/* What is no number is sent as it is, for the API to say so. */
export const integer = text => /^\d{1,15}$/.test(text.trim()) ? +text : text;

export const orNull = text => text.trim() === '' ? null : text.trim();
export const integerOrNull = text => text.trim() === '' ? null : integer(text);

export const isChanged = input => input.tagName === 'SELECT' ?
	![...input.options].some(o => o.selected && o.defaultSelected) :
	input.value !== input.defaultValue;

export const pause = ms => new Promise(done => setTimeout(done, ms));

export function cell(content, name = '') {
	const td = document.createElement('td');

	td.className = name;
	td.append(content ?? '');
	return td;
}

/* A table shows where there is something in it. */
export function tableFill(table, list, cells) {
	table.hidden = list.length === 0;
	$('tbody', table).replaceChildren(...list.map(item => {
		const tr = document.createElement('tr');
		tr.append(...cells(item));
		return tr;
	}));
}

/* The server writes times in UTC; here they become the reader's own. */
export const timesShow = (within = document) => within.querySelectorAll('time').forEach(
	time => time.textContent = new Date(time.dateTime).toLocaleString(
		document.documentElement.lang,
		{ dateStyle: 'medium', timeStyle: 'short',
			timeZone: time.dataset.zone }));

/* While a request is on its way its form's button, if it has one, waits. */
export async function formSend(form, send) {
	const button = $('button', form) ?? {};

	problemsClear(form);
	button.disabled = true;
	const answer = await send();
	button.disabled = false;
	if (!answer.ok)
		problemsShow(form, answer.error);
	return answer;
}

/* The page stays; what `send` does with the form comes instead. */
export const submits = (forms, send) => document.querySelectorAll(forms)
	.forEach(form => form.addEventListener('submit', event => {
		event.preventDefault();
		send(form);
	}));

/* Sends what `send` does, with the form's own signs of it. */
export async function submit(form, send, done) {
	const button = $('button:not([type])', form);
	const said = $('output', form);

	problemsClear(form);
	if (said)
		said.textContent = '';
	button.disabled = true;
	const answer = await send();
	button.disabled = false;
	if (answer.ok) {
		if (said)
			said.textContent = form.dataset.saved;
		done(answer.data);
	} else if (answer.status === 412)
		problemsShow(form, { message: form.dataset.stale });
	else
		problemsShow(form, answer.error);
}

/* A new thing has a page to go to; an old one has another version. */
export const save = (form, api, page, entry) => submit(form,
	() => form.dataset.id ?
		json('PATCH', `${api}/${form.dataset.id}`, entry,
			{ 'If-Match': `"v${form.dataset.version}"` }) :
		json('POST', api, entry),
	data => {
		if (!form.dataset.id)
			location.assign(`${page}/${data.id}`);
		form.dataset.version = data.version;
		form.querySelectorAll('input').forEach(input => {
			if (input.type === 'password')
				input.value = '';
			input.defaultValue = input.value;
		});
	});
