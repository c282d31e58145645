'use client'

import { ArrowDown, ArrowUp } from 'lucide-react'
import { AppLink } from './app-link'

export type SortDirection = 'ascending' | 'descending' | undefined

interface SortLinkProps {
  href: string
  label: string
  sorted: SortDirection
}

/** In a column’s heading, which has the `aria-sort`. */
export function SortLink({ href, label, sorted }: SortLinkProps) {
  const Arrow = sorted === 'descending' ? ArrowDown : ArrowUp
  return (
    <AppLink href={href} className="inline-flex items-center gap-1 rounded-sm hover:text-foreground">
      {label}
      {sorted && <Arrow aria-hidden strokeWidth={1.75} className="size-3.5" />}
    </AppLink>
  )
}
