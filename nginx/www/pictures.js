/* SPDX-License-Identifier: ISC */
/* Pictures: sent one after the other as they are chosen, dropped, pasted or
 * taken, and put in order.  What was done is done: no form waits for it. */

import { $, call, json } from './form.js';

const TYPES = ['image/jpeg', 'image/png', 'image/webp'];
const token = $('meta[name=csrf-token]')?.content;

/* fetch() does not tell how far a body came. */
const send = (path, file, progress) => new Promise(done => {
	const request = new XMLHttpRequest();
	const body = new FormData();

	body.append('file', file, file.name || 'image');
	request.open('POST', path);
	request.setRequestHeader('X-CSRF-Token', token);
	request.setRequestHeader('Idempotency-Key', crypto.randomUUID());
	request.responseType = 'json';
	request.upload.addEventListener('progress', event => {
		if (event.lengthComputable)
			progress.value = event.loaded / event.total;
		if (event.loaded === event.total)
			progress.removeAttribute('value');
	});
	request.addEventListener('loadend', () => done({
		ok: request.status >= 200 && request.status < 300,
		status: request.status, ...request.response }));
	request.send(body);
});

/* ---- what both places have --------------------------------------------------- */

const reason = (box, error) => Object.values(error?.details ?? {})[0] ??
	error?.message ?? box.dataset.problem;

function problem(box, text) {
	const alert = $('[role=alert]', box);

	alert.textContent = text ?? '';
	alert.hidden = !text;
}

function row(box, file) {
	const item = document.createElement('li');
	const name = document.createElement('bdi');
	const progress = document.createElement('progress');

	name.textContent = file.name;
	progress.value = 0;
	item.append(name, ' ', progress);
	$('.sending', box).append(item);
	return { item, progress, fail: text => {
		progress.remove();
		item.className = 'problem';
		item.append(text);
		item.setAttribute('role', 'alert');
	} };
}

/* One at a time: the shop opens one at a time. */
async function sendAll(box, files, path, sent) {
	const rows = [...files].map(file => ({ file, ...row(box, file) }));
	let done = 0;

	problem(box);
	$('output', box).textContent = '';
	for (const { file, item, progress, fail } of rows) {
		if (!TYPES.includes(file.type)) {
			fail(' ' + box.dataset.not);
			continue;
		}
		const answer = await send(path, file, progress);
		if (answer.ok) {
			item.remove();
			done++;
			sent(answer.data);
		} else
			fail(' ' + reason(box, answer.error));
	}
	if (done > 0)
		$('output', box).textContent = `${box.dataset.sent} (${done})`;
	return done === rows.length;
}

function takes(box, handle) {
	const drop = $('.drop', box);

	if (drop === null)
		return;
	const over = event => {
		if (![...event.dataTransfer?.types ?? []].includes('Files'))
			return;
		event.preventDefault();
		drop.classList.toggle('over', event.type === 'dragover');
		if (event.type === 'drop' && event.dataTransfer.files.length)
			handle([...event.dataTransfer.files]);
	};
	for (const type of ['dragover', 'dragleave', 'drop'])
		box.addEventListener(type, over);
	for (const input of drop.querySelectorAll('input'))
		input.addEventListener('change', () => {
			const files = [...input.files];

			input.value = '';
			handle(files);
		});
	document.addEventListener('paste', event => {
		const files = [...event.clipboardData?.files ?? []];

		if (files.length === 0)
			return;
		event.preventDefault();
		handle(files);
	});
}

/* ---- of a product -------------------------------------------------------------- */

function shot(box, image, last) {
	const item = $('template.shot', box).content.firstElementChild
		.cloneNode(true);
	const photo = document.createElement('img');
	const alt = $('input', item);

	item.dataset.image = image.id;
	if (image.srcset) {
		photo.srcset = image.srcset;
		photo.sizes = '9rem';
	}
	if (image.state === 'ready') {
		photo.src = image.url;
		photo.alt = image.altText ?? '';
		$('.photo', item).append(photo);
	}
	$('.note', item).textContent = image.state === 'waiting' ?
		box.dataset.waiting : image.error ?? '';
	item.classList.toggle('failed', image.state === 'failed');
	alt.value = alt.defaultValue = image.altText ?? '';
	$('[data-do=earlier]', item).disabled = last.first;
	$('[data-do=later]', item).disabled = last.last;
	$('[data-do=primary]', item).setAttribute('aria-pressed',
		image.isPrimary);
	$('[data-do=retry]', item).hidden = image.state !== 'failed';
	return item;
}

const swapped = (list, i, j) => list.map((item, n) =>
	n === i ? list[j] : n === j ? list[i] : item);

function product(box) {
	const path = '/api/admin/products/' + box.dataset.product;
	const form = $('#product');
	let images = [], timer, at = Promise.resolve();

	const show = data => {
		const focus = document.activeElement?.closest('[data-image]')
			?.dataset.image;
		const deed = document.activeElement?.dataset.do;

		images = data.images;
		box.dataset.version = data.version;
		if (form)
			form.dataset.version = data.version;
		$('.shots', box).replaceChildren(...images.map((image, i) =>
			shot(box, image, { first: i === 0,
				last: i === images.length - 1 })));
		if (focus && deed)
			$(`[data-image="${focus}"] [data-do=${deed}]`, box)
				?.focus();
		clearTimeout(timer);
		if (images.some(image => image.state === 'waiting'))
			timer = setTimeout(look, 3000);
	};
	const told = answer => {
		if (answer.ok)
			show(answer.data);
		else
			problem(box, answer.status === 412 ?
				box.dataset.stale : reason(box, answer.error));
	};
	const look = async () => told(await call('GET', path));
	/* As the API takes them: nothing of what it tells besides. */
	const change = list => json('PATCH', path, { images: list.map(
		({ id, url, altText, isPrimary }, order) =>
			({ id, url, altText, isPrimary, order })) },
		{ 'If-Match': `"v${box.dataset.version}"` });
	const deeds = {
		earlier: i => change(swapped(images, i, i - 1)),
		later: i => change(swapped(images, i, i + 1)),
		primary: i => change(images.map((image, n) =>
			({ ...image, isPrimary: n === i }))),
		remove: i => call('DELETE', `${path}/images/${images[i].id}`),
		retry: i => json('POST',
			`${path}/images/${images[i].id}/retry`, {}),
	};
	/* One after the other, each on what the one before left. */
	const then = deed => {
		at = at.then(async () => {
			problem(box);
			await deed();
		});
	};

	if ('fixed' in box.dataset)
		return;
	$('.shots', box).addEventListener('click', event => {
		const button = event.target.closest('[data-do]');
		const id = button?.closest('[data-image]')?.dataset.image;

		if (id)
			then(async () => {
				const i = images.findIndex(image =>
					image.id === id);
				if (i >= 0)
					told(await deeds[button.dataset.do](i));
			});
	});
	$('.shots', box).addEventListener('change', event => {
		const id = event.target.closest('[data-image]').dataset.image;
		const altText = event.target.value.trim() || null;

		then(async () => told(await change(images.map(image =>
			image.id === id ? { ...image, altText } : image))));
	});
	/* Enter in it says what it shows, and does not save the product. */
	$('.shots', box).addEventListener('keydown', event => {
		if (event.key === 'Enter' && event.target.matches('input')) {
			event.preventDefault();
			event.target.blur();
		}
	});
	takes(box, files => then(() => sendAll(box, files, path + '/images',
		show)));
	then(look);
}

/* ---- all of them ------------------------------------------------------------------ */

function library(box) {
	takes(box, async files => {
		if (await sendAll(box, files, '/api/upload/image', () => {}))
			location.reload();
	});
	$('.shots', box).addEventListener('click', async event => {
		const button = event.target.closest('[data-do]');
		const item = button?.closest('[data-media]');

		if (!item)
			return;
		problem(box);
		button.disabled = true;
		const path = '/api/admin/media/' + item.dataset.media;
		const answer = button.dataset.do === 'restore' ?
			await json('POST', path + '/restore', {}) :
			await call('DELETE', path);
		button.disabled = false;
		if (answer.ok)
			item.remove();
		else
			problem(box, reason(box, answer.error));
	});
}

for (const box of document.querySelectorAll('.pictures'))
	if (box.matches('.library'))
		library(box);
	else
		product(box);
