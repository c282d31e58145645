'use client'

import { ChevronRight } from 'lucide-react'
import { use, useState } from 'react'
import { FormStateContext } from '@/components/form/form-context'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { Textarea } from '@/components/ui/textarea'
import { useHydrated } from '@/components/ui/use-hydrated'
import type { InviteChoices } from '@/lib/domain/invitations/invite-choices'
import { invitationLifetimes } from './lifetimes'

/** Absent where the inviter does not choose. */
type InviteOptionsProps = Partial<Pick<InviteChoices, 'connections' | 'clients'>>

const fields = ['message', 'ttl_sec', 'connection_id', 'client_id']

export function InviteOptions(choices: InviteOptionsProps) {
  const state = use(FormStateContext)
  const isWrong = state.status === 'refused' && fields.some((name) => name in state.fields)
  const [wasOpened, setOpened] = useState(false)
  const isHydrated = useHydrated()
  return (
    <details open={isWrong || undefined} onToggle={() => setOpened(true)} className="group min-w-0">
      <summary className="flex min-h-control w-fit items-center gap-1.5 rounded-md font-medium select-none">
        <ChevronRight
          aria-hidden
          strokeWidth={1.75}
          className="size-4 shrink-0 transition-transform duration-hover group-open:rotate-90"
        />
        More options
      </summary>
      {(wasOpened || isWrong || !isHydrated) && <OptionFields {...choices} />}
    </details>
  )
}

function OptionFields({ connections = [], clients = [] }: InviteOptionsProps) {
  return (
    <div className="flex flex-col gap-4 pt-2">
      <Field name="message" label="Personal message" help="Optional. The email quotes it under your name.">
        <Textarea rows={3} maxLength={500} />
      </Field>
      <Field name="ttl_sec" label="The link works for">
        <Select options={invitationLifetimes} defaultValue="604800" />
      </Field>
      {connections.length > 0 && (
        <Field name="connection_id" label="Sign-in method">
          <Select options={[{ value: '', label: 'Any enabled method' }, ...connections.map(asOption)]} />
        </Field>
      )}
      {clients.length > 0 && (
        <Field name="client_id" label="Application" help="Where people land after they accept.">
          <Select options={[{ value: '', label: 'This portal' }, ...clients.map(asOption)]} />
        </Field>
      )}
    </div>
  )
}

function asOption({ id, name }: { id: string; name: string }) {
  return { value: id, label: name }
}
