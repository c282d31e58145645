'use client'

import { createContext, lazy, Suspense, use, useEffect, useState, type ReactNode } from 'react'
import { useContinued } from '@/components/form/continued'
import { inviteTitle } from './invite-title'
import { loadChoices, type LoadedChoices } from './loaded-choices'

const InviteContext = createContext<(() => void) | null>(null)

/** Opens the invite dialog on any page of the portal; null if the reader cannot invite. */
export function useInvite(): (() => void) | null {
  return use(InviteContext)
}

interface InviteProviderProps {
  slug: string
  organizationName: string
  /** Whether the invitations reach anyone by email. */
  canSendEmail: boolean
  children: ReactNode
}

/** Loaded when it is first opened: most pages are only read. */
const InviteDialog = lazy(() => import('./invite-dialog'))

export function InviteProvider({ slug, organizationName, canSendEmail, children }: InviteProviderProps) {
  const isContinued = useContinued({ formId: inviteTitle }) !== null
  const [isOpen, setOpen] = useState(isContinued)
  const [isNeeded, setNeeded] = useState(isContinued)
  const [choices, setChoices] = useState<LoadedChoices>('loading')
  useEffect(() => {
    if (isContinued) void loadChoices(slug).then(setChoices)
  }, [isContinued, slug])

  function load() {
    setChoices('loading')
    void loadChoices(slug).then(setChoices)
  }
  function open() {
    setNeeded(true)
    setOpen(true)
    load()
  }
  return (
    <InviteContext value={open}>
      {children}
      {isNeeded && (
        <Suspense fallback={null}>
          <InviteDialog
            slug={slug}
            organizationName={organizationName}
            canSendEmail={canSendEmail}
            choices={choices}
            onRetry={load}
            open={isOpen}
            onOpenChange={setOpen}
          />
        </Suspense>
      )}
    </InviteContext>
  )
}
