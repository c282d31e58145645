import { classNames } from './class-names'
import { Select, type SelectProps } from './select'

interface SearchSelectProps extends Pick<SelectProps, 'name' | 'defaultValue' | 'options'> {
  label: string
  /** For the sort order of a table whose headings sort it, too, unless they are hidden. */
  isForNarrow?: boolean
}

/** A filter or the sort order, beside the text of a search. */
export function SearchSelect({ label, isForNarrow = false, ...select }: SearchSelectProps) {
  return (
    <Select
      {...select}
      aria-label={label}
      className={classNames('min-w-32 max-sm:flex-1 sm:w-auto', isForNarrow && 'wide:hidden')}
    />
  )
}
