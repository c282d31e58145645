import { Form } from '@/components/form/form'
import { AlertDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { SubmitButton } from '@/components/ui/submit-button'
import { remove, restore, suspend } from '../actions'
import { RemovalForm, removalText, removalTitle, type MemberRemoval } from '../removal-form'

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
      >
        <input type="hidden" name="user_id" value={removal.userId} />
        <SubmitButton variant="secondary">{isSuspended ? 'Restore access' : 'Suspend'}</SubmitButton>
      </Form>
      <AlertDialog
        trigger={<Button>Remove from organization</Button>}
        title={removalTitle(removal)}
        description={removalText(removal)}
      >
        <RemovalForm removal={removal} action={remove.bind(null, slug)} fromPage />
      </AlertDialog>
    </div>
  )
}
