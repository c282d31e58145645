'use client'

import type { ReactNode } from 'react'
import { ExpectedTableRow, useExpectEach } from '@/components/form/expected-rows'
import type { FormAction } from '@/components/form/form'
import { RowAnswer, RowButton, RowForm } from '@/components/form/row-form'
import { useActionToast } from '@/components/form/use-action-toast'
import { PersonCell } from '@/components/ui/person-cell'
import { RoleBadges } from '@/components/ui/role-badges'
import { RowIcon } from '@/components/ui/row-icon'
import { SelectCell } from '@/components/ui/selection'
import { Cell } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import type { InvitationDetails } from '@/lib/domain/invitations/list-invitations'
import { InvitationStatus } from './invitation-status'
import { RevokeInRow } from './revoke-dialog'
import { CopyLinkForm, CopyLinkInRow } from './row-copy-link'

type Shown = 'id' | 'email' | 'state' | 'inviterName' | 'expiresAt' | 'sentAt'

/** Marks that are false are left out, to keep the page small. */
export interface InvitationRowData extends Pick<InvitationDetails, Shown> {
  inviteeName?: string
  roles: { id?: string; name: string }[]
  emailProblem?: NonNullable<InvitationDetails['emailProblem']>
  isOpen?: true
  isResendable?: true
}

/** Undefined if the reader may not. */
export interface InvitationActs {
  resend?: FormAction | undefined
  linkOf?: FormAction | undefined
  revoke?: FormAction | undefined
  undoRevoke: FormAction
}

/** What all rows share: the page carries it once. */
interface InvitationRowsProps {
  invitations: readonly InvitationRowData[]
  acts: InvitationActs
  /** The path of an invitation’s page, up to its id; undefined: they have none. */
  path?: string
  hasSelection?: boolean
  now: Date
}

export function InvitationRows({ invitations, ...list }: InvitationRowsProps) {
  return invitations.map((invitation) => (
    <InvitationRow key={invitation.id} invitation={invitation} {...list} />
  ))
}

/** Around the table: the forms that the buttons in its rows send. */
export function InvitationForms({ acts, children }: { acts: InvitationActs; children: ReactNode }) {
  const withForm = acts.resend ? <ResendRowForm action={acts.resend}>{children}</ResendRowForm> : children
  return acts.linkOf ? <CopyLinkForm action={acts.linkOf}>{withForm}</CopyLinkForm> : withForm
}

const resendId = 'resend'

function ResendRowForm({ action, children }: { action: FormAction; children: ReactNode }) {
  const onStart = useExpectEach('id', { isPending: true })
  return (
    <RowForm id={resendId} action={useActionToast(action, undefined, { onStart })}>
      {children}
    </RowForm>
  )
}

type InvitationRowProps = Omit<InvitationRowsProps, 'invitations'> & { invitation: InvitationRowData }

function InvitationRow({ invitation, acts, path, hasSelection, now }: InvitationRowProps) {
  const {
    id,
    email,
    inviteeName,
    roles,
    inviterName,
    sentAt,
    expiresAt,
    state,
    emailProblem = null,
  } = invitation
  return (
    <ExpectedTableRow rowId={id}>
      {hasSelection && <SelectCell id={id} label={email} />}
      <PersonCell
        name={email}
        note={[inviteeName, `Invited by ${inviterName}`].filter(Boolean).join(' · ')}
        isNoteOptional={inviteeName === undefined}
        href={path === undefined ? undefined : path + id}
      />
      <Cell>
        <RoleBadges roles={roles} />
      </Cell>
      <Cell>
        <InvitationStatus id={id} state={state} emailProblem={emailProblem} />
      </Cell>
      <Cell className="text-sm text-muted-foreground">
        {(state === 'pending' || state === 'expired') && (
          <>
            <span className="wide:hidden">{state === 'expired' ? 'Expired ' : 'Expires '}</span>
            <Time value={expiresAt} now={now} />
          </>
        )}
      </Cell>
      <Cell narrow="hide" className="text-sm text-muted-foreground">
        <Time value={sentAt} now={now} />
      </Cell>
      <Cell narrow="corner">
        <RowActs invitation={invitation} acts={acts} />
      </Cell>
    </ExpectedTableRow>
  )
}

function RowActs({ invitation, acts }: Pick<InvitationRowProps, 'invitation' | 'acts'>) {
  const { id, email, state, isOpen, isResendable } = invitation
  return (
    <div className="row-acts">
      {acts.resend && isResendable && (
        <RowButton
          form={resendId}
          rowId={id}
          variant="ghost"
          size="compact"
          aria-label="Resend"
          title="Resend"
        >
          <RowIcon name="send" />
        </RowButton>
      )}
      {acts.linkOf && state === 'pending' && <CopyLinkInRow id={id} />}
      {acts.revoke && isOpen && (
        <RevokeInRow action={acts.revoke} undo={acts.undoRevoke} id={id} email={email} />
      )}
      <RowAnswer form={resendId} rowId={id} />
    </div>
  )
}
