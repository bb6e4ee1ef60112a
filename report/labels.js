/* Room for texts beside bars: chart libraries leave that to whoever knows the texts. */

export const FONT = '12px system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif';

const MOST_OF_CHART = 0.42;
const ROW_HEIGHT = 28;
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
 * Options of a chart with a bar for each name, the name on the left and an amount on the right. Bars are told apart by
 * their place: names may be alike once they are shortened.
 */
export function besideBars(names, amounts, width) {
	const room = Math.min(widthOf(names), Math.floor(width * MOST_OF_CHART));
	return {
		style: { font: FONT },
		width,
		height: names.length * ROW_HEIGHT + 2,
		margin: 1,
		marginLeft: room + GAP,
		marginRight: widthOf(amounts) + GAP,
		y: { label: null, tickSize: 0, tickFormat: (place) => shortened(names[place], room), padding: 0.3 }
	};
}

/* Options of the text of an amount, behind its bar. */
export const BEHIND = { y: 'place', text: 'text', textAnchor: 'start', dx: GAP / 2 };

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
