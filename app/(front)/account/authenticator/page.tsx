import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { renderSVG } from 'uqr'
import { Form } from '@/components/form/form'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextLink } from '@/components/ui/text-link'
import { authenticatorUri } from '@/lib/domain/authenticators/totp'
import { safeReturnTo } from '@/lib/domain/text/return-to'
import { requirePerson } from '@/lib/http/person'
import { findShownOnce, newSecret } from '@/lib/http/shown-once'
import { currentTenant } from '@/lib/web/tenant'
import { AuthenticatorCodeField } from '../../code-field'
import type { RawQuery } from '@/lib/http/page-query'
import { one } from '../../front-links'
import { FrontPage } from '../../front-page'
import { confirm } from './actions'

export const metadata: Metadata = { title: 'Set up your authenticator app' }

export default async function SetUpAuthenticatorPage({ searchParams }: { searchParams: Promise<RawQuery> }) {
  const returnTo = safeReturnTo(one((await searchParams)['return_to']), '/account')
  const { access, session } = await requirePerson()
  const secret = await findShownOnce(newSecret, access)
  if (secret === null) redirect(returnTo)
  const { name: issuer } = await currentTenant()
  const uri = authenticatorUri(secret, { issuer, label: session.user.email })
  return (
    <FrontPage
      organization={null}
      title="Set up your authenticator app"
      text="Scan this code with an app such as 1Password, Google Authenticator or Microsoft Authenticator."
      footer={
        <p>
          <TextLink href={returnTo}>{returnTo === '/account' ? 'Back to your account' : 'Back'}</TextLink>
        </p>
      }
    >
      <img
        src={`data:image/svg+xml,${encodeURIComponent(renderSVG(uri, { border: 4 }))}`}
        alt="QR code for your authenticator app"
        width={200}
        height={200}
        className="self-center rounded-md border"
      />
      <SecretText secret={secret} />
      <Form action={confirm} act="confirm-authenticator" values={{ return_to: returnTo }}>
        <AuthenticatorCodeField />
        <SubmitButton width="full">Confirm</SubmitButton>
      </Form>
    </FrontPage>
  )
}

function SecretText({ secret }: { secret: string }) {
  return (
    <div className="flex flex-col gap-1">
      <p className="text-sm text-muted-foreground">Can’t scan it? Enter this key in the app instead:</p>
      <p className="font-mono text-sm text-balance select-all">{secret.match(/.{1,4}/g)?.join(' ')}</p>
    </div>
  )
}
