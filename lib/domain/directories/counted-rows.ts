type Nullable<Row> = { [Key in keyof Row]: Row[Key] | null }

/** A row of a page, or one of nulls where it is empty, with how many there are in all. */
export type Counted<Row extends { id: string }> = { total: number } & (Row | Nullable<Row>)

export function countedRows<Row extends { id: string }>(
  found: readonly Counted<Row>[],
): { rows: Row[]; total: number } {
  const total = found[0]?.total ?? 0
  return { rows: found.filter((row): row is { total: number } & Row => row.id !== null), total }
}
