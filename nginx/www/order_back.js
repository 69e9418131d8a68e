/* SPDX-License-Identifier: ISC */
/* An order's form for what comes back: pieces by their lines. */

import { $, json, formSend, integer } from './form.js';
import { asBuyer, refresh, textOrNull } from './buying.js';

const chosenOf = form => [...form.querySelectorAll('[data-piece]')].filter(
	input => !['', '0'].includes(input.value.trim()));

/* The API counts the lines that were sent; the page has them by name. */
function named(details, form, chosen) {
	const first = $('[data-piece]', form).name;

	return Object.fromEntries(Object.entries(details).map(([name, text]) => {
		const [, at] = /^lines\[(\d+)\]/.exec(name) ?? [];

		return [at ? chosen[at].name : name === 'lines' ? first : name,
			text];
	}));
}

async function ask(form, chosen) {
	const answer = await json('POST', form.dataset.path, {
		lines: chosen.map(input => ({ lineId: input.dataset.piece,
			quantity: integer(input.value) })),
		reason: form.elements.reason.value || undefined,
		note: textOrNull(form.elements.note.value) }, asBuyer);

	if (answer.error?.details)
		answer.error.details = named(answer.error.details, form,
			chosen);
	return answer;
}

export async function returnAsk(form) {
	const answer = await formSend(form, () => ask(form, chosenOf(form)));

	if (!answer.ok)
		return $('[aria-invalid]', form) ??
			$('[role=alert]', form).focus();
	await refresh();
	$('#returns h2').focus();
}
