'use client'

import { Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names'
import { controlStyles } from './control-styles'
import { SearchButton } from './search-button'
import { SearchForm } from './search-form'

export interface SearchFieldProps {
  label: string
  action: string
  name?: string
  value?: string | undefined
  /** Other URL parameters to keep; not the page, since a search starts at the first. */
  keep?: Record<string, string | undefined>
  children?: ReactNode
}

export function SearchField({ label, action, name = 'q', value, keep = {}, children }: SearchFieldProps) {
  return (
    <SearchForm action={action} className="flex min-w-0 flex-1 flex-wrap gap-2">
      <span className="relative min-w-40 flex-1 max-sm:basis-full">
        <Search
          aria-hidden
          strokeWidth={1.75}
          className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-muted-foreground"
        />
        <input
          type="search"
          name={name}
          defaultValue={value}
          aria-label={label}
          placeholder={label}
          autoComplete="off"
          maxLength={200}
          className={classNames(controlStyles, 'h-control pr-3 pl-9')}
        />
      </span>
      {Object.entries(keep).map(
        ([key, text]) => text && <input key={key} type="hidden" name={key} value={text} />,
      )}
      {children}
      <SearchButton />
    </SearchForm>
  )
}
