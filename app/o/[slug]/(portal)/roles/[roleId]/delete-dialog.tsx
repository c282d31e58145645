import { ConfirmDialog } from '@/components/form/confirm-dialog'
import type { FormAction } from '@/components/form/form'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import type { RoleDetails } from '@/lib/domain/roles/get-role'
import { countText, mostCounted } from '@/lib/domain/bounded-count'
import type { ContinuedAct } from '@/lib/http/continued-acts'
import { joiningSentences } from './joining-sentences'

interface DeleteDialogProps {
  remove: FormAction
  /** Where it requires a recent sign-in. */
  act?: ContinuedAct
  details: RoleDetails
}

export function DeleteDialog({ remove, act, details }: DeleteDialogProps) {
  const { role } = details
  return (
    <ConfirmDialog
      act={act}
      trigger={<Button>Delete role</Button>}
      title={`Delete ${role.name}?`}
      description={`${lossText(details)} You can’t undo this.`}
      action={remove}
      values={{ role_id: role.id }}
      submit="Delete"
    >
      {isUsed(details) && <Replacement details={details} />}
    </ConfirmDialog>
  )
}

function isUsed({ replacements, holderCount, invitations, joining }: RoleDetails): boolean {
  if (replacements.length === 0) return false
  return (holderCount ?? 0) + (invitations ?? 0) + (joining?.domains ?? 0) > 0 || Boolean(joining?.joinLink)
}

function Replacement({ details: { replacements, soleHolders, holderCount } }: { details: RoleDetails }) {
  const none = { value: '', label: soleHolders ? 'Choose a role' : 'No other role' }
  return (
    <Field name="instead" label={holderCount ? 'New role for these people' : 'New role instead'}>
      <Select
        defaultValue=""
        options={[none, ...replacements.map(({ id, name }) => ({ value: id, label: name }))]}
      />
    </Field>
  )
}

function lossText({ holderCount, soleHolders, invitations, joining, replacements }: RoleDetails): string {
  const sentences = [
    membersText(holderCount ?? 0, soleHolders ?? 0),
    (holderCount ?? 0) > mostCounted ? 'Members are not emailed about a change of so many roles.' : '',
    invitationsText(invitations ?? 0),
    ...(joining ? joiningSentences(joining, replacements) : []),
  ]
  return sentences.filter((sentence) => sentence !== '').join(' ')
}

function membersText(count: number, sole: number): string {
  if (count === 0) return 'No member has it.'
  const who = count === 1 ? '1 member has it' : `${countText(count)} members have it`
  if (sole === 0) return `${who} and ${count === 1 ? 'loses' : 'lose'} its permissions.`
  if (sole === count && count <= mostCounted) return `${who} and no other role. A member needs at least one.`
  return `${who}, ${countText(sole)} of them and no other role. A member needs at least one.`
}

function invitationsText(invitations: number): string {
  if (invitations === 0) return ''
  return invitations === 1
    ? '1 pending invitation offers it.'
    : `${countText(invitations)} pending invitations offer it.`
}
