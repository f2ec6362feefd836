/** Of what a phone, or a person on a shared one, is called, in characters. */
export const NAME_MAX = 60;
