import type { Metadata } from 'next'
import { LinkButton } from '@/components/ui/link-button'
import { SubmitButton } from '@/components/ui/submit-button'
import { currentPerson } from '@/lib/http/person'
import { currentTenant } from '@/lib/web/tenant'
import { logoutParameters } from '@/lib/oidc/log-out'
import { signOut } from '../../../(front)/actions'
import type { RawQuery } from '@/lib/http/page-query'
import { one } from '../../../(front)/front-links'
import { FrontPage } from '../../../(front)/front-page'
import { AutoContinue } from '../../../authorize/continue/[uid]/auto-continue'

export const metadata: Metadata = { title: 'Sign out' }

/** Another site may have started this. The page opens the application: `form-action` would block a redirect. */
export default async function LogoutPage({ searchParams }: { searchParams: Promise<RawQuery> }) {
  const tenant = await currentTenant()
  const person = await currentPerson()
  const query = await logoutQuery(searchParams)
  if (!person) {
    return (
      <FrontPage organization={null} title="You’re signed out">
        <AutoContinue path={`/v2/logout?${query}`} />
      </FrontPage>
    )
  }
  return (
    <FrontPage
      organization={null}
      title={`Sign out of ${tenant.name}?`}
      text={
        <>
          You’re signed in as{' '}
          <strong className="font-medium wrap-anywhere text-foreground">{person.session.user.email}</strong>.
        </>
      }
    >
      <form action={signOut} className="flex flex-col gap-3">
        <input type="hidden" name="return_to" value={`/v2/logout/ask?${query}`} />
        <SubmitButton width="full">Sign out</SubmitButton>
        <LinkButton href="/orgs" width="full">
          Stay signed in
        </LinkButton>
      </form>
    </FrontPage>
  )
}

async function logoutQuery(searchParams: Promise<RawQuery>): Promise<string> {
  const texts = Object.entries(await searchParams).map(([name, value]) => [name, one(value) ?? ''])
  return logoutParameters(new URLSearchParams(texts)).toString()
}
