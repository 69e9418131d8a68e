/* SPDX-License-Identifier: ISC */
/* What a form about an order says, as the API calls it. */

import { amount } from './form.js';

/* "shippingAddress.city" is a member of a member; what is empty is not sent. */
function put(entry, name, value) {
	const [first, second] = name.split('.');

	if (second)
		(entry[first] ??= {})[second] = value;
	else
		entry[first] = value;
}

/* data-both: what is not ticked is sent too. */
function inputPut(entry, input) {
	if (input.type === 'checkbox') {
		if (input.checked || 'both' in input.dataset)
			put(entry, input.name, input.checked);
	} else if (input.type === 'radio' && !input.checked)
		return;
	else if (input.value.trim() !== '')
		put(entry, input.name, 'amount' in input.dataset ?
			amount(input.value) : input.value.trim());
}

/* Pieces of lines are numbers with data-line; data-row belongs to a row. */
export function entryOf(form) {
	const entry = {};
	const lines = [];

	for (const input of form.elements)
		if (input.dataset.line) {
			if (+input.value > 0)
				lines.push({ lineId: input.dataset.line,
					quantity: +input.value });
		} else if (input.name && !input.dataset.row)
			inputPut(entry, input);
	if (lines.length > 0)
		entry.lines = lines;
	return entry;
}
