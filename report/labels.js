/* Room for labels beside bars: chart libraries leave that to whoever knows the texts. */

export const FONT = '12px system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif';

const MOST_OF_CHART = 0.42;
const measure = document.createElement('canvas').getContext('2d');
measure.font = FONT;

function widthOfOne(text) {
	return measure.measureText(text).width;
}

export function widthOf(texts) {
	return Math.ceil(Math.max(0, ...texts.map(widthOfOne)));
}

/* Pixels that labels may take of a chart, and a function that shortens what does not fit. */
export function roomFor(texts, chartWidth) {
	const room = Math.min(widthOf(texts), Math.floor(chartWidth * MOST_OF_CHART));
	return { room, shorten: (text) => shortened(text, room) };
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
