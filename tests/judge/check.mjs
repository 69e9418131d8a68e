// SPDX-License-Identifier: ISC
// What judges have in common: checks that are counted, a stand-in that is
// steered, a listener that keeps what it hears.
import http from 'node:http';

let failed = 0;

export function check(name, good, got) {
	console.log((good ? 'ok   ' : 'FAIL ') + name +
	    (good ? '' : ': ' + JSON.stringify(got)));
	failed += good ? 0 : 1;
}

export function end() {
	process.exit(failed ? 1 : 0);
}

// POST /test/NAME of the stand-in at that port.
export function steering(port) {
	return async (name, params = {}) => (await fetch(
	    `http://127.0.0.1:${port}/test/${name}`, {method: 'POST',
	    body: new URLSearchParams(params)})).json();
}

// Its address, what came (head, body, path), and how it ends.
export async function listening() {
	const got = [];
	const listener = http.createServer((req, res) => {
		let body = '';
		req.setEncoding('utf8');
		req.on('data', (part) => { body += part; });
		req.on('end', () => {
			got.push({body, head: req.headers, path: req.url});
			res.writeHead(200).end();
		});
	});
	await new Promise((go) => listener.listen(0, '127.0.0.1', go));
	return {got, url: `http://127.0.0.1:${listener.address().port}`,
		close: () => listener.close()};
}
