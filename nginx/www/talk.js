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

/* What is the same stays; whoever goes by keys stays where they are. */
function partTake(selector, page, anyway = false) {
	const [now, then] = [$(selector), $(selector, page)];
	const at = stops(now).indexOf(document.activeElement);

	if (!anyway && now.outerHTML === then.outerHTML)
		return;
	now.replaceWith(then);
	if (at >= 0)
		stops(then)[at]?.focus();
}

/* What is being written is never taken away. */
function writeTake(page) {
	const [now, then] = [$('#talk-write'), $('#talk-write', page)];
	const typed = [...now.querySelectorAll('textarea, [data-values] input')]
		.some(text => text.value !== '');

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

/* tried: something was chosen, which may have been refused. */
export async function refresh(tried = false) {
	const page = await pageNow();
	const end = atEnd();

	partTake('.menu', page);
	listTake($('#talks ul'), $('#talks ul', page));
	listTake(said, $('#said', page));
	partTake('#talk-head', page);
	partTake('#talk-side', page, tried);
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
	await refresh(true);
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
		follow(said.dataset.poll, () => refresh());
}
