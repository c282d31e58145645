'use client'

import { createContext, use } from 'react'

export const DialogContext = createContext<() => void>(() => undefined)

/** Does nothing outside of a dialog. */
export function useCloseDialog(): () => void {
  return use(DialogContext)
}
