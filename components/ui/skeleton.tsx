import { classNames } from './class-names'

/** Holds the place of what is on its way; give it the final size. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={classNames('block h-4 animate-pulse rounded-md bg-hover', className)} />
}

/** A table’s rows on their way. */
export function TableSkeleton({ rows = 6 }: { rows?: number }) {
  return (
    <div role="status" className="flex flex-col border-t">
      <span className="sr-only">Loading…</span>
      {Array.from({ length: rows }, (_, row) => (
        <span key={row} className="flex h-14 items-center gap-3 border-b">
          <Skeleton className="size-8 rounded-full" />
          <span className="flex flex-1 flex-col gap-1.5">
            <Skeleton className="h-3.5 w-36" />
            <Skeleton className="h-3 w-48" />
          </span>
          <Skeleton className="h-5 w-20 max-sm:hidden" />
        </span>
      ))}
    </div>
  )
}
