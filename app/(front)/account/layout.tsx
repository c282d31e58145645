import type { ReactNode } from 'react'
import { ContinuedProvider } from '@/components/form/continued'
import { findContinued } from '@/lib/http/continued-act'
import { requirePerson } from '@/lib/http/person'

export default async function AccountLayout({ children }: { children: ReactNode }) {
  const { session } = await requirePerson()
  return <ContinuedProvider value={await findContinued(session)}>{children}</ContinuedProvider>
}
