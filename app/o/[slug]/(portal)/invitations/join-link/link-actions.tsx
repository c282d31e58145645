import { Link2Off, RefreshCw } from 'lucide-react'
import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Button } from '@/components/ui/button'
import type { JoinLink } from '@/lib/domain/join-links/get-join-link'
import { CopyLink } from '../copy-link'
import { linkOf, rotate, turnOff, undoTurnOff } from './actions'

interface LinkActionsProps {
  slug: string
  link: JoinLink
  /** Whether the caller can assign its roles. */
  mayGive: boolean
  mayTurnOff: boolean
}

export function LinkActions({ slug, link: { id, state }, mayGive, mayTurnOff }: LinkActionsProps) {
  return (
    <div className="flex flex-wrap items-start gap-2">
      {mayGive && state === 'live' && (
        <CopyLink action={linkOf.bind(null, slug)} id={id} name="Join link" copied="Link copied." />
      )}
      {mayGive && (
        <ConfirmDialog
          action={rotate.bind(null, slug)}
          values={{ id }}
          trigger={
            <Button>
              <RefreshCw aria-hidden strokeWidth={1.75} />
              Make a new link
            </Button>
          }
          title="Make a new link?"
          description="The current link stops working at once. The new one has the same settings, and its time and its limit begin again."
          submit="Make a new link"
        />
      )}
      {mayTurnOff && (
        <ConfirmDialog
          action={turnOff.bind(null, slug)}
          undo={undoTurnOff.bind(null, slug)}
          values={{ id }}
          trigger={
            <Button>
              <Link2Off aria-hidden strokeWidth={1.75} />
              Turn off
            </Button>
          }
          title="Turn off the join link?"
          description="It stops working at once. Those who joined with it stay members."
          submit="Turn off"
        />
      )}
    </div>
  )
}
