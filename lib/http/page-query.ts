export type RawQuery = Record<string, string | string[] | undefined>

/** Without what is empty. */
export function pathWith(path: string, query: object): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]))
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`
}

/** The paths of the pages of a list. The first has no number. */
export function pagesOf(path: string, query: object = {}): (page: number) => string {
  return (page) => pathWith(path, { ...query, page: page === 1 ? '' : String(page) })
}
