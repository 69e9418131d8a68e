// SPDX-License-Identifier: ISC
// Twilio's own client judges the stand-in of tests (tests/servers/twilio.py) and
// the shop's webhook.  twilio.mjs STANDIN-PORT SHOP-URL ACCOUNT TOKEN
import {createRequire} from 'node:module';
import {check, end, listening, steering} from './check.mjs';

const require = createRequire(process.cwd() + '/');
const twilio = require('twilio');
const RequestClient = require('twilio/lib/base/RequestClient').default ??
    require('twilio/lib/base/RequestClient');
const [port, shop, account, token] = process.argv.slice(2);
const test = steering(port);
const number = '+33612345678', ours = '+15005550006';

// Its own client of HTTP, to another place.
class Here extends RequestClient {
	request(opts) {
		return super.request({...opts, uri: opts.uri.replace(
		    'https://api.twilio.com', `http://127.0.0.1:${port}`)});
	}
}
const client = (proof, name = account) => twilio(name, proof,
    {httpClient: new Here(), accountSid: account});

async function refused(name, what, code, status) {
	try {
		check(name, false, await what());
	} catch (e) {
		check(name, e.code === code && e.status === status,
		    [e.code, e.status, e.message]);
	}
}

async function sends() {
	const api = client(token);
	const made = await api.messages.create({to: number, from: ours,
	    body: 'Votre commande est partie ☕', statusCallback:
	    'https://shop.example/s'});
	check('create', made.sid.startsWith('SM') && made.status === 'queued' &&
	    made.numSegments === '1' && made.errorCode === null &&
	    made.dateCreated instanceof Date, made);
	const there = await api.messages(made.sid).fetch();
	check('fetch', there.status === 'delivered' && there.to === number,
	    there);
	await api.messages.create({to: '+33699999999', messagingServiceSid:
	    'MG' + 'a'.repeat(32), body: 'x'});
	const list = await api.messages.list({to: number,
	    dateSentAfter: new Date(Date.now() - 86400000)});
	check('list', list.length === 1 && list[0].sid === made.sid, list);
	await test('app', {key: 'SK' + 'b'.repeat(32), secret: 'proof'});
	const keyed = await client('proof', 'SK' + 'b'.repeat(32)).messages
	    .create({to: number, from: ours, body: 'by a key'});
	check('by a key', keyed.sid.startsWith('SM'), keyed);
}

async function refusals() {
	const api = client(token);
	const send = (to, more = {}) => () => api.messages.create({to,
	    from: ours, body: 'x', ...more});
	await refused('no number', send('123'), 21211, 400);
	await refused('too long', send(number, {body: 'x'.repeat(1601)}), 21617,
	    400);
	await refused('another proof', () => client('wrong').messages.create(
	    {to: number, from: ours, body: 'x'}), 20003, 401);
	await test('phone', {phone: number, stopped: '1'});
	await refused('stopped', send(number), 21610, 400);
	await test('phone', {phone: number, stopped: '0'});
}

// What the stand-in tells is accepted by Twilio's own client, and what is
// forged not.
async function signatures() {
	const there = await listening();
	const good = ({body, head, path}) => twilio.validateRequest(token,
	    head['x-twilio-signature'] ?? '', there.url + path,
	    Object.fromEntries(new URLSearchParams(body)));
	await test('hook', {base: there.url, token, way: 'now',
	    ways: 'sent,delivered'});
	await client(token).messages.create({to: number, from: ours, body: 'x',
	    statusCallback: there.url + '/s?a=1'});
	await test('say', {path: '/in', from: number, text: 'ARRÊT ✋ & plus'});
	await test('wait');
	check('validateRequest', there.got.length === 3 && there.got.every(good),
	    there.got);
	const forged = await test('forged', {path: '/in', from: number,
	    text: 'x'});
	check('forged ones', there.got.slice(3).length ===
	    Object.keys(forged.said).length && !there.got.slice(3).some(good),
	    there.got.slice(3).map(good));
	await test('hook', {base: ''});
	there.close();
}

// What Twilio's own client signs is accepted by the shop, and only that.
async function webhook() {
	const url = `${shop}/webhooks/twilio/text`;
	const params = {Body: 'Merci é', From: number, To: ours, NumMedia: '0',
		MessageSid: 'SM' + Date.now().toString(16).padStart(32, '0'),
		AccountSid: account, ApiVersion: '2010-04-01'};
	const send = async (told, signed) => (await fetch(url, {method: 'POST',
	    body: new URLSearchParams(told), headers: signed &&
	    {'X-Twilio-Signature': signed}})).status;
	const signed = twilio.getExpectedTwilioSignature(token, url, params);
	const took = (status) => status === 200 || status === 204;
	const want = async (name, good, status) => check(name,
	    took(status) === good && status < 500, status);
	await want('the shop takes it', true, await send(params, signed));
	await want('and again', true, await send(params, signed));
	await want('not altered', false, await send({...params, Body: 'x'},
	    signed));
	await want('not unsigned', false, await send(params));
	await want("not another's", false, await send(params, twilio
	    .getExpectedTwilioSignature('another', url, params)));
	await want('not of another address', false, await send(params, twilio
	    .getExpectedTwilioSignature(token, url + '?x=1', params)));
}

await sends();
await refusals();
await signatures();
if (shop)
	await webhook();
end();
