import { ChevronLeft } from 'lucide-react'
import { AppLink } from './app-link'

/** To the list that a page belongs to. */
export function BackLink({ href, children }: { href: string; children: string }) {
  return (
    <AppLink
      href={href}
      className="mb-3 inline-flex items-center gap-1 rounded-sm text-sm text-muted-foreground hover:text-foreground"
    >
      <ChevronLeft aria-hidden strokeWidth={1.75} className="size-4" />
      {children}
    </AppLink>
  )
}
