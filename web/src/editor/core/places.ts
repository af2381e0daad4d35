/** Where items stand in a result. */

/** Relations come last, whatever is drawn after they were read. */
export const RELATIONS_PLACE = Number.POSITIVE_INFINITY;
