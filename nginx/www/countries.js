/* SPDX-License-Identifier: ISC */
/* Countries come as codes; the browser knows what the reader calls them. */

export function countriesShow() {
	const { lang } = document.documentElement;
	const names = new Intl.DisplayNames(lang, { type: 'region' });
	const { compare } = new Intl.Collator(lang);

	for (const select of document.querySelectorAll('[data-countries]')) {
		const chosen = select.value;

		for (const option of select.options)
			option.textContent = names.of(option.value);
		select.replaceChildren(...[...select.options].sort((a, b) =>
			compare(a.textContent, b.textContent)));
		select.value = chosen;
	}
	document.querySelectorAll('[data-country-code]').forEach(place => {
		place.textContent = names.of(place.textContent);
		delete place.dataset.countryCode;
	});
}
