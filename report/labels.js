/* Room for texts beside bars: chart libraries leave that to whoever knows the texts. */

import { axisY } from '@observablehq/plot';

import { partsOf } from './table.js';

export const FONT = '12px system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif';

const MOST_OF_CHART = 0.42;
const ROW_HEIGHT = 28;
const TWO_LINES_HEIGHT = 38;
const LINE_HEIGHT = 1.2;
const GAP = 8;
const measure = document.createElement('canvas').getContext('2d');
measure.font = FONT;

function widthOfOne(text) {
	return measure.measureText(text).width;
}

function widthOf(texts) {
	return Math.ceil(Math.max(0, ...texts.map(widthOfOne)));
}

/*
 * Options of a chart with a bar for each name, the name on the left and an amount on the right, and with other marks.
 * Bars are told apart by their place: names may be alike once they are shortened.
 */
export function besideBars(names, amounts, width, marks) {
	const room = Math.floor(width * MOST_OF_CHART);
	const labels = names.map((name) => inLines(name, room));
	const lines = labels.flat();
	return {
		style: { font: FONT },
		width,
		height: names.length * (lines.length > names.length ? TWO_LINES_HEIGHT : ROW_HEIGHT) + 2,
		margin: 1,
		marginLeft: widthOf(lines) + GAP,
		marginRight: widthOf(amounts) + GAP,
		y: { padding: 0.3 },
		marks: [
			axisY({ label: null, tickSize: 0, tickFormat: (place) => labels[place].join('\n'), lineHeight: LINE_HEIGHT }),
			...marks
		]
	};
}

/* Options of the text of an amount, behind its bar. */
export const BEHIND = { y: 'place', text: 'text', textAnchor: 'start', dx: GAP / 2 };

/* A name that is too long stands in a line for each of its parts, so that none of them pushes the others out. */
function inLines(name, room) {
	const lines = widthOfOne(name) > room ? partsOf(name) : [name];
	return lines.map((line) => shortened(line, room));
}

/* Characters, not their halves: names may be of any script. */
function shortened(text, room) {
	const characters = [...text];
	let kept = characters.length;

	while (kept > 1 && widthOfOne(begin(characters, kept)) > room) {
		kept--;
	}
	return begin(characters, kept);
}

function begin(characters, kept) {
	return kept === characters.length ? characters.join('') : `${characters.slice(0, kept).join('')}…`;
}
