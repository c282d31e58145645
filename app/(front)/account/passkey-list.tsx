import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Form } from '@/components/form/form'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { DialogActions } from '@/components/ui/dialog-actions'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Time } from '@/components/ui/time'
import type { ListedPasskey } from '@/lib/domain/passkeys/passkeys'
import { AddPasskey } from './passkey-add'
import { factorLoss, LastUsed } from './second-factor-texts'
import { remove, rename } from './passkey/actions'

interface PasskeyListProps {
  passkeys: readonly ListedPasskey[]
  /** Organizations that could not be opened without any of them. */
  requiring: readonly string[]
}

export function PasskeyList({ passkeys, requiring }: PasskeyListProps) {
  const lost = passkeys.length === 1 ? requiring : []
  return (
    <>
      {passkeys.length === 0 ? (
        <p className="text-muted-foreground">You have no passkeys yet.</p>
      ) : (
        <ul className="divide-y rounded-lg border">
          {passkeys.map((passkey) => (
            <PasskeyItem key={passkey.id} passkey={passkey} requiring={lost} />
          ))}
        </ul>
      )}
      <AddPasskey />
    </>
  )
}

interface PasskeyItemProps {
  passkey: ListedPasskey
  requiring: readonly string[]
}

function PasskeyItem({ passkey, requiring }: PasskeyItemProps) {
  const { name, createdAt, lastUsedAt } = passkey
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3">
      <div className="flex min-w-0 flex-col gap-0.5">
        <p className="font-medium wrap-anywhere">{name}</p>
        <p className="text-sm text-muted-foreground">
          Added <Time value={createdAt} />, <LastUsed at={lastUsedAt} />
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        <RenameDialog passkey={passkey} />
        <RemoveDialog passkey={passkey} requiring={requiring} />
      </div>
    </li>
  )
}

function RenameDialog({ passkey: { id, name } }: { passkey: ListedPasskey }) {
  return (
    <Dialog
      actOn={id}
      title={`Rename “${name}”`}
      trigger={
        <Button size="small" aria-label={`Rename ${name}`}>
          Rename
        </Button>
      }
    >
      <Form action={rename} values={{ passkey_id: id }}>
        <Field name="name" label="Name" help="For example, the device it’s on.">
          <Input defaultValue={name} autoComplete="off" />
        </Field>
        <DialogActions submit="Save" />
      </Form>
    </Dialog>
  )
}

function RemoveDialog({ passkey: { id, name }, requiring }: PasskeyItemProps) {
  return (
    <ConfirmDialog
      act="remove-passkey"
      actOn={id}
      title={`Remove “${name}”?`}
      description={`You can no longer sign in with it. Your device may still offer it until you delete it there too.${factorLoss(requiring)}`}
      trigger={
        <Button size="small" aria-label={`Remove ${name}`}>
          Remove
        </Button>
      }
      action={remove}
      values={{ passkey_id: id }}
      submit="Remove"
    />
  )
}
