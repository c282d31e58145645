'use client'

import type { ChangeEvent } from 'react'
import { classNames } from './class-names'
import { controlStyles } from './control-styles'
import { useFieldControl } from './field-context'

interface FileInputProps {
  /** Media types and endings, such as `.csv,text/csv`. */
  accept: string
  onChange?: (event: ChangeEvent<HTMLInputElement>) => void
}

/** In a Field. */
export function FileInput({ accept, onChange }: FileInputProps) {
  const wiring = useFieldControl({})
  return (
    <input
      {...wiring}
      type="file"
      accept={accept}
      onChange={onChange}
      className={classNames(
        controlStyles,
        'h-control file:mr-3 file:h-full file:border-r file:border-input file:bg-panel file:px-3 file:font-medium',
      )}
    />
  )
}
