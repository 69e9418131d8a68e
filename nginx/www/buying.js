/* SPDX-License-Identifier: ISC */
/* What cart, checkout and orders share: what is changed goes to the API; then
 * #buying is taken anew from the page, as the server writes it. */

import { $, json, formSend, timesShow } from './form.js';
import { countriesShow } from './countries.js';
import { pieces } from './souk.js';

export const CART = '/api/cart';
export const textOrNull = text => text.trim() === '' ? null : text.trim();

export function words() {
	countriesShow();
	timesShow();
}

export const pass = passOf();
export const asBuyer = pass ? { 'X-Order-Pass': pass } : {};

/* A mailed link's pass: out of the address, and kept for this tab alone. */
function passOf() {
	const key = 'pass ' + location.pathname;
	const given = new URLSearchParams(location.hash.slice(1)).get('pass');

	if (given) {
		sessionStorage.setItem(key, given);
		history.replaceState(null, '', location.pathname +
			location.search);
	}
	return sessionStorage.getItem(key);
}

/* The link, followed where the page is open already. */
addEventListener('hashchange', () => /^#(pass|panier)=/.test(location.hash) &&
	location.reload());

/* What it costs now is said to who does not see it change. */
const said = document.createElement('p');
said.className = 'hidden';
said.ariaLive = 'polite';
document.body.append(said);

function totalTell() {
	const { innerText } = $('#buying .sums .all') ?? { innerText: '' };

	if (said.textContent !== innerText)
		said.textContent = innerText;
}

/* The button that orders stays: somebody may be pressing it. */
function take(now, then) {
	const [stays, instead] = [now, then].map(part =>
		$(':scope > button#go', part));

	if (!stays || !instead)
		return now.replaceWith(then);
	for (const { name, value } of then.attributes)
		now.setAttribute(name, value);
	instead.remove();
	for (const node of [...now.childNodes])
		if (node !== stays)
			node.remove();
	stays.before(...then.childNodes);
}

export async function refresh() {
	const focused = document.activeElement?.id;
	const answer = await fetch(location.href, { headers: asBuyer });

	if (answer.redirected)
		return location.assign(answer.url);
	const page = new DOMParser().parseFromString(await answer.text(),
		'text/html');
	$('h1').replaceWith($('h1', page));
	take($('#buying'), $('#buying', page));
	words();
	totalTell();
	if ('pieces' in $('#buying').dataset)
		pieces(Number($('#buying').dataset.pieces));
	if (focused)
		document.getElementById(focused)?.focus();
}

export async function send(form, method, path, body) {
	const answer = await formSend(form, () =>
		json(method, path, body, asBuyer));

	if (answer.ok)
		await refresh();
	return answer;
}
