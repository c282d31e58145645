'use client'

import { Search } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { classNames } from '@/components/ui/class-names'
import { controlStyles } from '@/components/ui/control-styles'
import { useHydrated } from '@/components/ui/use-hydrated'

/** It has no name, so that it is not sent with the form. Without JavaScript its place stays empty. */
export function PermissionSearch({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const works = useHydrated()
  return (
    <span className={classNames('relative max-w-form', !works && 'invisible')}>
      <Search
        aria-hidden
        strokeWidth={1.75}
        className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-muted-foreground"
      />
      <input
        type="search"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={withoutSubmitting}
        aria-label="Find permissions"
        placeholder="Find permissions"
        autoComplete="off"
        maxLength={100}
        className={classNames(controlStyles, 'h-control pr-3 pl-9')}
      />
    </span>
  )
}

function withoutSubmitting(event: KeyboardEvent) {
  if (event.key === 'Enter') event.preventDefault()
}
