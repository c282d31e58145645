import type { ReactNode } from 'react'
import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Form } from '@/components/form/form'
import { Avatar, ownPicture } from '@/components/ui/avatar'
import { BackLink } from '@/components/ui/back-link'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'
import { PageTabs } from '@/components/ui/page-tabs'
import { SubmitButton } from '@/components/ui/submit-button'
import { may, type Permission } from '@/lib/access'
import type { User } from '@/lib/domain/users/read-user'
import { block, unblock } from '../actions'
import { userPath, usersPath } from '../query'
import { UserBadges } from '../user-badges'
import type { UserViewed } from './read-user-page'

const tabs: { label: string; path?: string; needs: readonly Permission[] }[] = [
  { label: 'Profile', needs: [] },
  { label: 'Access', path: 'access', needs: [] },
  {
    label: 'Organizations',
    path: 'organizations',
    needs: ['read:organizations', 'read:organization_members', 'read:organization_member_roles'],
  },
  { label: 'Sign-in', path: 'sign-in', needs: [] },
  { label: 'Sessions', path: 'sessions', needs: ['read:sessions'] },
  { label: 'Activity', path: 'activity', needs: ['read:logs'] },
]

export function UserFrame({ viewed, children }: { viewed: UserViewed; children: ReactNode }) {
  const { user, actor, isSelf } = viewed
  const shown = tabs.filter(({ needs }) => may(actor, ...needs))
  return (
    <>
      <BackLink href={usersPath}>Users</BackLink>
      <PageHeader
        title={
          <span className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
            <Avatar name={user.name} imageUrl={ownPicture(user.picture)} />
            <span className="min-w-0 wrap-anywhere">{user.name}</span>
            {isSelf && <Badge>You</Badge>}
            <UserBadges isBlocked={user.isBlocked} isEmailVerified={user.isEmailVerified} />
          </span>
        }
        text={<span className="wrap-anywhere">{user.email}</span>}
        action={may(actor, 'update:users') && !isSelf && <BlockUser user={user} />}
      />
      <PageTabs
        label={`Pages about ${user.name}`}
        tabs={shown.map(({ label, path }) => ({ label, href: userPath(user.id, path) }))}
      />
      {children}
    </>
  )
}

function BlockUser({ user: { id, name, isBlocked } }: { user: User }) {
  if (isBlocked) {
    return (
      <Form action={unblock} act="unblock-user" undo={block} values={{ user_id: id }}>
        <SubmitButton variant="secondary">Unblock</SubmitButton>
      </Form>
    )
  }
  return (
    <ConfirmDialog
      trigger={<Button>Block</Button>}
      title={`Block ${name}?`}
      description="They are signed out everywhere at once, in applications too, and cannot sign in until they are unblocked. They stay a member of their organizations."
      action={block}
      undo={unblock}
      values={{ user_id: id }}
      submit="Block"
    />
  )
}
