/* SPDX-License-Identifier: ISC */
/* /compte/securite: the second factor, sessions, API keys. */

import { $, call, timesShow } from './form.js';
import { secretShow, recoveryShow } from './code.js';

const answered = (form, show) => $(form)?.addEventListener('answered',
	event => show(event.detail, event.target));

answered('#factor-begin', (data, form) => {
	form.hidden = true;
	secretShow($('#enroll'), data);
	$('#factor-confirm').elements.code.focus();
});
answered('#factor-confirm', data => {
	$('#enroll').hidden = true;
	recoveryShow(data.recoveryCodes);
});
answered('#factor-renew', (data, form) => {
	form.closest('details').open = false;
	form.reset();
	recoveryShow(data.recoveryCodes);
});
answered('#key-new', (data, form) => {
	const made = $('#key-made');

	form.closest('details').open = false;
	form.reset();
	$('.secret', made).textContent = data.key;
	made.hidden = false;
	made.focus();
});

/* What is refused is told at the top, where the page is read anew. */
async function remove(path, then) {
	const problem = $('#security-problem');

	problem.hidden = true;
	const answer = await call('DELETE', path);
	if (answer.ok)
		return then();
	problem.textContent = answer.error?.message ?? problem.dataset.problem;
	problem.hidden = false;
	problem.scrollIntoView({ block: 'center' });
}

document.querySelectorAll('[data-delete]').forEach(button =>
	button.addEventListener('click', () =>
		remove(button.dataset.delete, () =>
			button.closest('tr').remove())));

$('#sessions-end')?.addEventListener('click', () =>
	remove('/api/users/me/sessions', () =>
		document.querySelectorAll('#sessions [data-delete]').forEach(
			button => button.closest('tr').remove())));

timesShow();
