'use client'

import { createContext, use } from 'react'

export const DialogContext = createContext<() => void>(() => undefined)

/** Closes the enclosing dialog; does nothing outside of one. */
export function useCloseDialog(): () => void {
  return use(DialogContext)
}
