import { CircleAlert, CircleCheck } from 'lucide-react'
import type { SlugState } from './use-slug-check'

interface SlugStatusProps {
  check: SlugState
  slug: string
  tenantUrl: string
  label: string
}

export function SlugStatus({ check, slug, tenantUrl, label }: SlugStatusProps) {
  return (
    <span className="flex flex-col gap-1">
      <span className="wrap-anywhere">
        {label}: {tenantUrl}/o/{slug === '' ? '…' : slug}
      </span>
      <span role="status" className="flex min-h-5 items-start gap-1.5">
        {check.status === 'asking' && 'Checking…'}
        {check.status === 'free' && (
          <span className="flex items-center gap-1.5 text-success">
            <CircleCheck aria-hidden strokeWidth={1.75} className="size-4" />
            Available
          </span>
        )}
        {check.status === 'taken' && (
          <span className="flex items-start gap-1.5 text-danger">
            <CircleAlert aria-hidden strokeWidth={1.75} className="mt-0.5 size-4 shrink-0" />
            {check.problem}
          </span>
        )}
      </span>
    </span>
  )
}
