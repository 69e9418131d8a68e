/* SPDX-License-Identifier: ISC */
/* A conversation that is open: what is new comes by itself, and what is done
 * to it goes to the API at once. */

import { $, call, json } from './form.js';
import { follow, listTake, pageNow } from './inbox.js';

const said = $('#said');
const problem = $('#office-problem');

/* ---- what is new --------------------------------------------------------------- */

/* Whoever reads the end goes on reading the end. */
const atEnd = () => said.scrollHeight - said.scrollTop - said.clientHeight < 80;
const toEnd = () => { said.scrollTop = said.scrollHeight; };

const stops = part => [...part.querySelectorAll('a, button, input, select')];

/* Whoever goes by keys stays where they are. */
function sideTake(page) {
	const side = $('#talk-side');
	const at = stops(side).indexOf(document.activeElement);

	side.replaceWith($('#talk-side', page));
	if (at >= 0)
		stops($('#talk-side'))[at]?.focus();
}

/* What is being written is never taken away. */
function writeTake(page) {
	const [now, then] = [$('#talk-write'), $('#talk-write', page)];
	const typed = [...now.querySelectorAll('textarea')].some(text =>
		text.value !== '');

	if (now.dataset.open === then.dataset.open || typed)
		return;
	now.replaceWith(then);
	document.dispatchEvent(new CustomEvent('write', { detail: then }));
}

/* Shown to somebody, then no more unread anywhere. */
async function seen() {
	const path = said.dataset.seen;

	if (!path || document.hidden)
		return;
	delete said.dataset.seen;
	if ((await call('POST', path)).ok)
		await refresh();
}

export async function refresh() {
	const page = await pageNow();
	const end = atEnd();

	$('.menu').replaceWith($('.menu', page));
	listTake($('#talks ul'), $('#talks ul', page));
	listTake(said, $('#said', page));
	$('#talk-head').replaceWith($('#talk-head', page));
	sideTake(page);
	writeTake(page);
	if (end)
		toEnd();
	if ($('#said', page).dataset.seen)
		said.dataset.seen = $('#said', page).dataset.seen;
	await seen();
}

/* ---- what is done to it ------------------------------------------------------------ */

function problemShow(answer) {
	problem.textContent = answer.error?.message ?? problem.dataset.problem;
	problem.hidden = answer.ok;
	if (!answer.ok)
		problem.scrollIntoView({ block: 'center' });
}

async function deed(send) {
	problemShow(await send());
	await refresh();
}

const change = fields => deed(() =>
	json('PATCH', $('#talk-side').dataset.api, fields));

function sideChanged({ target }) {
	if (target.name === 'assigneeId')
		change({ assigneeId: target.value || null });
	else if (target.name === 'labels')
		change({ labels: [...$('#talk-labels')
			.querySelectorAll(':checked')].map(box => box.value) });
	else if (target.dataset.contact)
		deed(() => json('PATCH', target.dataset.contact,
			{ status: target.value }));
}

function clicked({ target }) {
	if (target.dataset.state)
		change({ state: target.dataset.state });
	else if (target.dataset.deed) {
		target.disabled = true;
		deed(() => json('POST', target.dataset.deed, {}));
	}
}

if (said) {
	toEnd();
	seen();
	document.addEventListener('change', sideChanged);
	document.addEventListener('click', clicked);
	document.addEventListener('visibilitychange', seen);
	if (said.dataset.poll)
		follow(said.dataset.poll, refresh);
}
