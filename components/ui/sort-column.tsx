import { ArrowDown, ArrowUp } from 'lucide-react'
import type { ReactNode } from 'react'
import { AppLink } from './app-link'
import { Column } from './table'

interface SortColumnProps<Key extends string> {
  /** What the table is sorted by: a key, in descending order with `-` before it. */
  sort: string
  /** The keys that this column sorts by, each with its label. */
  by: readonly (readonly [Key, string])[]
  pathWith: (sort: NoInfer<Key> | `-${NoInfer<Key>}`) => string
  /** Whether the first click sorts in descending order. */
  isDescendingFirst?: boolean
}

/** A heading whose links sort the table: a second click reverses the order. */
export function SortColumn<Key extends string>({
  sort,
  by,
  pathWith,
  isDescendingFirst = false,
}: SortColumnProps<Key>) {
  const direction = sort.startsWith('-') ? 'descending' : 'ascending'
  const Arrow = direction === 'descending' ? ArrowDown : ArrowUp
  const nextSort = (key: Key) => {
    const isDescending = isDescendingFirst ? sort !== `-${key}` : sort === key
    return isDescending ? (`-${key}` as const) : key
  }
  const isSorted = (key: Key) => sort === key || sort === `-${key}`
  return (
    <Column aria-sort={by.some(([key]) => isSorted(key)) ? direction : undefined}>
      <SortLinks label={by.map(([, label]) => label).join(', ')}>
        {by.map(([key, label]) => (
          <AppLink
            key={key}
            href={pathWith(nextSort(key))}
            className="inline-flex items-center gap-1 rounded-sm hover:text-foreground"
          >
            {label}
            {isSorted(key) && <Arrow aria-hidden strokeWidth={1.75} className="size-3.5" />}
          </AppLink>
        ))}
      </SortLinks>
    </Column>
  )
}

/** Below 1100 pixels headings are out of view: a link there would take the focus where no one sees it. */
function SortLinks({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <span className="wide:hidden">{label}</span>
      <span className="flex gap-4 max-wide:hidden">{children}</span>
    </>
  )
}
