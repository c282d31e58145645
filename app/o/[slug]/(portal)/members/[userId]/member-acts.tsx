import { Form } from '@/components/form/form'
import { Button } from '@/components/ui/button'
import { SubmitButton } from '@/components/ui/submit-button'
import { remove, restore, suspend } from '../actions'
import { RemovalDialog, type MemberRemoval } from '../removal-dialog'

interface MemberActsProps {
  slug: string
  removal: MemberRemoval
  isSuspended: boolean
}

export function MemberActs({ slug, removal, isSuspended }: MemberActsProps) {
  const suspendHere = suspend.bind(null, slug)
  const restoreHere = restore.bind(null, slug)
  return (
    <div className="flex flex-wrap items-start gap-2">
      <Form
        key={String(isSuspended)}
        action={isSuspended ? restoreHere : suspendHere}
        undo={isSuspended ? suspendHere : restoreHere}
        className="flex flex-col gap-2"
        values={{ user_id: removal.userId }}
      >
        <SubmitButton variant="secondary">{isSuspended ? 'Restore access' : 'Suspend'}</SubmitButton>
      </Form>
      <RemovalDialog
        trigger={<Button>Remove from organization</Button>}
        removal={removal}
        action={remove.bind(null, slug)}
        fromPage
      />
    </div>
  )
}
