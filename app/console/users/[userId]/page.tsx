import type { Metadata } from 'next'
import { TypedDeleteDialog } from '@/components/form/typed-delete-dialog'
import { ownPicture } from '@/components/ui/avatar'
import { Copyable } from '@/components/ui/copyable'
import { Fact, Facts } from '@/components/ui/facts'
import { Section } from '@/components/ui/page-header'
import { FullTime } from '@/components/ui/time'
import { may } from '@/lib/access'
import type { User } from '@/lib/domain/users/read-user'
import { consolePage } from '@/lib/http/person'
import { remove } from '../actions'
import { AddressSection } from './address-section'
import { MetadataSection } from './metadata-section'
import { NameForm, RemovePicture } from './name-form'
import { readUserPage, type UserPageProps } from './read-user-page'
import { UserFrame } from './user-frame'

export const metadata: Metadata = { title: 'User' }

export default async function UserPage(props: UserPageProps) {
  const { operator } = await consolePage('read:users')
  const { viewed } = await readUserPage(operator, props, { read: async () => null })
  const { user, actor, isSelf } = viewed
  const mayUpdate = may(actor, 'update:users')
  const mayCreateLinks = may(actor, 'create:user_tickets')
  return (
    <UserFrame viewed={viewed}>
      <UserFacts user={user} />
      {mayUpdate && (
        <Section title="Name" text="As others see it, in every organization.">
          <NameForm userId={user.id} name={user.name} />
          {ownPicture(user.picture) && <RemovePicture user={user} />}
        </Section>
      )}
      {mayUpdate && <AddressSection user={user} isSelf={isSelf} mayCreateLinks={mayCreateLinks} />}
      <MetadataSection user={user} mayUpdate={mayUpdate} />
      {may(actor, 'delete:users') && (
        <Section
          title="Delete user"
          text="Their memberships, roles, sign-in methods and sessions go, and their name and address are erased, in the logs too."
        >
          {isSelf ? (
            <p className="text-muted-foreground">
              You cannot delete yourself here. Another operator can, or you can on your account page.
            </p>
          ) : (
            <div>
              <TypedDeleteDialog
                act="delete-user"
                action={remove}
                values={{ user_id: user.id }}
                noun="user"
                title={`Delete ${user.name}?`}
                description="They are signed out everywhere and leave all organizations, even as the only owner. Their account, roles, sign-in methods, sessions and metadata go, and their name and address are erased. You can’t undo this."
                typed={user.email}
                isPerson
              />
            </div>
          )}
        </Section>
      )}
    </UserFrame>
  )
}

function UserFacts({ user }: { user: User }) {
  return (
    <Section title="Facts">
      <Facts>
        <Fact label="User ID">
          <Copyable value={user.id} label="Copy user ID" />
        </Fact>
        <Fact label="Email">
          {user.email}, {user.isEmailVerified ? 'verified' : 'not verified'}
        </Fact>
        <Fact label="Created">
          <FullTime value={user.createdAt} />
        </Fact>
        <Fact label="Last sign-in">{user.lastLoginAt ? <FullTime value={user.lastLoginAt} /> : 'Never'}</Fact>
      </Facts>
    </Section>
  )
}
