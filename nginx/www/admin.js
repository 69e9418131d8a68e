/* SPDX-License-Identifier: ISC */
/* The shopkeeper's pages: every change goes to the JSON API with the token
 * of the session, and what the API refuses is shown beside its field. */

const $ = (selector, within = document) => within.querySelector(selector);
const token = $('meta[name=csrf-token]').content;

/* The answer as {ok, status, data, error}; no answer at all is an error. */
async function call(method, path, options = {}) {
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

const json = (method, path, body, headers = {}) => call(method, path, {
	headers: { 'Content-Type': 'application/json', ...headers },
	body: JSON.stringify(body),
});

/* ---- problems beside their fields --------------------------------------- */

function problemsClear(form) {
	$('[role=alert]', form).hidden = true;
	form.querySelectorAll('.problem.field').forEach(p => p.remove());
	form.querySelectorAll('[aria-invalid]').forEach(input => {
		input.removeAttribute('aria-invalid');
		input.removeAttribute('aria-describedby');
	});
}

function problemPut(input, text) {
	const note = document.createElement('span');

	note.className = 'problem field';
	note.id = 'problem-' + input.name;
	note.textContent = text;
	input.after(note);
	input.setAttribute('aria-invalid', 'true');
	input.setAttribute('aria-describedby', note.id);
}

/* A field without an input is told with the rest, above. */
function problemsShow(form, error) {
	const alert = $('[role=alert]', form);
	const rest = [];

	for (const [name, text] of Object.entries(error?.details ?? {})) {
		const input = form.elements[name];
		if (input)
			problemPut(input, text);
		else
			rest.push(text);
	}
	alert.textContent = [error?.message ?? form.dataset.problem, ...rest]
		.join(' ');
	alert.hidden = false;
	$('[aria-invalid]', form)?.focus();
}

/* ---- a product -------------------------------------------------------- */

const amount = text => text.trim() === '' ? null :
	text.trim().replace(',', '.');
/* What is no number is sent as it is, for the API to say so. */
const integer = text => /^\d{1,15}$/.test(text.trim()) ? +text : text;

const isChanged = input => input.tagName === 'SELECT' ?
	![...input.options].some(o => o.selected && o.defaultSelected) :
	input.value !== input.defaultValue;

/* Only what was changed; variations are all sent when one was. */
function productChange(form) {
	const change = {};
	const { name, description, status, basePrice } = form.elements;
	const rows = [...form.querySelectorAll('[data-variation]')];

	for (const input of [name, description, status])
		if (isChanged(input))
			change[input.name] = input.value.trim();
	if (isChanged(basePrice))
		change.basePrice = amount(basePrice.value);
	if (rows.some(row => [...row.querySelectorAll('input')]
		.some(isChanged)))
		change.variations = rows.map(row => ({
			id: row.dataset.variation,
			stock: integer($('[name$=stock]', row).value),
			price: amount($('[name$=price]', row).value),
		}));
	return change;
}

/* What is stored now is what the next change is compared with. */
function productSaved(form, product) {
	form.dataset.version = product.version;
	for (const input of form.elements)
		if (input.tagName === 'SELECT')
			[...input.options].forEach(o =>
				{ o.defaultSelected = o.selected; });
		else if ('defaultValue' in input)
			input.defaultValue = input.value;
}

async function productSave(form) {
	const said = $('output', form);
	const button = $('button', form);
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

/* ---- an import ---------------------------------------------------------- */

const pause = ms => new Promise(done => setTimeout(done, ms));

function cell(text, name = '') {
	const td = document.createElement('td');

	td.className = name;
	td.textContent = text;
	return td;
}

function reportShow(form, report) {
	const section = $('#report');
	const errors = report.errors ?? [];

	section.hidden = false;
	$('output', section).textContent = form.dataset[report.status];
	section.querySelectorAll('[data-number]').forEach(dd =>
		{ dd.textContent = report[dd.dataset.number] ?? 0; });
	$('.errors', section).hidden = errors.length === 0;
	$('.errors tbody', section).replaceChildren(...errors.map(error => {
		const tr = document.createElement('tr');
		tr.append(cell(error.line, 'number'), cell(error.field),
			cell(error.message ?? error.code));
		return tr;
	}));
}

async function importRun(form) {
	const button = $('button', form);
	const { file, dryRun } = form.elements;

	problemsClear(form);
	button.disabled = true;
	let answer = await call('POST',
		'/api/admin/products/bulk?dryRun=' + dryRun.checked, {
			headers: { 'Content-Type': 'text/csv' },
			body: file.files[0],
		});
	while (answer.ok) {
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

/* ---- which page this is -------------------------------------------------- */

for (const [id, submit] of [['product', productSave], ['import', importRun]])
	document.getElementById(id)?.addEventListener('submit', event => {
		event.preventDefault();
		submit(event.target);
	});

$('#sign-out')?.addEventListener('click', async () => {
	await call('POST', '/api/auth/logout');
	location.assign('/');
});

/* The server writes times in UTC; here they become the reader's own. */
document.querySelectorAll('time').forEach(time => {
	time.textContent = new Date(time.dateTime).toLocaleString(
		document.documentElement.lang,
		{ dateStyle: 'medium', timeStyle: 'short' });
});
