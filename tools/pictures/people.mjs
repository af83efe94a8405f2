/** The call centre. */
export const PEOPLE = [];
