import { Building2 } from 'lucide-react'
import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { AppLink } from '@/components/ui/app-link'
import { Avatar } from '@/components/ui/avatar'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { RoleBadges } from '@/components/ui/role-badges'
import { ActionsColumn, Cell, Column, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import { may } from '@/lib/access'
import { logoUrl } from '@/lib/domain/branding/logo-url'
import { readNumberedPage, type NumberedPage } from '@/lib/domain/numbered-page'
import { listMemberships, type Membership } from '@/lib/domain/users/queries'
import type { User } from '@/lib/domain/users/read-user'
import { consolePage } from '@/lib/http/person'
import { pageIn } from '@/lib/http/page-number'
import { pagesOf } from '@/lib/http/page-query'
import { NumberedPages } from '../../../../numbered-pages'
import { userPath } from '../../query'
import { readUserPage, type UserPageProps } from '../read-user-page'
import { UserFrame } from '../user-frame'
import { removeUser } from './actions'

export const metadata: Metadata = { title: 'Organizations of a user' }

export default async function OrganizationsPage(props: UserPageProps) {
  const { operator } = await consolePage(
    'read:users',
    'read:organizations',
    'read:organization_members',
    'read:organization_member_roles',
  )
  const page = await pageIn(props.searchParams)
  const { viewed, found } = await readUserPage(operator, props, {
    read: (userId) => readNumberedPage((window) => listMemberships(operator, { ...window, userId }), page),
  })
  const { user, actor } = viewed
  return (
    <UserFrame viewed={viewed}>
      {found.total === 0 ? (
        <EmptyState
          icon={<Building2 aria-hidden strokeWidth={1.75} />}
          title="In no organization"
          text={`${user.name} is a member once an organization invites or adds them.`}
        />
      ) : (
        <Memberships user={user} found={found} mayRemove={may(actor, 'delete:organization_members')} />
      )}
    </UserFrame>
  )
}

interface MembershipsProps {
  user: User
  found: NumberedPage<Membership>
  mayRemove: boolean
}

function Memberships({ user, found, mayRemove }: MembershipsProps) {
  return (
    <div className="flex flex-col gap-4">
      <Table caption={`Organizations of ${user.name}`}>
        <TableHead>
          <Column>Organization</Column>
          <Column>Roles</Column>
          <Column>Joined</Column>
          {mayRemove && <ActionsColumn />}
        </TableHead>
        <TableBody>
          {found.rows.map((membership) => (
            <MembershipRow key={membership.organizationId} membership={membership}>
              {mayRemove && (
                <Cell narrow="end" align="end">
                  <RemoveUser user={user} membership={membership} />
                </Cell>
              )}
            </MembershipRow>
          ))}
        </TableBody>
      </Table>
      <NumberedPages found={found} pathAt={pagesOf(userPath(user.id, 'organizations'))} />
    </div>
  )
}

function MembershipRow({ membership, children }: { membership: Membership; children: ReactNode }) {
  const { organizationId, displayName, slug, logoId, isSuspended, isManaged, roles, joinedAt } = membership
  return (
    <TableRow>
      <Cell narrow="first" className="wide:w-full wide:max-w-0">
        <span className="flex min-w-0 items-center gap-3">
          <span className="max-wide:hidden">
            <Avatar name={displayName} imageUrl={logoUrl(logoId)} shape="square" />
          </span>
          <AppLink
            href={`/console/organizations/${encodeURIComponent(organizationId)}`}
            className="min-w-0 rounded-sm leading-tight"
          >
            <span className="block truncate font-medium">{displayName}</span>
            <span className="block truncate text-sm text-muted-foreground max-wide:hidden">{slug}</span>
          </AppLink>
          {isSuspended && <Badge tone="warning">Suspended</Badge>}
          {isManaged && <Badge>Managed by its directory</Badge>}
        </span>
      </Cell>
      <Cell>
        <RoleBadges roles={roles} />
      </Cell>
      <Cell className="whitespace-nowrap text-muted-foreground">
        <span className="wide:hidden">Joined </span>
        <Time value={joinedAt} />
      </Cell>
      {children}
    </TableRow>
  )
}

function RemoveUser({ user, membership }: { user: User; membership: Membership }) {
  const { organizationId, displayName, isLastOwner } = membership
  const warning = isLastOwner ? ` They are its last owner: ${displayName} is left without one.` : ''
  return (
    <ConfirmDialog
      actOn={organizationId}
      trigger={
        <Button size="small" aria-label={`Remove from ${displayName}`}>
          Remove
        </Button>
      }
      title={`Remove ${user.name} from ${displayName}?`}
      description={`They lose all roles and access there at once. Their account stays.${warning}`}
      action={removeUser.bind(null, organizationId)}
      values={{ user_id: user.id }}
      submit="Remove"
    />
  )
}
