import { Form } from '@/components/form/form'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import type { JoinPage, ViewerStatus } from '@/lib/domain/join-links/find-join-page'
import { joinRefusalSentence } from '@/lib/domain/join-links/join-refusal'
import { NeedsEmail } from '../../(front)/needs-email'
import { SignInMethods } from '../../(front)/sign-in/sign-in-methods'
import { JoinForm } from '../../invitations/[ticket]/join-form'
import { SwitchAccountForm, WrongAccount } from '../../invitations/[ticket]/wrong-account'
import { join, joinAsNew } from './actions'

interface JoinStepProps {
  token: string
  found: JoinPage
  /** Of the user who is signed in. */
  email: string | undefined
}

export function JoinStep({ token, found, email }: JoinStepProps) {
  const { connections, organization, viewer } = found
  if (connections.length === 0) {
    return (
      <Notice>
        No sign-in method is available here right now. Contact an admin of {organization.displayName}.
      </Notice>
    )
  }
  if (viewer !== null && email !== undefined)
    return <SignedInStep token={token} found={found} viewer={viewer} email={email} />
  return (
    <SignInMethods
      query={{ return_to: `/join/${token}`, organization: organization.slug }}
      connections={connections.filter(({ strategy }) => strategy !== 'passkey')}
      form={
        <NeedsEmail>
          <JoinForm
            action={joinAsNew}
            strategies={new Set(connections.map(({ strategy }) => strategy))}
            submit="Join"
            asksForEmail
          >
            <input type="hidden" name="token" value={token} />
          </JoinForm>
        </NeedsEmail>
      }
    />
  )
}

interface SignedInStepProps {
  token: string
  found: JoinPage
  viewer: ViewerStatus
  email: string
}

function SignedInStep({ token, found, viewer, email }: SignedInStepProps) {
  const path = `/join/${token}`
  const { organization, connections } = found
  switch (viewer) {
    case 'member':
    case 'may_join':
      return <JoinButton token={token} email={email} />
    case 'other_method':
      return (
        <>
          <Notice>{organization.displayName} requires another sign-in method. Sign in again to join.</Notice>
          <SignInMethods
            query={{ return_to: path, organization: organization.slug }}
            connections={connections}
            own={email}
          />
        </>
      )
    case 'other_domain':
    case 'removed':
    case 'suspended':
      return (
        <WrongAccount path={path} email={email} title="You can’t join with this account">
          . {joinRefusalSentence(viewer, found)}
        </WrongAccount>
      )
  }
}

function JoinButton({ token, email }: { token: string; email: string }) {
  return (
    <>
      <p>
        You’re signed in as <strong className="font-medium wrap-anywhere">{email}</strong>.
      </p>
      <div className="flex flex-col gap-3">
        <Form action={join} values={{ token }}>
          <SubmitButton width="full">Join</SubmitButton>
        </Form>
        <SwitchAccountForm path={`/join/${token}`} variant="ghost" />
      </div>
    </>
  )
}
