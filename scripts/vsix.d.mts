/** Types of vsix.mjs for the TypeScript files beside it. */

/** The full path of the .vsix that `npm run package` writes. */
export const vsixPath: string;
