/** The operation that a block of tests is about: `GET /roles/{id}`. */
export function operationIn(blocks: readonly string[]): string | undefined {
  return blocks.findLast((block) => /^(GET|POST|PUT|PATCH|DELETE) \/\S+$/.test(block))
}

/** The statuses that a title names: `200: …`, `201 once, 409 else: …`, `200: …; 412 with …`. */
export function statusesIn(title: string): number[] {
  if (!/^\d{3}\b/.test(title)) return []
  return Array.from(title.matchAll(/(?:^|[,;] )([2-5]\d\d)\b/g), ([, status]) => Number(status))
}
