'use client'

import { createContext, use } from 'react'

export const DialogContext = createContext<() => void>(() => undefined)

/** Closes the dialog around the caller; outside of one it does nothing. */
export function useCloseDialog(): () => void {
  return use(DialogContext)
}
