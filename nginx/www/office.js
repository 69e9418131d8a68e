/* SPDX-License-Identifier: ISC */
/* Jobs, staff and customers: buttons that ask the API once and show what came
 * of it, and the form of a member of staff. */

import { $, call, json, problemsClear, problemsShow, orNull } from './form.js';

const problem = $('#office-problem');

/* The page is read anew, or the one that comes next. */
async function press(button, send) {
	button.disabled = true;
	const answer = await send();
	button.disabled = false;
	problem.textContent = answer.error?.message ?? problem.dataset.problem;
	problem.hidden = answer.ok;
	if (!answer.ok)
		problem.scrollIntoView({ block: 'center' });
	return answer;
}

const go = button => button.dataset.next ?
	location.assign(button.dataset.next) : location.reload();

function presses(attribute, send) {
	document.querySelectorAll(`[data-${attribute}]`).forEach(button =>
		button.addEventListener('click', async () => {
			if ((await press(button, () =>
				send(button.dataset[attribute]))).ok)
				go(button);
		}));
}

presses('post', path => json('POST', path, {}));
presses('end', path => call('DELETE', path));

document.querySelectorAll('[data-export]').forEach(button =>
	button.addEventListener('click', async () => {
		const answer = await press(button,
			() => json('POST', button.dataset.export, {}));
		const link = document.createElement('a');

		if (!answer.ok)
			return;
		link.href = URL.createObjectURL(new Blob(
			[JSON.stringify(answer.data, null, '\t')],
			{ type: 'application/json' }));
		link.download = button.dataset.file;
		link.click();
		URL.revokeObjectURL(link.href);
	}));

/* ---- a member of staff ------------------------------------------------------ */

async function staffSave(form) {
	const { username, email, name, role, password, isActive } =
		form.elements;
	const { id, version } = form.dataset;
	const entry = { username: username.value.trim(),
		email: email.value.trim(), name: orNull(name.value),
		role: role.value };
	const said = $('output', form);

	problemsClear(form);
	said.textContent = '';
	const answer = id ?
		await json('PATCH', `/api/admin/users/${id}`,
			{ ...entry, isActive: isActive.checked },
			{ 'If-Match': `"v${version}"` }) :
		await json('POST', '/api/admin/users',
			{ ...entry, password: password.value });
	if (answer.status === 412)
		problemsShow(form, { message: form.dataset.stale });
	else if (!answer.ok)
		problemsShow(form, answer.error);
	else if (id) {
		form.dataset.version = answer.data.version;
		said.textContent = form.dataset.saved;
	} else
		location.reload();
}

$('#member-of-staff')?.addEventListener('submit', event => {
	event.preventDefault();
	staffSave(event.target);
});
