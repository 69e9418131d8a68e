/* SPDX-License-Identifier: ISC */
/* While somebody writes, a number is found that a program would not take the
 * trouble of: lib/inbox/contact.h says which. */

const bytes = new TextEncoder();

/* Do so many bits at the beginning say nothing? */
const isIdle = (hash, bits) => hash.every((byte, i) =>
	byte >> Math.max(0, 8 - Math.max(0, bits - 8 * i)) === 0);

async function worked(stamp, bits) {
	for (let n = 0; ; n++) {
		const text = `${stamp}.${n}`;
		const hash = await crypto.subtle.digest('SHA-256',
			bytes.encode(text));

		if (isIdle(new Uint8Array(hash), bits))
			return text;
	}
}

/* Sent with the work if it is done by then, and as well without.  A form that
 * comes back has it already, behind its third dot. */
export function contact(form) {
	const { stamp } = form.elements;

	form.querySelector('[aria-invalid]')?.focus();
	if (stamp.value.split('.').length > 3)
		return;
	worked(stamp.value, Number(form.dataset.work)).then(text => {
		stamp.value = text;
		form.dataset.worked = '';
	}).catch(() => {});
}
