import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Form } from '@/components/form/form'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextLink } from '@/components/ui/text-link'
import { pathWhenSignedIn } from '@/lib/web/complete-sign-in'
import { currentPerson } from '@/lib/http/person'
import { currentTenant } from '@/lib/web/tenant'
import { pathWith, type RawQuery } from '@/lib/http/page-query'
import { one, signInPath } from '../front-links'
import { FrontPage, organizationAt } from '../front-page'
import { findKnownAddress } from '../known-address'
import { NewPasswordField } from '../new-password-field'
import { HiddenFields } from '../hidden-fields'
import { NeedsEmail } from '../needs-email'
import { createAccount } from './actions'

export const metadata: Metadata = { title: 'Create account' }

export default async function SignUpPage({ searchParams }: { searchParams: Promise<RawQuery> }) {
  const query = await searchParams
  const returnTo = one(query['return_to'])
  const person = await currentPerson()
  if (person) redirect(pathWhenSignedIn(person.session, returnTo))
  const { name } = await currentTenant()
  const requested = await organizationAt(one(query['organization']))
  const organization = requested?.offersSignUp ? requested : null
  const email = await findKnownAddress({ address: one(query['address']), return_to: returnTo })
  const signIn = pathWith(signInPath(organization), { return_to: returnTo })
  return (
    <FrontPage
      organization={organization}
      title={`Create your account at ${organization?.displayName ?? name}`}
      footer={
        <p>
          Already have an account? <TextLink href={signIn}>Sign in</TextLink>
        </p>
      }
    >
      <NeedsEmail>
        <Form action={createAccount}>
          <HiddenFields return_to={returnTo} organization={organization?.slug} />
          <Field name="name" label="Name">
            <Input autoComplete="name" autoFocus />
          </Field>
          <Field name="email" label="Email">
            <Input type="email" autoComplete="username" defaultValue={email ?? undefined} />
          </Field>
          <NewPasswordField label="Password" />
          <SubmitButton width="full">Create account</SubmitButton>
        </Form>
      </NeedsEmail>
    </FrontPage>
  )
}
