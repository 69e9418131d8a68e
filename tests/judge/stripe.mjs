// SPDX-License-Identifier: ISC
// Stripe's own client judges the stand-in of tests (tests/servers/stripe.py)
// and the shop's webhook.  stripe.mjs STANDIN-PORT SHOP-URL SECRET
import {createRequire} from 'node:module';
import {check, end, listening, steering} from './check.mjs';

const require = createRequire(process.cwd() + '/');
const Stripe = require('stripe');
const [port, shop, secret] = process.argv.slice(2);
const stripe = new Stripe('sk_test_judge0001', {
	host: '127.0.0.1', port: Number(port), protocol: 'http',
	maxNetworkRetries: 0, telemetry: false});
const test = steering(port);
async function refused(name, what, like) {
	try {
		const got = await what();
		check(name, false, got);
	} catch (e) {
		const miss = Object.entries(like).find(([k, v]) => e[k] !== v);
		check(name, miss === undefined, {want: like, type: e.type,
		    code: e.code, status: e.statusCode, text: e.message});
	}
}

const ask = {amount: 4598, currency: 'eur',
	automatic_payment_methods: {enabled: true},
	metadata: {order_id: 'order_1'}};

async function intents() {
	const made = await stripe.paymentIntents.create(ask,
	    {idempotencyKey: 'judge-1'});
	check('create', made.status === 'requires_payment_method' &&
	    made.client_secret.startsWith(made.id), made);
	check('Request-Id', made.lastResponse.requestId.startsWith('req_'),
	    made.lastResponse.requestId);
	const again = await stripe.paymentIntents.create(ask,
	    {idempotencyKey: 'judge-1'});
	check('the same key again', again.id === made.id &&
	    again.lastResponse.headers['idempotent-replayed'] === 'true',
	    again.lastResponse.headers);
	await refused('the same key, other words', () =>
	    stripe.paymentIntents.create({...ask, amount: 4599},
	    {idempotencyKey: 'judge-1'}),
	    {type: 'StripeIdempotencyError', statusCode: 400});
	await refused('declined', () => stripe.paymentIntents.confirm(made.id,
	    {payment_method: 'pm_card_visa_chargeDeclinedInsufficientFunds'}),
	    {type: 'StripeCardError', statusCode: 402, code: 'card_declined',
	    decline_code: 'insufficient_funds'});
	const open = await stripe.paymentIntents.retrieve(made.id);
	check('open again', open.status === 'requires_payment_method' &&
	    open.last_payment_error.decline_code === 'insufficient_funds',
	    open);
	const asked = await stripe.paymentIntents.confirm(made.id,
	    {payment_method: 'pm_card_threeDSecure2Required',
	    return_url: 'https://shop.example/back'});
	check('3-D Secure', asked.status === 'requires_action' &&
	    asked.next_action.type === 'redirect_to_url', asked);
	const paid = await stripe.paymentIntents.confirm(made.id,
	    {payment_method: 'pm_card_visa',
	    expand: ['latest_charge.balance_transaction']});
	check('confirm', paid.status === 'succeeded' &&
	    paid.amount_received === 4598 && paid.latest_charge.balance_transaction
	    .net === 4598 - 93, paid);
	await refused('confirm twice', () => stripe.paymentIntents.confirm(
	    made.id, {payment_method: 'pm_card_visa'}),
	    {code: 'payment_intent_unexpected_state', statusCode: 400});
	await refused('cancel what is paid', () =>
	    stripe.paymentIntents.cancel(made.id),
	    {code: 'payment_intent_unexpected_state'});
	return paid;
}

async function refunds(paid) {
	const part = await stripe.refunds.create({payment_intent: paid.id,
	    amount: 500, reason: 'requested_by_customer',
	    metadata: {refund_id: '7'}}, {idempotencyKey: 'judge-2'});
	check('refund', part.status === 'succeeded' && part.amount === 500,
	    part);
	await refused('refund more than is left', () => stripe.refunds.create(
	    {payment_intent: paid.id, amount: 4099}),
	    {statusCode: 400, param: 'amount'});
	await stripe.refunds.create({charge: paid.latest_charge.id});
	await refused('refund what is refunded', () => stripe.refunds.create(
	    {payment_intent: paid.id}), {code: 'charge_already_refunded'});
	const list = await stripe.refunds.list({payment_intent: paid.id});
	check('list of refunds', list.data.map((r) => r.amount).join() ===
	    '4098,500', list.data);
	const charge = await stripe.charges.retrieve(paid.latest_charge.id,
	    {expand: ['refunds']});
	check('charge', charge.refunded && charge.amount_refunded === 4598 &&
	    charge.refunds.data.length === 2, charge);
}

async function manual() {
	const made = await stripe.paymentIntents.create({...ask,
	    capture_method: 'manual', confirm: true,
	    payment_method: 'pm_card_visa'});
	check('authorised', made.status === 'requires_capture' &&
	    made.amount_capturable === 4598, made);
	const got = await stripe.paymentIntents.capture(made.id,
	    {amount_to_capture: 4000});
	check('captured', got.amount_received === 4000, got);
	const other = await stripe.paymentIntents.create(ask);
	const gone = await stripe.paymentIntents.cancel(other.id,
	    {cancellation_reason: 'abandoned'});
	check('cancelled', gone.status === 'canceled', gone);
}

async function refusals() {
	await refused('too little', () => stripe.paymentIntents.create(
	    {...ask, amount: 49}), {code: 'amount_too_small', param: 'amount'});
	await refused('no currency', () => stripe.paymentIntents.create(
	    {amount: 500}), {code: 'parameter_missing', param: 'currency'});
	await refused('a parameter that was', () =>
	    stripe.paymentIntents.create({...ask,
	    payment_method_types: ['card']}),
	    {code: 'payment_method_types_no_longer_supported'});
	await refused('a parameter that is not', () =>
	    stripe.paymentIntents.create({...ask, colour: 'red'}),
	    {code: 'parameter_unknown', param: 'colour'});
	await refused('three decimals', () => stripe.paymentIntents.create(
	    {...ask, currency: 'tnd', amount: 5001}), {statusCode: 400});
	await refused('nothing there', () =>
	    stripe.paymentIntents.retrieve('pi_none'),
	    {statusCode: 404, code: 'resource_missing'});
	const other = new Stripe('sk_test_wrong00001', {host: '127.0.0.1',
	    port: Number(port), protocol: 'http', maxNetworkRetries: 0});
	await refused('a wrong key', () => other.balance.retrieve(),
	    {type: 'StripeAuthenticationError', statusCode: 401});
	const old = new Stripe('sk_test_judge0001', {host: '127.0.0.1',
	    port: Number(port), protocol: 'http', maxNetworkRetries: 0,
	    apiVersion: '1999-01-01'});
	await refused('a version that is not', () => old.balance.retrieve(),
	    {statusCode: 400});
}

async function checkout() {
	const made = await stripe.checkout.sessions.create({mode: 'payment',
	    success_url: 'https://shop.example/ok?s={CHECKOUT_SESSION_ID}',
	    cancel_url: 'https://shop.example/no',
	    client_reference_id: 'order_2', customer_email: 'a@example.com',
	    metadata: {order_id: 'order_2'},
	    payment_intent_data: {metadata: {order_id: 'order_2'}},
	    line_items: [{quantity: 2, price_data: {currency: 'eur',
	    unit_amount: 1999, product_data: {name: 'Théière'}}}]});
	check('session', made.status === 'open' && made.amount_total === 3998 &&
	    made.payment_intent === null, made);
	const lines = await stripe.checkout.sessions.listLineItems(made.id);
	check('its lines', lines.data[0].amount_total === 3998, lines);
	const page = await fetch(made.url, {method: 'POST', redirect: 'manual',
	    body: new URLSearchParams({card: 'pm_card_visa'})});
	check('its page', page.status === 303 && page.headers.get('location') ===
	    'https://shop.example/ok?s=' + made.id, page.status);
	const paid = await stripe.checkout.sessions.retrieve(made.id,
	    {expand: ['payment_intent', 'line_items']});
	check('paid', paid.payment_status === 'paid' &&
	    paid.payment_intent.metadata.order_id === 'order_2' &&
	    paid.line_items.data.length === 1, paid);
	await refused('expire what is paid', () =>
	    stripe.checkout.sessions.expire(made.id), {statusCode: 400});
	const other = await stripe.checkout.sessions.create({mode: 'payment',
	    success_url: 'https://shop.example/ok', line_items: [{quantity: 1,
	    price_data: {currency: 'eur', unit_amount: 1999,
	    product_data: {name: 'x'}}}]});
	check('expired', (await stripe.checkout.sessions.expire(other.id))
	    .status === 'expired');
	await refused('expires too soon', () =>
	    stripe.checkout.sessions.create({mode: 'payment',
	    success_url: 'https://shop.example/ok', expires_at:
	    Math.floor(Date.now() / 1000) + 60, line_items: [{quantity: 1,
	    price_data: {currency: 'eur', unit_amount: 1999,
	    product_data: {name: 'x'}}}]}), {param: 'expires_at'});
}

async function lists() {
	const types = [];
	for await (const event of stripe.events.list({limit: 3,
	    created: {gte: Math.floor(Date.now() / 1000) - 600}}))
		types.unshift(event.type);
	check('events, page by page', types.length > 20 &&
	    types[0] === 'payment_intent.created' &&
	    types.includes('checkout.session.completed'), types);
	const two = await stripe.paymentIntents.list({limit: 2});
	check('has_more', two.data.length === 2 && two.has_more, two);
	check('account', (await stripe.accounts.retrieve()).charges_enabled);
	const balance = await stripe.balance.retrieve();
	const net = (await stripe.balanceTransactions.list({limit: 100})).data
	    .reduce((sum, t) => sum + t.net, 0);
	check('balance', balance.pending[0].amount === net, balance);
	const end = await stripe.webhookEndpoints.create({
	    url: 'https://shop.example/hook', enabled_events: ['*']});
	check('endpoint', end.secret.startsWith('whsec_'), end);
	await stripe.webhookEndpoints.del(end.id);
}

// What the stand-in sends is accepted by Stripe's own client.
async function signatures() {
	const there = await listening();
	const {got} = there, signed = (n) => got[n].head['stripe-signature'];
	await test('hook', {url: there.url, secrets: secret + ',whsec_old'});
	await stripe.paymentIntents.create({...ask, description: 'café ☕'});
	await test('wait');
	stripe.webhooks.constructEvent(got[0].body, signed(0), 'whsec_old');
	const event = stripe.webhooks.constructEvent(got[0].body, signed(0), secret);
	check('constructEvent', event.type === 'payment_intent.created' &&
	    event.data.object.description === 'café ☕', event);
	const forged = await test('forged');
	let taken = 0;
	for (const {body, head} of got.slice(1)) {
		try {
			stripe.webhooks.constructEvent(body,
			    head['stripe-signature'], secret);
			taken += 1;
		} catch {
			// as it should
		}
	}
	// It takes one of the future, which the shop does not.
	check('forged ones', taken === 1 && got.length === 1 +
	    Object.keys(forged).length, [taken, got.length]);
	await test('hook', {url: ''});
	there.close();
}

// What Stripe's own client signs is accepted by the shop, and only that.
async function webhook() {
	const payload = JSON.stringify({id: 'evt_judge_' + Date.now(),
	    object: 'event', api_version: '2026-10-28.endive',
	    created: Math.floor(Date.now() / 1000), livemode: false,
	    type: 'customer.created', pending_webhooks: 1,
	    request: {id: null, idempotency_key: null},
	    data: {object: {id: 'cus_judge', object: 'customer',
	    livemode: false}}});
	const head = stripe.webhooks.generateTestHeaderString({payload,
	    secret});
	const send = async (body, signed) => (await fetch(shop +
	    '/webhooks/stripe', {method: 'POST', body, headers: {
	    'Content-Type': 'application/json', ...signed &&
	    {'Stripe-Signature': signed}}})).status;
	check('the shop takes it', await send(payload, head) === 200);
	check('and again', await send(payload, head) === 200);
	check('not altered', await send(payload + ' ', head) === 400);
	check('not unsigned', await send(payload) === 400);
	check("not another's", await send(payload,
	    stripe.webhooks.generateTestHeaderString({payload,
	    secret: 'whsec_another'})) === 400);
	check('not old', await send(payload,
	    stripe.webhooks.generateTestHeaderString({payload, secret,
	    timestamp: Math.floor(Date.now() / 1000) - 400})) === 400);
}

await refunds(await intents());
await manual();
await refusals();
await checkout();
await lists();
await signatures();
if (shop)
	await webhook();
end();
