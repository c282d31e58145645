/** @throws if there is none. */
export function findBrowser(): string
