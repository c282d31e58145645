'use client'

import { useEffect, useRef, useState, type RefObject } from 'react'
import { useContinued } from '@/components/form/continued'
import { Form } from '@/components/form/form'
import { DialogActions } from '@/components/ui/dialog-actions'
import { Notice } from '@/components/ui/notice'
import type { FormState } from '@/lib/http/form-state'
import { invitePeople } from './actions'
import { AddressField } from './address-field'
import { InviteeList } from './invitee-list'
import { inviteTitle } from './invite-title'
import { formatInvitees, inviteesField, parseInvitees } from './sent-invitees'
import { choicesIn, type LoadedChoices } from './loaded-choices'
import { InviteOptions } from './invite-options'
import { InviteRoles } from './invite-roles'
import { useAddressChecks } from './use-address-checks'
import { useInvitees } from './use-invitees'

interface InviteFormProps {
  slug: string
  choices: LoadedChoices
  onRetry: () => void
}

export function InviteForm({ slug, choices, onRetry }: InviteFormProps) {
  const checks = useAddressChecks(slug)
  const sent = useContinued({ formId: inviteTitle })?.values?.[inviteesField]
  const invitees = useInvitees(checks.check, parseInvitees(sent))
  const [chosen, setChosen] = useState<string[]>()
  const [leftOver, setLeftOver] = useState<string>()
  const field = useRef<HTMLTextAreaElement>(null)
  useSendShortcut(field)
  const { roles, defaultRoleId, connections, clients } = choicesIn(choices)
  const common = chosen ?? (defaultRoleId === null ? [] : [defaultRoleId])
  const ready = invitees.all.filter(({ text }) => typeof checks.verdictOn(text) !== 'string')

  function keepSkipped({ skipped }: Extract<FormState, { status: 'done' }>) {
    if (!skipped) return
    const kept = Object.entries(skipped)
    checks.record(kept)
    invitees.keepOnly((text) => Object.hasOwn(skipped, text))
    setLeftOver(leftOverMessage(kept.length))
    field.current?.focus()
  }
  return (
    <Form
      action={invitePeople.bind(null, slug)}
      onDone={(state) => state.status === 'done' && keepSkipped(state)}
      onSubmit={() => setLeftOver(undefined)}
      className="flex min-w-0 flex-col gap-4"
    >
      {leftOver && (
        <Notice tone="warning" role="status">
          {leftOver}
        </Notice>
      )}
      <input type="hidden" name={inviteesField} value={formatInvitees(invitees.all, common)} />
      <AddressField ref={field} invitees={invitees} limit={checks.limit} onVerdicts={checks.record} />
      <InviteRoles choices={choices} value={common} onChange={setChosen} onRetry={onRetry} />
      <InviteeList
        invitees={invitees}
        options={roles}
        common={common}
        verdictOn={checks.verdictOn}
        onEdit={(text) => {
          invitees.edit(text)
          field.current?.focus()
        }}
        onRemove={(text) => {
          invitees.remove(text)
          field.current?.focus()
        }}
      />
      <InviteOptions connections={connections} clients={clients} />
      <DialogActions submit={submitLabel(ready.length)} />
    </Form>
  )
}

/** Listens on the document: keys in a list that is closing do not reach React, although it has the focus. */
function useSendShortcut(field: RefObject<HTMLTextAreaElement | null>) {
  useEffect(() => {
    function sendOnShortcut(event: KeyboardEvent) {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
      const dialog = event.target instanceof Element && event.target.closest('[role="dialog"]')
      if (field.current === null || field.current.closest('[hidden]')) return
      if (dialog && !dialog.contains(field.current)) return
      event.preventDefault()
      event.stopPropagation()
      field.current.form?.requestSubmit()
    }
    document.addEventListener('keydown', sendOnShortcut, true)
    return () => document.removeEventListener('keydown', sendOnShortcut, true)
  }, [field])
}

export function submitLabel(count: number): string {
  if (count === 0) return 'Send invitations'
  return count === 1 ? 'Send 1 invitation' : `Send ${count.toLocaleString('en')} invitations`
}

function leftOverMessage(count: number): string {
  const subject = count === 1 ? 'One address was not invited' : `${count} addresses were not invited`
  return `The other invitations were sent. ${subject}: correct or remove what is listed below.`
}
