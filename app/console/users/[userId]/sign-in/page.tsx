import type { Metadata } from 'next'
import { Form } from '@/components/form/form'
import { Section } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import { may } from '@/lib/access'
import { listEnrollments } from '@/lib/domain/users/queries'
import type { User } from '@/lib/domain/users/read-user'
import { listSignInBlocks, type SignInBlock } from '@/lib/domain/users/sign-in-blocks'
import { consolePage } from '@/lib/http/person'
import { NeedsEmail } from '../../../../(front)/needs-email'
import { sendPasswordLink, showPasswordLink } from '../../actions'
import { readUserPage, type UserPageProps } from '../read-user-page'
import { ShowLink } from '../show-link'
import { UserFrame } from '../user-frame'
import { unblock } from './actions'
import { FactorList } from './factor-list'
import { IdentityList, LinkUser } from './identity-list'

export const metadata: Metadata = { title: 'Sign-in of a user' }

export default async function SignInPage(props: UserPageProps) {
  const { operator } = await consolePage('read:users')
  const { viewed, found } = await readUserPage(operator, props, {
    read: async (userId) => ({
      enrollments: await listEnrollments(operator, userId),
      blocks: await listSignInBlocks(operator, { userId }),
    }),
  })
  const { user, actor } = viewed
  const mayUpdate = may(actor, 'update:users')
  return (
    <UserFrame viewed={viewed}>
      <Section title="Sign-in methods" text="What their account is known by. Linked accounts open it, too.">
        <IdentityList user={user} mayUnlink={mayUpdate} />
        {mayUpdate && <LinkUser user={user} />}
      </Section>
      {mayUpdate && !user.isBlocked && (
        <PasswordSection user={user} mayCreateLinks={may(actor, 'create:user_tickets')} />
      )}
      <Section
        title="Passkeys and authenticator app"
        text="Remove one that is lost. They can set up another."
      >
        <FactorList user={user} enrollments={found.enrollments} mayRemove={mayUpdate} />
      </Section>
      <Blocks user={user} blocks={found.blocks} mayUnblock={mayUpdate} />
    </UserFrame>
  )
}

function PasswordSection({ user: { id, name }, mayCreateLinks }: { user: User; mayCreateLinks: boolean }) {
  return (
    <Section
      title="Password"
      text={`A link lets ${name} choose a password. Choosing it verifies the address and signs them out elsewhere.`}
    >
      <div className="flex flex-wrap items-start gap-2">
        <NeedsEmail otherwise={null}>
          <Form action={sendPasswordLink} values={{ user_id: id }}>
            <SubmitButton variant="secondary">Email a password link</SubmitButton>
          </Form>
        </NeedsEmail>
        {mayCreateLinks && (
          <ShowLink
            act="show-password-link"
            action={showPasswordLink}
            userId={id}
            label="Show a password link"
          />
        )}
      </div>
    </Section>
  )
}

interface BlocksProps {
  user: User
  blocks: readonly SignInBlock[]
  mayUnblock: boolean
}

function Blocks({ user: { id, name }, blocks, mayUnblock }: BlocksProps) {
  return (
    <Section
      title="Failed attempts"
      text="After too many wrong passwords, sign-in is blocked for up to an hour where they came from."
    >
      {blocks.length === 0 ? (
        <p className="text-muted-foreground">Sign-in is not blocked for {name}.</p>
      ) : (
        <>
          <ul className="divide-y rounded-lg border">
            {blocks.map(({ ip }) => (
              <li key={ip ?? ''} className="px-4 py-3 wrap-anywhere">
                {ip === null ? 'Blocked everywhere' : `Blocked from ${ip}`}
              </li>
            ))}
          </ul>
          {mayUnblock && (
            <Form action={unblock} values={{ user_id: id }}>
              <SubmitButton variant="secondary" className="self-start">
                Allow attempts again
              </SubmitButton>
            </Form>
          )}
        </>
      )}
    </Section>
  )
}
