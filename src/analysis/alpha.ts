/** Tests reject at 5 %, and intervals miss what they are of with that chance. */
export const ALPHA = 0.05;
