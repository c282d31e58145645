/** What stands at a path, of own properties alone; undefined where the path leads nowhere. */
export function jsonPointer(given: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, part) => {
    const isThere = typeof value === 'object' && value !== null && Object.hasOwn(value, part)
    return isThere ? (Reflect.get(value, part) as unknown) : undefined
  }, given)
}
