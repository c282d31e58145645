/** Own properties only; undefined if the path does not exist. */
export function jsonPointer(given: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, part) => {
    const isThere = typeof value === 'object' && value !== null && Object.hasOwn(value, part)
    return isThere ? (Reflect.get(value, part) as unknown) : undefined
  }, given)
}
