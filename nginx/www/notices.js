/* SPDX-License-Identifier: ISC */
/* /compte/avis: by which way first, and by which others. */

/* The first one leads; it is one of them whether it is ticked or not. */
const waysOf = topic => [...new Set([topic.querySelector('select').value,
	...[...topic.querySelectorAll(':checked[type=checkbox]')].map(
		box => box.value)])].filter(way => way !== '');

export const topicsOf = form => {
	const topics = [...form.querySelectorAll('[data-topic]')];

	return topics.length === 0 ? {} : { topics: topics.map(topic =>
		({ topic: topic.dataset.topic, ways: waysOf(topic) })) };
};
