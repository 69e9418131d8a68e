/* SPDX-License-Identifier: ISC */
/* What a second factor is set up with and answered by. */

const $ = (selector, within = document) => within.querySelector(selector);

/* One box for both: what is not of digits is a recovery code. */
export function codeOf({ code, ...fields }) {
	if (code === undefined)
		return fields;
	return /^[\d\s]*$/.test(code ?? '') ? { ...fields, code: code ?? '' } :
		{ ...fields, recoveryCode: code };
}

/* An SVG of this shop's own, as elements: no address, nothing that runs. */
export function secretShow(place, { secret, qr }) {
	const svg = new DOMParser().parseFromString(qr ?? '', 'image/svg+xml');

	$('.secret', place).textContent = secret.match(/.{1,4}/g).join(' ');
	if (qr)
		$('.qr', place).replaceChildren(
			document.importNode(svg.documentElement, true));
	place.hidden = false;
}

export function recoveryShow(codes) {
	const place = $('#recovery');

	$('.codes', place).replaceChildren(...codes.map(code => {
		const item = document.createElement('li');
		const text = document.createElement('code');
		text.textContent = code;
		item.append(text);
		return item;
	}));
	place.hidden = false;
	place.focus();
}
