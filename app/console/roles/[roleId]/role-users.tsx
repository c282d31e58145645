import { Form } from '@/components/form/form'
import { AppLink } from '@/components/ui/app-link'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Section } from '@/components/ui/page-header'
import { Pagination } from '@/components/ui/pagination'
import { Person } from '@/components/ui/person'
import { SubmitButton } from '@/components/ui/submit-button'
import { may, type TenantActor } from '@/lib/access'
import { countText } from '@/lib/domain/bounded-count'
import type { RoleUser } from '@/lib/domain/tenant-roles/queries'
import type { Windowed } from '@/lib/domain/window'
import { addUser, removeUser } from '../actions'

export const usersAPage = 25

interface RoleUsersProps {
  roleId: string
  users: Windowed<RoleUser>
  page: number
  actor: TenantActor
}

export function RoleUsers({ roleId, users: { rows, total }, page, actor }: RoleUsersProps) {
  const shown = (page - 1) * usersAPage + rows.length
  const pageHref = (number: number) => `/console/roles/${roleId}?page=${number}`
  return (
    <Section
      title="Users at tenant level"
      text={
        total === 0
          ? 'No user has this role at tenant level.'
          : `${countText(total, 'user')} ${total === 1 ? 'has' : 'have'} this role at tenant level.`
      }
    >
      {may(actor, 'create:role_members', 'read:users') && <AddUserForm roleId={roleId} />}
      {rows.length > 0 && (
        <ul aria-label="Users with this role" className="flex flex-col border-t">
          {rows.map((user) => (
            <RoleUserItem key={user.id} roleId={roleId} user={user} actor={actor} />
          ))}
        </ul>
      )}
      {(page > 1 || shown < total) && (
        <Pagination
          previous={page > 1 ? pageHref(page - 1) : undefined}
          next={shown < total ? pageHref(page + 1) : undefined}
        />
      )}
    </Section>
  )
}

function RoleUserItem({ roleId, user, actor }: { roleId: string; user: RoleUser; actor: TenantActor }) {
  const person = <Person person={user} />
  return (
    <li className="flex items-center justify-between gap-4 border-b py-2">
      <div className="min-w-0">
        {may(actor, 'read:users') ? (
          <AppLink href={`/console/users/${encodeURIComponent(user.id)}`} className="block rounded-sm">
            {person}
          </AppLink>
        ) : (
          person
        )}
      </div>
      {may(actor, 'delete:role_members') && (
        <Form
          action={removeUser}
          act="take-role"
          actOn={user.id}
          undo={addUser}
          values={{ role_id: roleId, user_id: user.id }}
          className="shrink-0"
        >
          <SubmitButton variant="ghost" size="small" aria-label={`Remove the role from ${user.name}`}>
            Remove
          </SubmitButton>
        </Form>
      )}
    </li>
  )
}

function AddUserForm({ roleId }: { roleId: string }) {
  return (
    <Form
      action={addUser}
      act="give-role"
      undo={removeUser}
      resetOnDone
      values={{ role_id: roleId }}
      className="flex max-w-form flex-wrap items-end gap-3"
    >
      <Field name="email" label="Email" className="min-w-40 flex-1">
        <Input type="email" autoComplete="off" maxLength={320} />
      </Field>
      <SubmitButton variant="secondary">Give role</SubmitButton>
    </Form>
  )
}
