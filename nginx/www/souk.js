/* SPDX-License-Identifier: ISC */
/* The shop works without this but for buying; it makes three things quicker:
 * finding a product while typing, seeing the price of a variation, signing in. */

const $ = (selector, within = document) => within.querySelector(selector);

/* ---- suggestions: an ARIA combobox ---------------------------------- */

const SUGGEST = '/api/public/products/suggest?q=';

function suggestions(form) {
	const input = $('input', form);
	const list = document.createElement('ul');
	let chosen = -1, timer, request;

	list.id = 'suggestions';
	list.className = 'suggestions';
	list.role = 'listbox';
	list.hidden = true;
	form.append(list);
	input.role = 'combobox';
	input.setAttribute('aria-autocomplete', 'list');
	input.setAttribute('aria-controls', list.id);

	const show = open => {
		list.hidden = !open;
		input.setAttribute('aria-expanded', open);
		if (!open)
			choose(-1);
	};
	const choose = i => {
		chosen = i;
		[...list.children].forEach((item, n) =>
			item.setAttribute('aria-selected', n === i));
		if (i < 0)
			input.removeAttribute('aria-activedescendant');
		else
			input.setAttribute('aria-activedescendant',
				list.children[i].id);
	};
	const visit = item => location.assign(item.dataset.path);
	const fill = products => {
		list.replaceChildren(...products.map((product, n) => {
			const item = document.createElement('li');
			item.id = 'suggestion-' + n;
			item.role = 'option';
			item.textContent = product.name;
			item.dataset.path = '/produit/' +
				encodeURIComponent(product.slug);
			item.addEventListener('mousedown', event => {
				event.preventDefault();
				visit(item);
			});
			return item;
		}));
		show(products.length > 0);
	};
	const ask = async () => {
		request?.abort();
		if (input.value.trim().length < 2)
			return show(false);
		request = new AbortController();
		try {
			const answer = await fetch(SUGGEST +
				encodeURIComponent(input.value.trim()),
				{ signal: request.signal });
			if (answer.ok)
				fill((await answer.json()).data);
		} catch {
			/* The form still searches. */
		}
	};

	show(false);
	input.addEventListener('input', () => {
		clearTimeout(timer);
		timer = setTimeout(ask, 150);
	});
	input.addEventListener('blur', () => show(false));
	input.addEventListener('keydown', event => {
		const count = list.children.length;

		if (list.hidden)
			return;
		if (event.key === 'ArrowDown')
			choose((chosen + 1) % count);
		else if (event.key === 'ArrowUp')
			choose((chosen <= 0 ? count : chosen) - 1);
		else if (event.key === 'Escape')
			show(false);
		else if (event.key === 'Enter' && chosen >= 0)
			visit(list.children[chosen]);
		else
			return;
		event.preventDefault();
	});
}

/* ---- the offer follows the chosen variation ----------------------------- */

function offer(choices) {
	const follow = () => {
		const choice = $(':checked', choices).closest('label');

		$('.offer').replaceChildren(
			$('.offered', choice).cloneNode(true),
			$('.stock', choice).cloneNode(true));
	};
	choices.addEventListener('change', follow);
	follow();	/* a browser may restore another choice */
}

/* ---- the cart: pages are everybody's, so what is in it comes apart ------- */

const CART = '/api/cart';
let token;	/* of the session, from the first look at the cart */

/* Who never had one is not asked for it. */
function keep(count) {
	try {
		if (count)
			localStorage.setItem('cart', count);
		else
			localStorage.removeItem('cart');
	} catch {
		/* Then each page does without the number. */
	}
}

function mayHaveCart() {
	try {
		return localStorage.getItem('cart') !== null || $('#sign-out');
	} catch {
		return false;
	}
}

export function pieces(count) {
	const mark = $('#cart-link .pieces');

	keep(count);
	if (!mark)
		return;
	mark.textContent = `(${count})`;
	mark.hidden = !count;
}

async function cartRead() {
	const answer = await fetch(CART);

	token = answer.headers.get('X-CSRF-Token') ?? '';
	if (answer.ok)
		pieces((await answer.json()).data.itemCount);
}

async function put(form) {
	if (token === undefined)
		await cartRead();
	const answer = await fetch(CART + '/items', {
		method: 'POST',
		headers: { 'Content-Type': 'application/json',
			'X-CSRF-Token': token },
		body: JSON.stringify({
			variationId: $('.choices :checked')?.value ??
				form.dataset.variation,
			quantity: Number(form.elements.quantity.value),
		}),
	});
	const { data, error } = await answer.json();
	if (answer.ok)
		pieces(data.itemCount);
	return answer.ok ? '' : Object.values(error.details ?? {})[0] ??
		error.message;
}

async function add(form) {
	const problem = $('[role=alert]', form), button = $('button', form);
	const said = $('output', form), link = $('a', form);

	problem.hidden = link.hidden = button.disabled = true;
	said.textContent = '';
	try {
		problem.textContent = await put(form);
	} catch {
		problem.textContent = form.dataset.problem;
	}
	button.disabled = false;
	problem.hidden = problem.textContent === '';
	link.hidden = !problem.hidden;
	if (problem.hidden)
		said.textContent = form.dataset.done;
}

/* ---- sign in --------------------------------------------------------- */

/* Where they were going, else where they are at home. */
const homeOf = (form, data) => form.dataset.to ||
	(data.user?.role === 'CUSTOMER' ? '/compte' : '/admin');

/* What still owes a code goes on with that; few do, so it is loaded then. */
async function signedIn(form, { data }) {
	keep('?');	/* theirs may have something in it */
	if (!data.challenge)
		return location.assign(homeOf(form, data));
	const { secondStep } = await import('./second_step.js');
	secondStep(form, data, user => homeOf(form, user));
}

async function signIn(form) {
	const problem = $('[role=alert]', form);
	const button = $('button', form);

	problem.hidden = true;
	button.disabled = true;
	try {
		const answer = await fetch(form.action, {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify({
				username: form.elements.username.value.trim(),
				password: form.elements.password.value,
				rememberMe: form.elements.rememberMe.checked,
			}),
		});
		if (answer.ok)
			return signedIn(form, await answer.json());
		problem.textContent = (await answer.json()).error.message;
	} catch {
		problem.textContent = form.dataset.failed;
	}
	problem.hidden = false;
	button.disabled = false;
	form.elements.password.select();
}

suggestions($('.find'));
if ($('.about .choices'))
	offer($('.about .choices'));
$('#add')?.addEventListener('submit', event => {
	event.preventDefault();
	add(event.target);
});
if ($('#cart-link') && mayHaveCart())
	cartRead().catch(() => {});
$('#sign-in')?.addEventListener('submit', event => {
	event.preventDefault();
	signIn(event.target);
});

if ($('form#contact'))
	import('./contact.js').then(({ contact }) =>
		contact($('form#contact')));

/* Who comes from another sign-in with a challenge: it does not stay in the
 * address. */
const owed = $('#sign-in') &&
	new URLSearchParams(location.hash.slice(1)).get('challenge');
if (owed) {
	history.replaceState(null, '', location.pathname + location.search);
	const { resume } = await import('./second_step.js');
	resume($('#sign-in'), owed, user => homeOf($('#sign-in'), user));
}
