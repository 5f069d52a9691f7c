/** Types of set-up.mjs for the TypeScript files beside it. */

/** The project's folder. */
export const root: string;
