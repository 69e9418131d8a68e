// SPDX-License-Identifier: ISC
// whatsapp-api-js judges the stand-in of tests (tests/servers/meta.py) and the
// shop's webhook.  whatsapp.mjs STANDIN-PORT SHOP-URL SECRET VERIFY-TOKEN
import {createHmac} from 'node:crypto';
import path from 'node:path';
import {pathToFileURL} from 'node:url';
import {check, end, listening, steering} from './check.mjs';

const installed = (file) => import(pathToFileURL(path.join(process.cwd(),
    'node_modules/whatsapp-api-js/lib', file)).href);
const {WhatsAppAPI} = await installed('index.js');
const {ActionButtons, Body, Button, Contacts, Image, Interactive, Language,
    Location, Name, Phone, Reaction, Template, Text} =
    await installed('messages/index.js');
const [port, shop, secret, verify] = process.argv.slice(2);
const number = '106540352242922', person = '33612345678';
const test = steering(port);
const options = {token: 'EAA_JUDGE', appSecret: secret, v: 'v24.0',
	webhookVerifyToken: verify, ponyfill: {fetch: (url, how) => fetch(
	String(url).replace('https://graph.facebook.com', `http://127.0.0.1:${port}`),
	how)}};
const api = new WhatsAppAPI(options);

async function sends() {
	const send = async (message, ...more) => {
		const said = await api.sendMessage(number, person, message,
		    ...more);
		check('send ' + message._type, said.messages?.[0].id
		    .startsWith('wamid.') && said.contacts[0].wa_id === person,
		    said);
		return said.messages?.[0].id;
	};
	const id = await send(new Text('Bonjour ☕', false), undefined, 'wasend_1');
	await send(new Image('https://shop.example/i.jpg', false, 'Théière'));
	await send(new Location(2.35, 48.85, 'Souk'));
	await send(new Reaction(id, '👍'));
	await send(new Interactive(new ActionButtons(new Button('y', 'Oui'),
	    new Button('n', 'Non')), new Body('Ça va ?')));
	await send(new Contacts([new Name('Souk', 'Souk'),
	    new Phone('+33123456789', 'WORK')]));
	await send(new Template('hello_world', new Language('en_US')));
	const read = await api.markAsRead(number, id);
	check('read', read.success === true, read);
	const sent = await test('sent', {to: person});
	check('what it kept', sent.data.length === 7 && sent.data[0].body.body ===
	    'Bonjour ☕' && sent.data[0].key === 'wasend_1', sent);
}

async function refusals() {
	const said = await api.sendMessage(number, person, new Template('none',
	    new Language('fr')));
	check('no such template', said.error?.code === 132001 &&
	    said.error.type === 'OAuthException', said);
	const none = await api.sendMessage('1', person, new Text('x'));
	check('no such number', none.error?.code === 100, none);
	const expired = new WhatsAppAPI({...options, token: 'expired'});
	const old = await expired.sendMessage(number, person, new Text('x'));
	check('an old token', old.error?.code === 190 &&
	    old.error.error_subcode === 463, old);
}

async function files() {
	const form = new FormData();
	form.set('file', new Blob([new Uint8Array(900)], {type: 'image/png'}),
	    'a.png');
	const up = await api.uploadMedia(number, form);
	check('upload', /^\d+$/.test(up.id), up);
	const there = await api.retrieveMedia(up.id);
	check('its address', there.mime_type === 'image/png' &&
	    there.sha256.length === 64 && Number(there.file_size) === 900, there);
	const got = await api.fetchMedia(there.url);
	check('its bytes', got.status === 200 &&
	    (await got.arrayBuffer()).byteLength === 900, got.status);
	check('deleted', (await api.deleteMedia(up.id)).success === true);
	check('gone', (await api.retrieveMedia(up.id)).error?.code === 100);
}

// What the stand-in tells is accepted by this client, and what is forged not.
async function signatures() {
	const end = await listening(), told = [];
	await test('hook', {url: end.url, secrets: secret, verify});
	await test('say', {from: person, text: 'é ☕ 👍 </b> \u0001'});
	await test('wait');
	api.on.message = (it) => { told.push(it); };
	const {body, head} = end.got[0];
	check('escaped as Meta does', /^[\0-~]*$/.test(body) &&
	    body.includes('<\\/b>') && body.includes('\\u2615'), body);
	await api.post(JSON.parse(body), body, head['x-hub-signature-256']);
	await new Promise((go) => setImmediate(go));
	check('post', told[0]?.message.text.body === 'é ☕ 👍 </b> \u0001' &&
	    told[0].phoneID === number && told[0].from === person, told);
	const forged = await test('forged', {from: person, text: 'forged'});
	let taken = 0;
	for (const one of end.got.slice(1)) {
		const signed = one.head['x-hub-signature-256'];
		taken += signed && await api.verifyRequestSignature(one.body,
		    signed) ? 1 : 0;
	}
	// A space, or one digit more, is nothing to it; to the shop it is.
	check('forged ones', taken <= 2 && end.got.length === 1 +
	    Object.keys(forged.said).length, [taken, end.got.length]);
	await test('hook', {url: ''});
	end.close();
}

// The shop answers as this client would.
async function subscribes() {
	const ask = async (token, challenge, mode = 'subscribe') => {
		const query = {'hub.mode': mode, 'hub.verify_token': token,
			'hub.challenge': challenge};
		const said = await fetch(`${shop}/webhooks/meta?` +
		    new URLSearchParams(query));
		let want = null;
		try {
			want = api.get(query);
		} catch {
			// refused
		}
		return {status: said.status, text: await said.text(), want,
			type: said.headers.get('content-type')};
	};
	const good = await ask(verify, '1158201444');
	check('verification', good.status === 200 && good.text === good.want &&
	    good.type.startsWith('text/plain'), good);
	for (const [name, said] of [['a wrong token', await ask('x', '1')],
	    ['no subscription', await ask(verify, '1', 'unsubscribe')]])
		check(name, said.status === 403 && said.want === null, said);
	const script = await ask(verify, '<script>alert(1)</script>');
	check('no markup', !script.text.includes('<script>'), script);
}

// What this client takes the shop takes, and only that.
async function webhook() {
	const body = JSON.stringify({object: 'whatsapp_business_account', entry: [
	    {id: '1', changes: [{field: 'judged', value: {messaging_product:
	    'whatsapp', metadata: {phone_number_id: '1'}, n: Date.now()}}]}]});
	const sign = (text, key) => 'sha256=' + createHmac('sha256', key)
	    .update(text).digest('hex');
	const send = async (name, text, signed, want) => {
		const said = await fetch(`${shop}/webhooks/meta`, {
			method: 'POST', body: text, headers: {'Content-Type':
			'application/json', ...signed &&
			{'X-Hub-Signature-256': signed}}});
		const theirs = signed ? await api.verifyRequestSignature(text,
		    signed) : false;
		check(name, theirs === want && (said.status === 200) === want &&
		    said.status < 500, [said.status, theirs]);
	};
	const signed = sign(body, secret);
	await send('the shop takes it', body, signed, true);
	await send('and again', body, signed, true);
	await send('not altered', body + ' ', signed, false);
	await send('not unsigned', body, undefined, false);
	await send("not another's", body, sign(body, 'another'), false);
	await send('not by the token', body, sign(body, verify), false);
	await send('not by SHA-1', body, 'sha1=' + createHmac('sha1', secret)
	    .update(body).digest('hex'), false);
}

await sends();
await refusals();
await files();
await signatures();
if (shop) {
	await subscribes();
	await webhook();
}
end();
