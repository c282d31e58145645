import type { Metadata } from 'next'
import { LinkButton } from '@/components/ui/link-button'
import { safeReturnTo } from '@/lib/domain/text/return-to'
import { currentTenant } from '@/lib/web/tenant'
import type { RawQuery } from '@/lib/http/page-query'
import { one } from '../../../front-links'
import { FrontPage } from '../../../front-page'
import { NeedsEmail } from '../../../needs-email'
import { AddPasskey } from '../../passkey-add'

export const metadata: Metadata = { title: 'Add a passkey' }

/** After the setup: the only sign-in method so far is email. */
export default async function NewPasskeyPage({ searchParams }: { searchParams: Promise<RawQuery> }) {
  const returnTo = safeReturnTo(one((await searchParams)['return_to']), '/account')
  const { name } = await currentTenant()
  return (
    <FrontPage
      organization={null}
      title="Add a passkey"
      text={`Sign in to ${name} with your fingerprint, your face or your device’s PIN, without a password.`}
    >
      <div className="flex flex-col gap-4">
        <AddPasskey returnTo={returnTo} />
        <p className="text-sm text-muted-foreground">
          <NeedsEmail otherwise="Without one, you can’t sign in again until email is set up.">
            Without one, you sign in by email.
          </NeedsEmail>{' '}
          You can also add one in your account later.
        </p>
        <LinkButton href={returnTo} variant="ghost" width="full">
          Continue without a passkey
        </LinkButton>
      </div>
    </FrontPage>
  )
}
