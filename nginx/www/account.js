/* SPDX-License-Identifier: ISC */
/* Pages of people about themselves: a form says where its fields go. */

import { $, call, json, formSend, orNull, isChanged } from './form.js';
import { codeOf } from './code.js';
import { countriesShow } from './countries.js';
import { topicsOf } from './notices.js';
import './security.js';
import './souk.js';

/* A mailed link's secret: taken out of the address before anything else. */
const secret = new URLSearchParams(location.hash.slice(1)).get('token');
if (secret)
	history.replaceState(null, '', location.pathname);

const valueOf = input => input.type === 'checkbox' ? input.checked :
	input.type === 'date' ? dayEnd(input.value) :
	input.type === 'password' ? input.value || undefined :
	orNull(input.value);

/* A day ends where the reader is. */
const dayEnd = day => day === '' ? null :
	new Date(day + 'T23:59:59').toISOString();

/* Boxes of one field, which hold what is chosen. */
const listsOf = form => Object.fromEntries([...form.querySelectorAll(
	'[data-list]')].map(list => [list.dataset.list,
	[...list.querySelectorAll(':checked')].map(box => box.value)]));

function fieldsOf(form) {
	const inputs = [...form.elements].filter(input => input.name &&
		(!('partial' in form.dataset) || isChanged(input)));
	const fields = Object.fromEntries(inputs.map(input =>
		[input.name, valueOf(input)]));

	if ('token' in form.dataset)
		fields.token = secret ?? '';
	return { ...codeOf(fields), ...listsOf(form), ...topicsOf(form) };
}

function said(form, answer) {
	const output = $('output', form);

	output.textContent = form.dataset.done ?? answer.data?.message ?? '';
	for (const input of form.elements) {
		if (input.type === 'password')
			input.value = '';
		else if ('partial' in form.dataset && 'defaultValue' in input)
			input.defaultValue = input.value;
	}
}

document.querySelectorAll('form[data-send]').forEach(form =>
	form.addEventListener('submit', async event => {
		const [method, path] = form.dataset.send.split(' ');

		const { sure, body, version } = form.dataset;

		event.preventDefault();
		if (sure && !confirm(sure))
			return;
		$('output', form).textContent = '';
		const answer = await formSend(form, () => json(method, path,
			body ? JSON.parse(body) : fieldsOf(form),
			version ? { 'If-Match': `"v${version}"` } : {}));
		if (answer.ok)
			form.dispatchEvent(new CustomEvent('answered',
				{ detail: answer.data }));
		if (answer.ok && form.dataset.to)
			location.assign(form.dataset.to);
		else if (answer.ok && answer.data?.url)
			location.assign(answer.data.url);
		else if (answer.ok)
			said(form, answer);
	}));

/* A picture of oneself: sent as it is chosen. */
function avatar(box) {
	const path = '/api/users/me/avatar';
	const told = answer => {
		const alert = $('[role=alert]', box);

		if (answer.ok)
			location.reload();
		alert.textContent = Object.values(answer.error?.details ??
			{})[0] ?? answer.error?.message ?? box.dataset.problem;
		alert.hidden = answer.ok;
	};

	$('input', box).addEventListener('change', async ({ target }) => {
		const body = new FormData();

		body.append('file', target.files[0]);
		target.value = '';
		told(await call('POST', path, { body }));
	});
	$('button', box).addEventListener('click', async () =>
		told(await call('DELETE', path)));
}

document.querySelectorAll('.avatar').forEach(avatar);

/* A consent is given and taken back by its box alone. */
$('#consents')?.addEventListener('change', async event => {
	const form = event.currentTarget, box = event.target;
	const alert = $('[role=alert]', form), output = $('output', form);

	output.textContent = '';
	alert.hidden = true;
	const answer = await json('POST', '/api/users/me/consents',
		{ purpose: box.name, granted: box.checked });
	if (answer.ok)
		output.textContent = form.dataset.done;
	else {
		box.checked = !box.checked;
		alert.textContent = answer.error?.message ?? form.dataset.problem;
		alert.hidden = false;
	}
});

$('#identities')?.addEventListener('click', async event => {
	const id = event.target.dataset.unlink;

	if (!id)
		return;
	const answer = await call('DELETE', '/api/users/me/identities/' + id);
	if (answer.ok)
		event.target.closest('li').remove();
	else
		alert(answer.error?.message);
});

$('#sign-out')?.addEventListener('click', async () => {
	await call('POST', '/api/auth/logout');
	location.assign('/');
});

countriesShow();
document.documentElement.dataset.ready = 'account';
