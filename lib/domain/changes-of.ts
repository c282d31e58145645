import { isDeepStrictEqual } from 'node:util'

export interface Changes<T> {
  before: Partial<T>
  after: Partial<T>
}

/** Undefined fields stay unchanged. */
export function changesOf<T, K extends keyof T>(
  fields: readonly K[],
  present: T,
  input: { [P in K]?: T[P] | undefined },
): Changes<Pick<T, K>> {
  const before: Partial<Pick<T, K>> = {}
  const after: Partial<Pick<T, K>> = {}
  for (const field of fields) {
    const value = input[field]
    if (value === undefined || isDeepStrictEqual(value, present[field])) continue
    before[field] = present[field]
    after[field] = value
  }
  return { before, after }
}
