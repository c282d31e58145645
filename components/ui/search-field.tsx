'use client'

import type { ReactNode } from 'react'
import { SearchButton } from './search-button'
import { SearchForm } from './search-form'
import { SearchInput } from './search-input'

interface SearchFieldProps {
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
      <SearchInput
        label={label}
        name={name}
        defaultValue={value}
        maxLength={200}
        boxClassName="min-w-40 flex-1 max-sm:basis-full"
      />
      {Object.entries(keep).map(
        ([key, text]) => text && <input key={key} type="hidden" name={key} value={text} />,
      )}
      {children}
      <SearchButton />
    </SearchForm>
  )
}
