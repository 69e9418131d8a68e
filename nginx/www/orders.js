/* SPDX-License-Identifier: ISC */
/* Orders: a form or a button says where it goes; what comes of it is read with
 * the page anew. */

import { $, formSend, json, submits } from './form.js';
import { entryOf } from './entry.js';

const problem = $('#office-problem');

/* Nothing that somebody else changed meanwhile is changed unseen. */
const match = ({ version }) => version ? { 'If-Match': `"v${version}"` } : {};

const told = (answer, { stale }) => answer.status === 412 && stale ?
	{ ...answer, error: { message: stale } } : answer;

/* ---- sending --------------------------------------------------------------------- */

submits('form[data-order]', async form => {
	const { order, method } = form.dataset;
	const answer = await formSend(form, async () => told(await json(method,
		order, entryOf(form), match(form.dataset)), form.dataset));

	if (answer.ok)
		location.reload();
});

function problemShow(answer) {
	problem.textContent = answer.error?.message ?? problem.dataset.problem;
	problem.hidden = answer.ok;
	if (!answer.ok)
		problem.scrollIntoView({ block: 'center' });
}

async function press(button, body) {
	const { order, link, method } = button.dataset;

	button.disabled = true;
	const answer = told(await json(method ?? 'POST', order ?? link, body,
		match(button.dataset)), button.dataset);
	button.disabled = false;
	problemShow(answer);
	return answer;
}

document.querySelectorAll('button[data-order]').forEach(button =>
	button.addEventListener('click', async () => {
		const { state, way } = button.dataset;

		if ((await press(button, state ? { state } : way ?
			{ paymentMethod: way } : {})).ok)
			location.reload();
	}));

/* The link is shown, too: not every browser lets a page copy. */
document.querySelectorAll('button[data-link]').forEach(button =>
	button.addEventListener('click', async () => {
		const place = $('#order-link');
		const mail = 'mail' in button.dataset;

		const answer = await press(button, { mail });
		if (!answer.ok)
			return;
		$('input', place).value = answer.data.url;
		$('output', place).textContent = mail ? place.dataset.sent : '';
		place.hidden = false;
		$('input', place).select();
		if (!mail)
			await navigator.clipboard?.writeText(answer.data.url)
				.catch(() => {});
	}));
