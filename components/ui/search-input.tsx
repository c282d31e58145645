import { Search } from 'lucide-react'
import type { ComponentProps } from 'react'
import { classNames } from './class-names'
import { controlStyles } from './control-styles'

interface SearchInputProps extends ComponentProps<'input'> {
  label: string
  boxClassName: string
}

export function SearchInput({ label, boxClassName, ...props }: SearchInputProps) {
  return (
    <span className={`relative ${boxClassName}`}>
      <Search
        aria-hidden
        strokeWidth={1.75}
        className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-muted-foreground"
      />
      <input
        type="search"
        aria-label={label}
        placeholder={label}
        autoComplete="off"
        {...props}
        className={classNames(controlStyles, 'h-control pr-3 pl-9')}
      />
    </span>
  )
}
