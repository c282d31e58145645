import { Form } from '@/components/form/form'
import { AlertDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { DialogActions } from '@/components/ui/dialog-actions'
import type { EnabledConnection } from '@/lib/domain/connections/organization-connection'
import { disableConnection } from '../actions'

interface SwitchOffDialogProps {
  slug: string
  method: EnabledConnection
  tenantName: string
  /** Whether the current user signed in with this method. */
  isOwn: boolean
}

export function SwitchOffDialog({ slug, method, tenantName, isOwn }: SwitchOffDialogProps) {
  const { id, displayName } = method
  return (
    <AlertDialog
      trigger={<Button variant="danger">Switch off</Button>}
      title={`Switch off ${displayName}?`}
      description={
        <ul className="flex flex-col gap-2">
          {warnings(method, { tenantName, isOwn }).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      }
    >
      <Form action={disableConnection.bind(null, slug)}>
        <input type="hidden" name="id" value={id} />
        <DialogActions submit="Switch off" tone="danger" />
      </Form>
    </AlertDialog>
  )
}

function warnings(
  { signedIn, stranded, isOffered }: EnabledConnection,
  { tenantName, isOwn }: { tenantName: string; isOwn: boolean },
): string[] {
  return [
    signedIn === 0
      ? 'Nobody here is signed in with it now.'
      : `${members(signedIn)} signed in with it now, and ${signedIn === 1 ? 'is' : 'are'} asked to sign in another way.`,
    stranded === 0
      ? 'Everybody here has another way in.'
      : `${members(stranded)} cut off: no other method that is on here knows them.`,
    ...(isOwn ? ['You signed in with it yourself. Make sure that another way works for you.'] : []),
    ...(isOffered ? [] : [`Only the people who run ${tenantName} can switch it on again.`]),
  ]
}

function members(count: number): string {
  return count === 1 ? '1 member is' : `${count} members are`
}
