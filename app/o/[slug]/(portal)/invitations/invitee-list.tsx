'use client'

import { CircleAlert, CircleCheck, X } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { RoleChoice } from '@/components/ui/role-choice'
import type { RoleOption } from '@/components/ui/plain-role-list'
import { namedAddress } from '@/lib/domain/text/split-address-list'
import { unchecked, type Verdict } from './use-address-checks'
import type { Invitee, Invitees } from './use-invitees'

interface InviteeListProps {
  invitees: Invitees
  options: RoleOption[]
  /** The roles of those who have none of their own. */
  common: string[]
  verdictOn: (text: string) => Verdict
  onEdit: (text: string) => void
  onRemove: (text: string) => void
}

export function InviteeList({ invitees, verdictOn, ...row }: InviteeListProps) {
  const { invitees: listed, setRoles } = invitees
  const bad = listed.filter(({ text }) => typeof verdictOn(text) === 'string').length
  return (
    <>
      <p role="status" className="sr-only">
        {listed.length > 0 && summary(listed.length, bad)}
      </p>
      {listed.length > 0 && (
        <ul aria-label="People to invite" className="max-h-72 divide-y overflow-y-auto rounded-md border">
          {listed.map((invitee) => (
            <InviteeRow
              key={invitee.text}
              {...row}
              invitee={invitee}
              verdict={verdictOn(invitee.text)}
              onRoles={(roles) => setRoles(invitee.text, roles)}
            />
          ))}
        </ul>
      )}
    </>
  )
}

function summary(count: number, bad: number): string {
  const people = count === 1 ? '1 address' : `${count} addresses`
  return bad === 0 ? people : `${people}, ${bad} cannot be invited`
}

interface InviteeRowProps extends Omit<InviteeListProps, 'invitees' | 'verdictOn'> {
  invitee: Invitee
  verdict: Verdict
  onRoles: (roles: string[]) => void
}

function InviteeRow({ invitee, verdict, options, common, onRoles, onEdit, onRemove }: InviteeRowProps) {
  const { text } = invitee
  const { address, name } = namedAddress(text)
  const roles = invitee.roles ?? common
  return (
    <li className="flex flex-wrap items-center gap-x-2 gap-y-1 py-1.5 pr-1.5 pl-3">
      <div className="flex min-w-0 flex-1 basis-52 flex-col">
        <button
          type="button"
          aria-label={`Edit ${address}`}
          title={text}
          onClick={() => onEdit(text)}
          className="max-w-full truncate self-start rounded-sm text-left font-medium hover:underline"
        >
          {address}
        </button>
        {name !== '' && <span className="truncate text-sm text-muted-foreground">{name}</span>}
        <VerdictText verdict={verdict} />
      </div>
      <div className="flex min-w-0 items-center gap-1 max-sm:basis-full">
        <RoleChoice
          // One choice and several are different controls.
          key={String(common.length > 1)}
          options={options}
          value={roles}
          onChange={onRoles}
          isSeveral={roles.length > 1 || common.length > 1}
          label={`Role for ${address}`}
          className="sm:w-40"
        />
        <Button variant="ghost" size="icon" aria-label={`Remove ${address}`} onClick={() => onRemove(text)}>
          <X aria-hidden strokeWidth={1.75} />
        </Button>
      </div>
    </li>
  )
}

export function VerdictText({ verdict }: { verdict: Verdict }) {
  if (verdict === undefined || verdict === unchecked) {
    const text = verdict === undefined ? 'Checking…' : 'Could not be checked'
    return <span className="text-xs text-muted-foreground">{text}</span>
  }
  const Icon = verdict === null ? CircleCheck : CircleAlert
  return (
    <span className={`flex gap-1 text-xs ${verdict === null ? 'text-success' : 'text-danger'}`}>
      <Icon aria-hidden strokeWidth={1.75} className="mt-px size-3.5 shrink-0" />
      <span className="min-w-0">{verdict ?? 'Can be invited'}</span>
    </span>
  )
}
