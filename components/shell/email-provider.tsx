'use client'

import { createContext, type ReactNode, use } from 'react'

const CanSendEmail = createContext(true)

/** `value`: whether emails of this tenant reach anyone. */
export function EmailProvider({ value, children }: { value: boolean; children: ReactNode }) {
  return <CanSendEmail value={value}>{children}</CanSendEmail>
}

/** For sentences that promise an email. */
export function useCanSendEmail(): boolean {
  return use(CanSendEmail)
}
