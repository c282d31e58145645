import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { TextLink } from '@/components/ui/text-link'
import { pathWhenSignedIn } from '@/lib/http/arrive'
import { currentPerson } from '@/lib/http/person'
import { currentTenant } from '@/lib/http/tenant'
import { frontLink, one, type SearchParams } from '../front-links'
import { FrontPage } from '../front-page'
import { SignInForm } from './sign-in-form'

export const metadata: Metadata = { title: 'Sign in' }

const ways = new Set(['password', 'email'])

export default async function SignInPage({ searchParams }: { searchParams: SearchParams }) {
  const query = await searchParams
  const person = await currentPerson()
  const again = one(query['again']) === '1'
  if (person && !again) redirect(pathWhenSignedIn(person.session, one(query['return_to'])))
  const passedOn = { return_to: one(query['return_to']) }
  const { name } = await currentTenant()
  return (
    <FrontPage
      organization={null}
      title={`Sign in to ${name}`}
      text={person ? 'Confirm it’s you to go on.' : undefined}
      footer={
        <p>
          No account yet? <TextLink href={frontLink('/sign-up', passedOn)}>Create one</TextLink>
        </p>
      }
    >
      <SignInForm query={passedOn} ways={ways} email={one(query['email']) ?? person?.session.user.email} />
    </FrontPage>
  )
}
