import type { Metadata } from 'next'
import { Form } from '@/components/form/form'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextLink } from '@/components/ui/text-link'
import { pathWith, type RawQuery } from '@/lib/http/page-query'
import { one, signInPath } from '../front-links'
import { FrontPage, organizationAt } from '../front-page'
import { findKnownAddress } from '../known-address'
import { HiddenFields } from '../hidden-fields'
import { NeedsEmail } from '../needs-email'
import { askForReset } from './actions'

export const metadata: Metadata = { title: 'Forgot password?' }

export default async function ResetPage({ searchParams }: { searchParams: Promise<RawQuery> }) {
  const query = await searchParams
  const organization = await organizationAt(one(query['organization']))
  const returnTo = one(query['return_to'])
  const email = await findKnownAddress({ address: one(query['address']), return_to: returnTo })
  const signIn = pathWith(signInPath(organization), { return_to: returnTo })
  return (
    <FrontPage
      organization={organization}
      title="Forgot your password?"
      text={
        <NeedsEmail otherwise={null}>
          Enter your address, and we’ll email you a link to choose a new one.
        </NeedsEmail>
      }
      footer={
        <p>
          <TextLink href={signIn}>Back to sign-in</TextLink>
        </p>
      }
    >
      <NeedsEmail>
        <Form action={askForReset}>
          <HiddenFields organization={organization?.slug} />
          <Field name="email" label="Email">
            <Input type="email" autoComplete="username" defaultValue={email ?? undefined} autoFocus />
          </Field>
          <SubmitButton width="full">Email me a link</SubmitButton>
        </Form>
      </NeedsEmail>
    </FrontPage>
  )
}
