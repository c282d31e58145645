/** Options of a refinement: the sentence for the field. No later rule runs, so there is one sentence for a field. */
export function abortWith(error: string): { error: string; abort: true } {
  return { error, abort: true }
}
