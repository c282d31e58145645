'use client'

import { usePathname } from 'next/navigation'
import { createContext, useState, type ReactNode } from 'react'
import type { OutdatedForm } from '@/lib/request-state'

export const OutdatedContext = createContext<OutdatedForm | null>(null)

interface OutdatedFormProviderProps {
  form: OutdatedForm | null
  notice: ReactNode
  children: ReactNode
}

/** The layout stays when the page below it changes: the form is of the first page. */
export function OutdatedFormProvider({ form, notice, children }: OutdatedFormProviderProps) {
  const path = usePathname()
  const [start] = useState(path)
  const [isLeft, setLeft] = useState(false)
  if (path !== start && !isLeft) setLeft(true)
  return (
    <OutdatedContext value={isLeft ? null : form}>
      {!isLeft && notice}
      {children}
    </OutdatedContext>
  )
}
