'use client'

import { ChevronLeft, ChevronRight } from 'lucide-react'
import { LinkButton } from './link-button'

interface PaginationProps {
  /** Where a page has several lists: “Pages of machines”. */
  label?: string | undefined
  previous?: string | undefined
  /** `First`, `Newest`: where `previous` leads to the first page. */
  back?: 'Previous' | 'First' | 'Newest'
  next?: string | undefined
  /** “1–25 of 140” */
  summary?: string
  /** Why the last page ends before the list does. */
  end?: string | undefined
}

export function Pagination({
  label = 'Pages',
  previous,
  back = 'Previous',
  next,
  summary,
  end,
}: PaginationProps) {
  if (!previous && !next && !summary && !end) return null
  return (
    <nav aria-label={label} className="flex min-h-control flex-wrap items-center justify-between gap-3">
      <p aria-live="polite" className="text-sm text-muted-foreground tabular-nums">
        {summary}
      </p>
      {(previous || next) && (
        <div className="flex gap-2">
          <PageLink href={previous} label={back} />
          <PageLink href={next} label="Next" />
        </div>
      )}
      {end && <p className="basis-full text-sm text-muted-foreground">{end}</p>}
    </nav>
  )
}

const rels = { Previous: 'prev', First: undefined, Newest: undefined, Next: 'next' }

function PageLink({ href, label }: { href: string | undefined; label: keyof typeof rels }) {
  const words = (
    <>
      {label !== 'Next' && <ChevronLeft aria-hidden strokeWidth={1.75} />}
      {label}
      {label === 'Next' && <ChevronRight aria-hidden strokeWidth={1.75} />}
    </>
  )
  if (href) {
    return (
      <LinkButton href={href} rel={rels[label]}>
        {words}
      </LinkButton>
    )
  }
  return (
    <span className="inline-flex min-h-control items-center gap-2 rounded-md border px-3.5 font-medium text-muted-foreground [&_svg]:size-4">
      {words}
    </span>
  )
}
