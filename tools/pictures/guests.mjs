/** The VIP centre. */
export const GUESTS = [];
