import { ChevronLeft } from 'lucide-react'
import { AppLink } from './app-link'
import { classNames } from './class-names'
import { touchArea } from './touch-area'

/** To the list that a page belongs to. */
export function BackLink({ href, children }: { href: string; children: string }) {
  return (
    <AppLink
      href={href}
      className={classNames(
        'mb-3 inline-flex items-center gap-1 rounded-sm text-sm text-muted-foreground hover:text-foreground',
        touchArea,
      )}
    >
      <ChevronLeft aria-hidden strokeWidth={1.75} className="size-4" />
      {children}
    </AppLink>
  )
}
