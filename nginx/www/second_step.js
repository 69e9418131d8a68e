/* SPDX-License-Identifier: ISC */
/* The second step of a sign-in: a code for the challenge of the first. */

import { codeOf, secretShow, recoveryShow } from './code.js';

const $ = (selector, within = document) => within.querySelector(selector);
const STEP = '/api/auth/login/second-factor';

const post = (path, body) => fetch(path, {
	method: 'POST',
	headers: { 'Content-Type': 'application/json' },
	body: JSON.stringify(body),
});

function problemShow(form, text) {
	const problem = $('[role=alert]', form);

	problem.textContent = text;
	problem.hidden = false;
}

/* Codes of an enrolment are read before anything else comes. */
function finish(form, data, home) {
	if (!data.recoveryCodes)
		return location.assign(home(data));
	form.hidden = true;
	$('#recovery a').href = home(data);
	recoveryShow(data.recoveryCodes);
}

/* One step is shown, and what else stands around the first with it. */
function stepShow(first, second) {
	const form = $('#second-step');

	first.parentNode.querySelectorAll(':scope > :is(p, .others)').forEach(
		beside => beside.hidden = second);
	first.hidden = second;
	form.hidden = !second;
}

/* An over challenge leads back to the password. */
async function answer(first, form, challenge, home) {
	const button = $('button', form), input = form.elements.code;

	$('[role=alert]', form).hidden = true;
	button.disabled = true;
	try {
		const reply = await post(STEP, { challenge,
			...codeOf({ code: input.value }) });
		const { data, error } = await reply.json();
		if (reply.ok)
			return finish(form, data, home);
		if (error.code === 'CHALLENGE_OVER') {
			stepShow(first, false);
			$('button', first).disabled = false;
			problemShow(first, error.message);
		} else
			problemShow(form, error.message);
	} catch {
		problemShow(form, form.dataset.failed);
	}
	button.disabled = false;
	input.select();
}

export function secondStep(first, data, home) {
	const form = $('#second-step');

	first.elements.password.value = '';
	stepShow(first, true);
	form.elements.code.value = '';
	$('.ask', form).hidden = data.secondFactor === 'enroll';
	$('.enroll', form).hidden = true;
	if (data.enrollment)
		secretShow($('.enroll', form), data.enrollment);
	form.onsubmit = event => {
		event.preventDefault();
		answer(first, form, data.challenge, home);
	};
	form.elements.code.focus();
}

/* From a challenge alone: what it asks for is asked. */
export async function resume(first, challenge, home) {
	try {
		const reply = await post(STEP + '/begin', { challenge });
		const { data, error } = await reply.json();
		if (reply.ok)
			secondStep(first, data, home);
		else
			problemShow(first, error.message);
	} catch {
		problemShow(first, first.dataset.failed);
	}
}
