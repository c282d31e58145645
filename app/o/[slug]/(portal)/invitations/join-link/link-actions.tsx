import { Link2Off, RefreshCw } from 'lucide-react'
import { ConfirmDialog } from '@/components/form/confirm-dialog'
import type { FormAction } from '@/components/form/form'
import { Button } from '@/components/ui/button'
import type { JoinLink } from '@/lib/domain/join-links/queries'
import type { ContinuedAct } from '@/lib/http/continued-acts'
import { CopyLink } from '../copy-link'

/** Undefined: the reader may not. */
export interface JoinLinkActs {
  linkOf: FormAction | undefined
  rotate: FormAction | undefined
  turnOff: FormAction | undefined
  undoTurnOff: FormAction
}

interface LinkActionsProps {
  link: JoinLink
  /** That the reader can assign. */
  roles: readonly { id: string }[]
  acts: JoinLinkActs
  /** What a recent sign-in is required to make a new link for. */
  act?: ContinuedAct | undefined
}

/** Only those who can assign all of its roles see the link, or make a new one with the same roles. */
export function LinkActions({ link, roles, acts, act }: LinkActionsProps) {
  const { id, state } = link
  const mayGive = link.roles.every((given) => roles.some((role) => role.id === given.id))
  return (
    <div className="flex flex-wrap items-start gap-2">
      {acts.linkOf && mayGive && state === 'live' && (
        <CopyLink action={acts.linkOf} id={id} name="Join link" copied="Link copied." />
      )}
      {acts.rotate && mayGive && (
        <ConfirmDialog
          act={act}
          action={acts.rotate}
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
      {acts.turnOff && (
        <ConfirmDialog
          action={acts.turnOff}
          undo={acts.undoTurnOff}
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
