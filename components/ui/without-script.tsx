'use client'

import { createContext, use, type ReactNode } from 'react'

const InsideContext = createContext(false)

/** For browsers without JavaScript; others do not render it. It may be nested, unlike `<noscript>`. */
export function WithoutScript({ children }: { children: ReactNode }) {
  if (use(InsideContext)) return children
  return (
    <noscript>
      <InsideContext value={true}>{children}</InsideContext>
    </noscript>
  )
}
