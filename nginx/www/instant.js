/* SPDX-License-Identifier: ISC */
/* Instants in the shop's own time. */

/* What a clock on the wall there shows, as the input writes it. */
function wall(ms, zone) {
	const parts = Object.fromEntries(new Intl.DateTimeFormat('en', {
		timeZone: zone, hourCycle: 'h23', year: 'numeric',
		month: '2-digit', day: '2-digit', hour: '2-digit',
		minute: '2-digit', calendar: 'gregory', numberingSystem: 'latn',
	}).formatToParts(ms).map(({ type, value }) => [type, value]));

	return `${parts.year.padStart(4, '0')}-${parts.month}-${parts.day}` +
		`T${parts.hour}:${parts.minute}`;
}

/* And back: twice, for a guess may lie on the other side of a change. */
export function instant(text, zone) {
	const want = Date.parse(text + 'Z');
	let guess = want;

	for (let i = 0; i < 2 && !Number.isNaN(guess); i++)
		guess += want - Date.parse(wall(guess, zone) + 'Z');
	return Number.isNaN(guess) ? text : new Date(guess).toISOString();
}

export const instantsShow = form => form.querySelectorAll('[data-time]').forEach(input => {
	if (input.dataset.time !== '')
		input.value = input.defaultValue =
			wall(Date.parse(input.dataset.time), form.dataset.zone);
});
