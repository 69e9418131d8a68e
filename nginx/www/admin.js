/* SPDX-License-Identifier: ISC */
/* The shopkeeper's pages: every change goes to the JSON API.  Each module
 * looks for its own forms. */

import './beside.js';
import './bulk.js';
import './collection.js';
import './import.js';
import './mails.js';
import './prices.js';
import './product.js';
import './stock.js';
import { $, call } from './form.js';

$('#sign-out')?.addEventListener('click', async () => {
	await call('POST', '/api/auth/logout');
	location.assign('/');
});

/* The server writes times in UTC; here they become the reader's own. */
document.querySelectorAll('time').forEach(time => {
	time.textContent = new Date(time.dateTime).toLocaleString(
		document.documentElement.lang,
		{ dateStyle: 'medium', timeStyle: 'short',
			timeZone: time.dataset.zone });
});
