/** Types of bundle-extension-tests.mjs for the TypeScript files beside it. */

/** Writes the bundle and returns its full path. */
export function bundleExtensionTests(): Promise<string>;
