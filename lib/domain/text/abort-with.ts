/** No later rule runs, so each field gets one sentence. */
export function abortWith(error: string): { error: string; abort: true } {
  return { error, abort: true }
}
