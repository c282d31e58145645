import type { ReactNode } from 'react'
import { Mark } from '@/components/mark'
import { AppLink } from '@/components/ui/app-link'
import { SkipLink } from './skip-link'

interface SiteHeaderProps {
  tenantName: string
  children?: ReactNode
}

/** For pages outside of an organization. */
export function SiteHeader({ tenantName, children }: SiteHeaderProps) {
  return (
    <header className="border-b bg-panel px-gutter">
      <SkipLink />
      <div className="mx-auto flex min-h-14 max-w-content flex-wrap items-center justify-between gap-x-4 gap-y-2 py-2 max-sm:gap-x-2">
        <AppLink
          href="/"
          className="flex min-h-control min-w-0 items-center gap-2.5 rounded-md font-semibold"
        >
          <Mark name={tenantName} className="size-6 text-sm" />
          <span className="truncate">{tenantName}</span>
        </AppLink>
        <div className="ml-auto flex items-center gap-2 max-sm:gap-1">{children}</div>
      </div>
    </header>
  )
}

export function SiteMain({
  width = 'content',
  children,
}: {
  width?: 'content' | 'form'
  children: ReactNode
}) {
  return (
    <main id="main" tabIndex={-1} className="px-gutter py-8">
      <div className={width === 'form' ? 'mx-auto max-w-form' : 'mx-auto max-w-content'}>{children}</div>
    </main>
  )
}
