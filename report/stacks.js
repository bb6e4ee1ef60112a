import { axisX, barX, barY, gridY, plot, ruleX, ruleY, text } from '@observablehq/plot';

import { BEHIND, besideBars, FONT } from './labels.js';
import { months, named } from './months.js';
import { cellOf, nameOf } from './table.js';

/* The order of each stack, and of the legend in run.html. */
const DECISIONS = ['approve', 'deny', 'pend', 'no_policy', 'invalid'];
const COLOURS = { type: 'ordinal', domain: DECISIONS, range: DECISIONS.map((decision) => `var(--${decision})`) };
const STACK = { fill: 'decision', order: DECISIONS, title: titleOf, stroke: 'var(--page)', strokeWidth: 1 };

/* Of columns: room for numbers on the left, and for the name of a month below. */
const MARGIN_LEFT = 52;
const NAME_WIDTH = 58;

/* What a row says of each decision. */
function partsOf(row, place, name) {
	return DECISIONS.map((decision) => ({ place, name, decision, ...cellOf(row, decision) }))
		.filter((part) => part.value > 0);
}

function titleOf(part) {
	return `${part.name}, ${part.decision}: ${part.text}`;
}

/* A column for each month, months without lines among them. */
export function columns(rows, { label }, width) {
	const parts = rows.flatMap((row) => partsOf(row, nameOf(row, label), nameOf(row, label)));
	const domain = months(rows.map((row) => nameOf(row, label)));
	const room = Math.floor((width - MARGIN_LEFT) / NAME_WIDTH);

	return plot({
		style: { font: FONT },
		width,
		height: 260,
		marginTop: 12,
		marginRight: NAME_WIDTH / 4,
		marginLeft: MARGIN_LEFT,
		color: COLOURS,
		x: { domain, padding: domain.length > 1 ? 0.15 : 0.6, label: null },
		y: { label: null, tickSize: 0, ticks: 5, tickFormat: ',d' },
		marks: [
			gridY({ ticks: 5, strokeOpacity: 0.15 }),
			barY(parts, { ...STACK, x: 'place', y: 'value' }),
			axisX(named(domain, room), { tickSize: 0, label: null }),
			ruleY([0])
		]
	});
}

/* A bar for each row, all of one length, divided by decision; how many lines that are stands behind it. */
export function shares(rows, { label, amount }, width) {
	const names = rows.map((row) => nameOf(row, label));
	const totals = rows.map((row, place) => ({ place, text: cellOf(row, amount).text }));
	const parts = rows.flatMap((row, place) => partsOf(row, place, names[place]));

	return plot({
		...besideBars(names, totals.map((total) => total.text), width),
		color: COLOURS,
		x: { axis: null, domain: [0, 1] },
		marks: [
			barX(parts, { ...STACK, x: 'value', y: 'place', offset: 'normalize' }),
			text(totals, { x: 1, ...BEHIND }),
			ruleX([0])
		]
	});
}
