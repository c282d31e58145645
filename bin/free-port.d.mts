/** Of this machine. */
export function freePort(): Promise<number>
