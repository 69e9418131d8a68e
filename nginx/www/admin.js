/* SPDX-License-Identifier: ISC */
/* The shopkeeper's pages: every change goes to the JSON API with the token
 * of the session, and what the API refuses is shown beside its field. */

const $ = (selector, within = document) => within.querySelector(selector);
const token = $('meta[name=csrf-token]').content;

/* The answer as {ok, status, data, error}; no answer at all is an error. */
async function call(method, path, options = {}) {
	try {
		const answer = await fetch(path, { method, ...options,
			headers: { 'X-CSRF-Token': token, ...options.headers } });
		const { data, error } = answer.status === 204 ? {} :
			await answer.json();
		if (answer.status === 401)
			location.assign('/connexion?to=' +
				encodeURIComponent(location.pathname));
		return { ok: answer.ok, status: answer.status, data, error };
	} catch {
		return { ok: false, status: 0 };
	}
}

const json = (method, path, body, headers = {}) => call(method, path, {
	headers: { 'Content-Type': 'application/json', ...headers },
	body: JSON.stringify(body),
});

/* ---- problems beside their fields --------------------------------------- */

function problemsClear(form) {
	$('[role=alert]', form).hidden = true;
	form.querySelectorAll('.problem.field').forEach(p => p.remove());
	form.querySelectorAll('[aria-invalid]').forEach(input => {
		input.removeAttribute('aria-invalid');
		input.removeAttribute('aria-describedby');
	});
}

function problemPut(input, text) {
	const note = document.createElement('span');

	note.className = 'problem field';
	note.id = 'problem-' + input.name;
	note.textContent = text;
	input.after(note);
	input.setAttribute('aria-invalid', 'true');
	input.setAttribute('aria-describedby', note.id);
}

/* A field without an input is told with the rest, above. */
function problemsShow(form, error) {
	const alert = $('[role=alert]', form);
	const rest = [];

	for (const [name, text] of Object.entries(error?.details ?? {})) {
		const input = form.elements[name] ??
			form.elements[name.replace(/\[\d+\]$/, '')];
		if (input)
			problemPut(input, text);
		else
			rest.push(text);
	}
	alert.textContent = [error?.message ?? form.dataset.problem, ...rest]
		.join(' ');
	alert.hidden = false;
	$('[aria-invalid]', form)?.focus();
}

/* ---- a product -------------------------------------------------------- */

const amount = text => text.trim() === '' ? null :
	text.trim().replace(',', '.');
/* What is no number is sent as it is, for the API to say so. */
const integer = text => /^\d{1,15}$/.test(text.trim()) ? +text : text;

const orNull = text => text.trim() === '' ? null : text.trim();
const integerOrNull = text => text.trim() === '' ? null : integer(text);

const isChanged = input => input.tagName === 'SELECT' ?
	![...input.options].some(o => o.selected && o.defaultSelected) :
	input.value !== input.defaultValue;

/* ---- what stands beside it ----------------------------------------------- */

const besideIds = form => [...form.querySelectorAll('[data-related]')]
	.map(li => li.dataset.related).join(' ');

function actButton(act, sign, label, run) {
	const button = document.createElement('button');

	button.type = 'button';
	button.className = 'button';
	button.dataset.act = act;
	button.setAttribute('aria-label', label);
	button.textContent = sign;
	if (run)
		button.addEventListener('click', run);
	return button;
}

function productLine(name, ...buttons) {
	const li = document.createElement('li');
	const text = document.createElement('bdi');

	text.textContent = name;
	li.append(text, ...buttons);
	return li;
}

function beside(section) {
	const form = section.closest('form');
	const [chosen, found] = [$('ol', section), $('ul', section)];
	const { up, remove, add } = section.dataset;
	const find = $('input', section);
	let wait, asked = 0;

	const put = ({ id, name }) => {
		const li = productLine(name,
			actButton('up', '↑', `${up} : ${name}`),
			actButton('remove', '×', `${remove} : ${name}`));
		li.dataset.related = id;
		chosen.append(li);
		found.replaceChildren();
		find.value = '';
		find.focus();
	};
	const search = async () => {
		const mine = ++asked;
		const q = find.value.trim();
		const answer = q === '' ? { data: [] } : await call('GET',
			'/api/admin/products?limit=6&q=' + encodeURIComponent(q));
		const taken = [form.dataset.id, ...besideIds(form).split(' ')];

		if (mine !== asked)
			return;
		found.replaceChildren(...(answer.data ?? [])
			.filter(product => !taken.includes(product.id))
			.map(product => productLine(product.name, actButton('add',
				'+', `${add} : ${product.name}`,
				() => put(product)))));
	};

	chosen.addEventListener('click', event => {
		const act = event.target.dataset.act;
		const li = event.target.closest('li');

		if (act === 'remove')
			li.remove();
		else if (act === 'up' && li.previousElementSibling) {
			li.previousElementSibling.before(li);
			event.target.focus();
		}
	});
	find.addEventListener('input', () => {
		clearTimeout(wait);
		wait = setTimeout(search, 200);
	});
	find.addEventListener('keydown', event => {
		if (event.key === 'Enter')
			event.preventDefault();	/* not the form's */
	});
	form.dataset.beside = besideIds(form);
}
/* Stock moves while the form is open: what nobody touched is not sent. */
const stockChange = input => isChanged(input) ?
	{ stock: integer(input.value) } : {};

/* Only what was changed; variations are all sent when one was. */
function productChange(form) {
	const change = {};
	const { name, description, status, basePrice, compareAtPrice, vendor,
		taxClass, tags } = form.elements;
	const rows = [...form.querySelectorAll('[data-variation]')];

	for (const input of [name, description, status, taxClass])
		if (isChanged(input))
			change[input.name] = input.value.trim();
	for (const input of [basePrice, compareAtPrice])
		if (isChanged(input))
			change[input.name] = amount(input.value);
	if (isChanged(vendor))
		change.vendor = orNull(vendor.value);
	if (isChanged(tags))
		change.tags = tags.value.split('\n').map(t => t.trim())
			.filter(t => t !== '');
	if (besideIds(form) !== form.dataset.beside)
		change.relatedIds = besideIds(form).split(' ')
			.filter(id => id !== '');
	if (rows.some(row => [...row.querySelectorAll('input')]
		.some(isChanged)))
		change.variations = rows.map(row => ({
			id: row.dataset.variation,
			...stockChange($('[name$=stock]', row)),
			price: amount($('[name$=price]', row).value),
			compareAtPrice:
				amount($('[name$=compareAtPrice]', row).value),
			barcode: orNull($('[name$=barcode]', row).value),
			weight: integerOrNull($('[name$=weight]', row).value),
			lowStockAt:
				integerOrNull($('[name$=lowStockAt]', row).value),
		}));
	return change;
}

/* What is stored now is what the next change is compared with. */
function formSaved(form, stored) {
	form.dataset.version = stored.version;
	form.dataset.beside = besideIds(form);
	for (const input of form.elements)
		if (input.tagName === 'SELECT')
			[...input.options].forEach(o =>
				{ o.defaultSelected = o.selected; });
		else if ('defaultValue' in input && input.type !== 'checkbox')
			input.defaultValue = input.value;
}

function productSaved(form, product) {
	form.elements.tags.value = product.tags.map(t => t + '\n').join('');
	formSaved(form, product);
}

async function productSave(form) {
	const said = $('output', form);
	const button = $('.save button', form);
	const change = productChange(form);

	problemsClear(form);
	said.textContent = '';
	button.disabled = true;
	const answer = await json('PATCH',
		'/api/admin/products/' + form.dataset.id, change,
		{ 'If-Match': `"v${form.dataset.version}"` });
	button.disabled = false;
	if (answer.ok) {
		productSaved(form, answer.data);
		said.textContent = form.dataset.saved;
	} else if (answer.status === 412)
		problemsShow(form, { message: form.dataset.stale });
	else
		problemsShow(form, answer.error);
}

/* ---- a collection ---------------------------------------------------------- */

const shownValue = li => $(`[data-rule=${
	$('[data-rule=field]', li).selectedOptions[0].dataset.kind}]`, li);

/* Only what goes with its field is shown, and named as the API names it. */
function ruleFit(li, i) {
	const [field, relation] = ['field', 'relation']
		.map(part => $(`[data-rule=${part}]`, li));
	const fitting = field.selectedOptions[0].dataset.relations.split(' ');

	for (const option of relation.options)
		option.hidden = option.disabled = !fitting.includes(option.value);
	if (!fitting.includes(relation.value))
		relation.value = fitting[0];
	for (const kind of ['text', 'category', 'yes'])
		$(`[data-rule=${kind}]`, li).hidden = true;
	shownValue(li).hidden = relation.value.endsWith('set');
	li.querySelectorAll('[data-rule]').forEach(input =>
		input.removeAttribute('name'));
	field.name = `rules[${i}].field`;
	relation.name = `rules[${i}].relation`;
	shownValue(li).name = `rules[${i}].value`;
}

const ruleLines = form => [...form.querySelectorAll('#rules li')];

const rulesOf = form => ruleLines(form).map(li => {
	const relation = $('[data-rule=relation]', li).value;

	return { field: $('[data-rule=field]', li).value, relation,
		value: relation.endsWith('set') ? null :
			shownValue(li).value.trim() };
});

function rules(section) {
	const form = section.closest('form');
	const fit = () => ruleLines(form).forEach(ruleFit);

	section.addEventListener('change', fit);
	section.addEventListener('click', event => {
		const act = event.target.dataset.act;

		if (act === 'add')
			$('ol', section).append($('template', section).content
				.cloneNode(true));
		else if (act === 'remove')
			event.target.closest('li').remove();
		else
			return;
		fit();
		if (act === 'add')
			$('li:last-child select', section).focus();
	});
	fit();
	form.dataset.rules = JSON.stringify(rulesOf(form));
}

/* Those with a name; their slugs stay. */
const translationsOf = form => [...form.querySelectorAll(
	'[data-translation]')].map(part => ({
	locale: part.dataset.translation,
	name: $('input', part).value.trim(),
	description: orNull($('textarea', part).value),
})).filter(text => text.name !== '');

function collectionChange(form) {
	const change = {};
	const { name, description, order, imageUrl, isActive, kind, matching } =
		form.elements;

	if (isChanged(name))
		change.name = name.value.trim();
	for (const input of [description, imageUrl])
		if (isChanged(input))
			change[input.name] = orNull(input.value);
	if (isChanged(order))
		change.order = integer(order.value);
	if (isActive.checked !== isActive.defaultChecked)
		change.isActive = isActive.checked;
	if ([...form.querySelectorAll('[data-translation] :is(input,textarea)')]
		.some(isChanged))
		change.translations = translationsOf(form);
	if (kind)
		change.kind = kind.value;
	if (matching && isChanged(matching))
		change.matching = matching.value;
	if ($('#rules') &&
	    JSON.stringify(rulesOf(form)) !== form.dataset.rules)
		change.rules = rulesOf(form);
	return change;
}

/* What was changed, then the products if those were. */
async function collectionSend(form) {
	const path = '/api/admin/collections';
	const id = form.dataset.id;
	const version = v => ({ 'If-Match': `"v${v}"` });

	if (id === '')
		return json('POST', path, collectionChange(form));
	const answer = await json('PATCH', `${path}/${id}`,
		collectionChange(form), version(form.dataset.version));
	if (!answer.ok || !$('#beside') ||
	    besideIds(form) === form.dataset.beside)
		return answer;
	form.dataset.version = answer.data.version;
	return json('PUT', `${path}/${id}/products`, {
		productIds: besideIds(form).split(' ').filter(p => p !== ''),
	}, version(answer.data.version));
}

async function collectionSave(form) {
	const button = $('.save button', form);

	problemsClear(form);
	$('output', form).textContent = '';
	button.disabled = true;
	const answer = await collectionSend(form);
	button.disabled = false;
	if (answer.ok && form.dataset.id === '')
		location.assign('/admin/collections/' + answer.data.id);
	else if (answer.ok)
		collectionSaved(form, answer.data);
	else if (answer.status === 412)
		problemsShow(form, { message: form.dataset.stale });
	else
		problemsShow(form, answer.error);
}

function collectionSaved(form, collection) {
	formSaved(form, collection);
	form.elements.isActive.defaultChecked = form.elements.isActive.checked;
	if ($('#rules'))
		form.dataset.rules = JSON.stringify(rulesOf(form));
	$('output', form).textContent = form.dataset.saved;
}

async function productAdd(form) {
	const button = $('button', form);
	const { name, description, categoryId, basePrice } = form.elements;
	const stock = form.elements['variations[0].stock'];

	problemsClear(form);
	button.disabled = true;
	const answer = await json('POST', '/api/admin/products', {
		name: name.value.trim(), description: description.value.trim(),
		categoryId: categoryId.value,
		basePrice: amount(basePrice.value),
		variations: [{ stock: integer(stock.value) }],
	}, { 'Idempotency-Key': form.dataset.key ??= crypto.randomUUID() });
	button.disabled = false;
	if (answer.ok)
		location.assign('/admin/produits/' + answer.data.id);
	else {
		delete form.dataset.key;
		problemsShow(form, answer.error);
	}
}

async function productDelete(button) {
	const form = $('#product');

	problemsClear(form);
	const answer = await call('DELETE',
		'/api/admin/products/' + form.dataset.id,
		{ headers: { 'If-Match': `"v${form.dataset.version}"` } });
	if (answer.ok)
		location.assign('/admin/produits');
	else
		problemsShow(form, answer.status === 412 ?
			{ message: form.dataset.stale } : answer.error);
}

/* ---- an import ---------------------------------------------------------- */

const pause = ms => new Promise(done => setTimeout(done, ms));

function cell(content, name = '') {
	const td = document.createElement('td');

	td.className = name;
	td.append(content ?? '');
	return td;
}

/* A table shows where there is something in it. */
function tableFill(table, list, cells) {
	table.hidden = list.length === 0;
	$('tbody', table).replaceChildren(...list.map(item => {
		const tr = document.createElement('tr');
		tr.append(...cells(item));
		return tr;
	}));
}

const errorCells = error => [cell(error.line, 'number'), cell(error.field),
	cell(error.message ?? error.code)];

/* What was chosen for columns of the file at hand, by column. */
const chosen = new Map();
let looks = 0;

function importBody(form, fields = {}) {
	const body = new FormData();

	for (const [name, value] of Object.entries(fields))
		body.append(name, value);
	if (form.elements.sheet.value.trim())
		body.append('sheet', form.elements.sheet.value.trim());
	body.append('mapping', JSON.stringify(Object.fromEntries(chosen)));
	body.append('file', form.elements.file.files[0]);
	return body;
}

/* What a format reads by itself has no name to choose. */
function columnSelect(form, column) {
	const select = $('select', $('#cells').content).cloneNode(true);

	if (column.cell && ![...select.options].some(o =>
		o.value === column.cell))
		select.append(new Option(form.dataset.auto, column.cell));
	select.value = column.cell ?? '';
	select.setAttribute('aria-label', column.name);
	select.addEventListener('change', () => {
		chosen.set(column.name, select.value);
		importLook(form);
	});
	return select;
}

function previewShow(form, preview) {
	const section = $('#preview');
	const { format, kind, encoding, separator, products } = preview;
	const columns = kind === 'json' ? [] : preview.columns;

	const known = format !== null && format !== 'custom';
	$('output', section).textContent = [known ? format :
		form.dataset.unknown, kind.toUpperCase(), encoding,
		separator === '\t' ? 'TAB' : separator]
		.filter(Boolean).join(' · ');
	$('[data-sheet]', form).hidden = kind !== 'xlsx';
	tableFill($('.errors', section), preview.errors, errorCells);
	tableFill($('.columns', section), columns, column => [
		cell(column.name), cell(columnSelect(form, column)),
		cell(column.sample, 'sample')]);
	tableFill($('.products', section), products, product => [
		cell(product.line, 'number'), cell(product.name),
		cell(product.basePrice, 'number'),
		cell(form.dataset['status' + (product.status ?? ' ')[0] +
			(product.status ?? '').slice(1).toLowerCase()] ?? ''),
		cell(form.dataset[product.effect], product.effect)]);
}

/* What the file would become; an answer that came too late is dropped. */
async function importLook(form) {
	const section = $('#preview');
	const look = ++looks;

	if (!form.elements.file.files.length)
		return;
	problemsClear(form);
	section.hidden = false;
	$('#report').hidden = true;
	$('output', section).textContent = form.dataset.looking;
	const focused = document.activeElement?.getAttribute('aria-label');
	const answer = await call('POST', '/api/admin/products/bulk/preview',
		{ body: importBody(form) });
	if (look !== looks)
		return;
	section.hidden = !answer.ok;
	if (!answer.ok)
		return problemsShow(form, answer.error);
	previewShow(form, answer.data);
	if (focused)
		section.querySelector(`select[aria-label="${
			CSS.escape(focused)}"]`)?.focus();
}

function reportShow(form, report) {
	const section = $('#report');
	const over = ['done', 'failed'].includes(report.status);
	const errors = report.errors ?? [];
	const left = report.differences ?? [];
	const link = $('.report', section);

	section.hidden = false;
	$('output', section).textContent = form.dataset[report.status];
	section.querySelectorAll('[data-number]').forEach(dd =>
		{ dd.textContent = report[dd.dataset.number] ?? 0; });
	link.href = `/api/admin/imports/${report.id}/report`;
	link.hidden = !over || errors.length + left.length === 0;
	tableFill($('.errors', section), errors, errorCells);
	tableFill($('.left', section), left, item =>
		[cell(item.column), cell(item.message)]);
}

async function importRun(form) {
	const button = $('button', form);

	problemsClear(form);
	button.disabled = true;
	let answer = await call('POST', '/api/admin/products/bulk', {
		body: importBody(form,
			{ dryRun: form.elements.dryRun.checked }),
	});
	while (answer.ok) {
		$('#preview').hidden = true;
		reportShow(form, answer.data);
		if (!['waiting', 'running'].includes(answer.data.status))
			break;
		await pause(700);
		answer = await call('GET',
			'/api/admin/imports/' + answer.data.id);
	}
	if (!answer.ok)
		problemsShow(form, answer.error);
	button.disabled = false;
}

for (const form of document.querySelectorAll('#import'))
	form.addEventListener('change', ({ target }) => {
		if (target.name === 'file')
			chosen.clear();
		if (target.name === 'file' || target.name === 'sheet')
			importLook(form);
	});

/* ---- stock -------------------------------------------------------------- */

const STOCK = '/api/admin/stock';
const leaves = ['sold', 'damaged'];

/* While a request is on its way its form's button waits. */
async function formSend(form, send) {
	const button = $('button', form);

	problemsClear(form);
	button.disabled = true;
	const answer = await send();
	button.disabled = false;
	if (!answer.ok)
		problemsShow(form, answer.error);
	return answer;
}

/* "12" was counted, "+5" came, "-2" left. */
function countEntry(text) {
	const moved = /^([+-])\s*(\d{1,9})$/.exec(text.trim());

	return !moved ? { quantity: integer(text) } : {
		change: +(moved[1] + moved[2]),
		reason: moved[1] === '+' ? 'received' : 'correction',
	};
}

async function stockRefresh(variation) {
	const { ok, data } = await call('GET', `${STOCK}/${variation}`);
	const total = $(`[data-stock="${variation}"] .total`);

	if (!ok || !total)
		return;
	total.textContent = data.stock;
	total.classList.toggle('low', data.low);
}

async function countSave(form) {
	const { quantity, placeId } = form.elements;
	const { variation } = form.dataset;
	const answer = await formSend(form, () =>
		json('POST', STOCK + '/movements', { variationId: variation,
			...placeId && { placeId: placeId.value },
			...countEntry(quantity.value) }));

	if (!answer.ok)
		return;
	quantity.value = quantity.defaultValue = answer.data.quantity;
	form.classList.add('saved');
	await stockRefresh(variation);
}

/* What the inputs say, without those that say nothing. */
const formEntry = form => Object.fromEntries([...new FormData(form)]
	.filter(([, value]) => value.trim() !== ''));

async function adjustSave(form) {
	const entry = formEntry(form);
	const n = integer(entry.change ?? '');

	entry.change = typeof n === 'number' && leaves.includes(entry.reason) ?
		-n : /^-\d+$/.test(n) ? +n : n;
	const answer = await formSend(form, () =>
		json('POST', STOCK + '/movements',
			{ variationId: form.dataset.variation, ...entry }));
	if (answer.ok)
		location.reload();
}

async function transferSave(form) {
	const entry = formEntry(form);

	entry.quantity = integer(entry.quantity ?? '');
	const answer = await formSend(form, () =>
		json('POST', STOCK + '/transfers',
			{ variationId: form.dataset.variation, ...entry }));
	if (answer.ok)
		location.reload();
}

async function placeSave(form) {
	const { id, version } = form.dataset;
	const { name, address, isActive, isDefault } = form.elements;
	const entry = { name: name.value.trim(),
		address: address.value.trim() || null,
		...isActive && { isActive: isActive.checked },
		...isDefault?.checked && { isDefault: true } };
	const answer = await formSend(form, () => id ?
		json('PATCH', '/api/admin/places/' + id, entry,
			{ 'If-Match': `"v${version}"` }) :
		json('POST', '/api/admin/places', entry));

	if (answer.ok)
		location.reload();
}

/* ---- many products at once ----------------------------------------------- */

const boxes = () => [...document.querySelectorAll('[data-id][type=checkbox]')];
const ticked = () => boxes().filter(box => box.checked);

/* What is ticked; "all of the list" stands for every box. */
function choiceShow(form) {
	const { all } = form.elements;
	const n = ticked().length;

	boxes().forEach(box => { box.disabled = all.checked; });
	$('[data-all]').checked = n > 0 && n === boxes().length;
	$('[data-all]').disabled = all.checked;
	$('button', form).disabled = !all.checked && n === 0;
	$('output', form).textContent = all.checked || n === 0 ? '' : n;
}

function choiceSend(form) {
	const query = new URLSearchParams();

	if (form.elements.all.checked) {
		query.set('all', '1');
		for (const name of ['q', 'status'])
			if (form.dataset[name])
				query.set(name, form.dataset[name]);
	} else
		query.set('ids', ticked().map(box => box.dataset.id).join());
	location.assign('/admin/produits/lot?' + query);
}

function choiceStart(form) {
	document.addEventListener('change', event => {
		if (event.target.matches('[data-all]'))
			boxes().forEach(box =>
				{ box.checked = event.target.checked; });
		choiceShow(form);
	});
	choiceShow(form);
}

const part = (row, name) => $(`[name$="${name}"]`, row);

/* The operations a field takes and the value they need. */
function changeShow(row) {
	const option = part(row, 'field').selectedOptions[0];
	const operation = part(row, 'operation');
	const takes = option.dataset.operations.split(' ');
	let kind = option.dataset.kind;

	for (const o of operation.options)
		o.hidden = o.disabled = !takes.includes(o.value);
	if (!takes.includes(operation.value))
		operation.value = takes[0];
	if (operation.value === 'multiply')
		kind = 'percent';
	if (operation.value === 'clear')
		kind = '';
	$('.ending', row).hidden = !['money', 'percent'].includes(kind);
	if (row.dataset.kind !== kind)
		$('.value', row).replaceChildren(...kind === '' ? [] :
			[$(`[data-value=${kind}]`).content.cloneNode(true)]);
	row.dataset.kind = kind;
}

/* Inputs are named as the API names what it refuses. */
function changesName(form) {
	const rows = [...form.querySelectorAll('.change')];

	rows.forEach((row, i) => row.querySelectorAll('[name]').forEach(e => {
		e.name = `changes[${i}].` + e.name.split('.').pop();
	}));
	rows.forEach(row => { $('.less', row).hidden = rows.length === 1; });
}

function changeAdd(form) {
	const row = $('#change').content.cloneNode(true).firstElementChild;

	$('#changes').append(row);
	changeShow(row);
	changesName(form);
	row.addEventListener('change', event => {
		if (/field|operation/.test(event.target.name)) {
			changeShow(row);
			changesName(form);
		}
		$('.apply', form).hidden = true;
	});
	row.addEventListener('input', () => { $('.apply', form).hidden = true; });
	$('.less', row).addEventListener('click', () => {
		row.remove();
		changesName(form);
		$('.apply', form).hidden = true;
	});
}

const changeValues = {
	money: amount, percent: amount, number: integer,
	boolean: text => text === 'true',
	tags: text => text.split(/[,،]/).map(t => t.trim()).filter(Boolean),
};

function changeRead(row) {
	const change = { field: part(row, 'field').value,
		operation: part(row, 'operation').value };
	const ending = part(row, 'ending').value.trim();

	if (row.dataset.kind !== '')
		change.value = (changeValues[row.dataset.kind] ?? (t => t.trim()))
			(part(row, 'value').value);
	if (ending !== '' && !$('.ending', row).hidden)
		change.ending = ending.replace(',', '.');
	return change;
}

function bulkRequest(form, dryRun) {
	const { ids, q, status } = form.dataset;

	return {
		...ids !== undefined ? { ids: ids.split(',') } : { filter: {
			...q ? { q } : {}, ...status ? { status } : {} } },
		changes: [...form.querySelectorAll('.change')].map(changeRead),
		dryRun,
	};
}

/* What a field was or became, as the form calls it. */
const isMoney = /price$/i;

function told(name, value) {
	if (value === null)
		return '–';
	if (Array.isArray(value))
		return value.map(v => typeof v !== 'object' ? v :
			Object.entries(v).filter(([part]) => part !== 'id')
				.map(([part, is]) => told(part, is)).join(' '))
			.filter(Boolean).join(', ') || '–';
	if (isMoney.test(name))
		return new Intl.NumberFormat(document.documentElement.lang,
			{ style: 'currency', currency: $('#bulk').dataset.currency })
			.format(value);
	return [...document.querySelectorAll('template[data-value]')]
		.map(t => t.content.querySelector(`option[value="${value}"]`))
		.find(Boolean)?.textContent ?? String(value);
}

/* Of variations it is their parts that have names. */
const parts = (name, value) => name !== 'variations' ? [name] :
	[...new Set(value.flatMap(Object.keys))];

function side(fields) {
	const td = document.createElement('td');
	const options = $('#change').content;

	for (const [name, value] of Object.entries(fields ?? {})) {
		const div = document.createElement('div');
		const label = document.createElement('small');
		const text = document.createElement('bdi');
		label.textContent = parts(name, value).map(part =>
			options.querySelector(`option[value="${part}"]`)
				?.textContent).filter(Boolean).join(', ');
		text.textContent = told(name, value);
		div.append(label, text);
		td.append(div);
	}
	return td;
}

function bulkShow(form, edit) {
	const section = $('#report');
	const items = edit.items ?? [];
	const running = ['waiting', 'running', 'undoing'].includes(edit.status);
	const done = edit.status === 'undoing' ? edit.undone + edit.kept :
		edit.changed + edit.unchanged + edit.rejected;

	section.hidden = false;
	$('output', section).textContent = form?.dataset[edit.status] ?? '';
	$('progress', section).hidden = !running;
	$('progress', section).max = Math.max(1, edit.status === 'undoing' ?
		edit.changed : edit.total);
	$('progress', section).value = done;
	section.querySelectorAll('[data-number]').forEach(dd =>
		{ dd.textContent = edit[dd.dataset.number] ?? 0; });
	$('.undo', section).hidden = edit.status !== 'done';
	$('.undo', section).dataset.undo = edit.id ?? '';
	$('.items', section).hidden = items.length === 0;
	$('.items tbody', section).replaceChildren(...items.map(item => {
		const tr = document.createElement('tr');
		tr.append(cell(item.name ?? item.productId),
			side(item.before), side(item.after),
			cell(item.message ?? ''));
		return tr;
	}));
}

async function bulkFollow(form, answer) {
	while (answer.ok) {
		bulkShow(form, answer.data);
		if (!['waiting', 'running', 'undoing']
			.includes(answer.data.status))
			return;
		await pause(500);
		answer = await call('GET',
			'/api/admin/bulk-edits/' + answer.data.id);
	}
	if (form)
		problemsShow(form, answer.error);
}

/* Only what was looked at is applied: a change hides the button again. */
async function bulkPreview(form) {
	const button = $('.primary', form);

	problemsClear(form);
	button.disabled = true;
	const answer = await json('POST', '/api/admin/products/bulk-edit',
		bulkRequest(form, true));
	button.disabled = false;
	if (!answer.ok)
		return problemsShow(form, answer.error);
	bulkShow(form, answer.data);
	$('.apply', form).hidden = answer.data.changed === 0;
	$('#report').scrollIntoView({ block: 'nearest' });
}

async function bulkApply(form) {
	$('.apply', form).hidden = true;
	await bulkFollow(form, await json('POST',
		'/api/admin/products/bulk-edit', bulkRequest(form, false),
		{ 'Idempotency-Key': crypto.randomUUID() }));
}

async function bulkUndo(button) {
	const form = $('#bulk');

	button.disabled = true;
	const answer = await json('POST',
		`/api/admin/bulk-edits/${button.dataset.undo}/undo`, {});
	await bulkFollow(form, answer);
	if (button.closest('table'))
		location.reload();
	button.disabled = false;
}

function bulkStart(form) {
	changeAdd(form);
	$('.more', form).addEventListener('click', () => {
		changeAdd(form);
		$('.apply', form).hidden = true;
	});
	$('.apply', form).addEventListener('click', () => bulkApply(form));
}

/* ---- which page this is -------------------------------------------------- */

for (const [form, submit] of [['#product', productSave],
	['#product-new', productAdd], ['#collection', collectionSave],
	['#import', importRun], ['#choose', choiceSend],
	['#bulk', bulkPreview], ['.count-form', countSave],
	['#adjust', adjustSave], ['#transfer', transferSave],
	['.place, #place-new', placeSave]])
	document.querySelectorAll(form).forEach(element =>
		element.addEventListener('submit', event => {
			event.preventDefault();
			submit(event.target);
		}));

for (const [form, start] of [['#beside', beside], ['#rules', rules],
	['#choose', choiceStart], ['#bulk', bulkStart]])
	if ($(form))
		start($(form));
document.addEventListener('click', event => {
	const button = event.target.closest('[data-undo]');
	if (button)
		bulkUndo(button);
});

$('#product-delete')?.addEventListener('click', productDelete);

$('#sign-out')?.addEventListener('click', async () => {
	await call('POST', '/api/auth/logout');
	location.assign('/');
});

if ($('#price-list, #group'))
	import('./prices.js').then(prices => prices.start({ $, call, json,
		problemsClear, problemsShow, amount, integer }));

/* The server writes times in UTC; here they become the reader's own. */
document.querySelectorAll('time').forEach(time => {
	time.textContent = new Date(time.dateTime).toLocaleString(
		document.documentElement.lang,
		{ dateStyle: 'medium', timeStyle: 'short',
			timeZone: time.dataset.zone });
});
