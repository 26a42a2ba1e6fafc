// Embeddings, overrides and isolates of Unicode (UAX #9): they turn the order in which what follows is read.
const TURNS = /[\u202a-\u202e\u2066-\u2069]/g;

/**
 * A text whose order on screen is that of its characters: « 21,5 » after an override would read « 5,12 », and a
 * name backwards. What turned it leaves a mark that is seen, so that two names that differ stay different.
 */
export const unturned = (text: string): string => text.replace(TURNS, '\ufffd');
