/* SPDX-License-Identifier: ISC */
/* The shopkeeper's pages: every change goes to the JSON API.  Each module
 * looks for its own forms. */

import './beside.js';
import './bulk.js';
import './bundle.js';
import './collection.js';
import './draft.js';
import './import.js';
import './inbox.js';
import './mails.js';
import './office.js';
import './orders.js';
import './payments.js';
import './pictures.js';
import './prices.js';
import './product.js';
import './selling.js';
import './stock.js';
import './talk.js';
import './write.js';
import { $, call, timesShow } from './form.js';

$('#sign-out')?.addEventListener('click', async () => {
	await call('POST', '/api/auth/logout');
	location.assign('/');
});

timesShow();

/* Whoever drives a browser waits for this. */
document.documentElement.dataset.ready = 'admin';
