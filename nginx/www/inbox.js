/* SPDX-License-Identifier: ISC */
/* The list of conversations follows what comes in; how long one may still
 * write is told as time goes by; settings, and prospects that are one. */

import { $, call, json, submit, submits, timesShow } from './form.js';

/* ---- what changed is taken from the page as the server writes it now --------- */

const POLL = 5000;
const MINUTE = 60000;

/* Only while somebody looks, and again as soon as they do; the first time,
 * since something may have come while the page was on its way. */
export function follow(path, changed) {
	let tag, waiting, asking = false;

	const ask = async () => {
		clearTimeout(waiting);
		if (document.hidden || asking)
			return;
		asking = true;
		try {
			const answer = await fetch(path, tag ?
				{ headers: { 'If-None-Match': tag } } : {});

			if (answer.ok) {
				await changed();
				tag = answer.headers.get('ETag');
			}
		} catch {
			/* Away for a moment. */
		}
		asking = false;
		waiting = setTimeout(ask, POLL);
	};

	document.addEventListener('visibilitychange', ask);
	ask();
	return ask;
}

export async function pageNow() {
	const answer = await fetch(location.href);
	const page = new DOMParser().parseFromString(await answer.text(),
		'text/html');

	timesShow(page);
	leftShow(page);
	return page;
}

/* What is the same stays as it is: with its focus, and unsaid. */
export function listTake(now, then) {
	const known = new Map([...now.children].map(item => [item.id, item]));

	[...then.children].forEach((item, i) => {
		const old = known.get(item.id);
		const stays = old?.outerHTML === item.outerHTML ? old : item;

		if (old && stays !== old)
			old.replaceWith(item);
		if (now.children[i] !== stays)
			now.insertBefore(stays, now.children[i] ?? null);
		known.delete(item.id);
	});
	known.forEach(item => item.remove());
}

/* ---- how long is left ----------------------------------------------------------- */

export function leftShow(within = document) {
	within.querySelectorAll('.window[data-until]').forEach(window => {
		const { until, left, over } = window.dataset;
		const minutes = Math.floor((until - Date.now()) / MINUTE);

		window.classList.toggle('over', minutes < 0);
		window.textContent = minutes < 0 ? over : left
			.replace('{h}', Math.floor(minutes / 60))
			.replace('{m}', String(minutes % 60).padStart(2, '0'));
	});
}

setInterval(leftShow, MINUTE / 2);
leftShow();

/* ---- the list ---------------------------------------------------------------------- */

const talks = $('#talks');

async function talksRefresh() {
	const page = await pageNow();
	const menus = [document, page].map(it => $('.menu', it));

	menus[0].innerHTML === menus[1].innerHTML ||
		menus[0].replaceWith(menus[1]);
	$('p', talks)?.remove();
	talks.prepend(...page.querySelectorAll('#talks > p'));
	listTake($('ul', talks), $('#talks ul', page));
}

/* A page of one conversation has its own eye on things (talk.js). */
if (talks?.dataset.poll)
	follow(talks.dataset.poll, talksRefresh);

/* ---- settings ------------------------------------------------------------------------ */

function settingsOf(form) {
	const inbox = {};

	for (const { name, type, value, checked } of form.elements)
		if (name)
			inbox[name.replace('inbox.', '')] = type === 'checkbox' ?
				checked : type === 'number' ? Number(value) :
				value.trim() || null;
	return { inbox };
}

submits('#inbox-settings', form => submit(form,
	() => json('PATCH', '/api/admin/settings', settingsOf(form)),
	() => {}));

/* ---- two that are one ------------------------------------------------------------------ */

function merge(box) {
	const { api, id, none } = box.dataset;
	const list = $('ul', box);

	const take = async other => {
		const answer = await json('POST', `${api}/${id}/merge`,
			{ other: other.id });

		if (answer.ok)
			return location.reload();
		list.textContent = answer.error?.message ?? '';
	};
	const line = other => {
		const item = document.createElement('li');
		const name = document.createElement('bdi');
		const button = document.createElement('button');

		name.textContent = [other.name, other.phone, other.email]
			.filter(Boolean).join(' · ');
		button.className = 'button';
		button.textContent = list.dataset.merge;
		button.addEventListener('click', () => take(other));
		item.append(name, button);
		return item;
	};

	$('form', box).addEventListener('submit', async event => {
		event.preventDefault();
		const answer = await call('GET', `${api}?limit=10&q=` +
			encodeURIComponent($('input', box).value.trim()));
		const others = (answer.data ?? []).filter(it => it.id !== id);

		list.replaceChildren(...others.map(line));
		if (others.length === 0)
			list.textContent = none;
	});
}

if ($('#prospect-merge'))
	merge($('#prospect-merge'));
