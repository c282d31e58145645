import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Form } from '@/components/form/form'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextLink } from '@/components/ui/text-link'
import { pathWhenSignedIn } from '@/lib/http/arrive'
import { currentPerson } from '@/lib/http/person'
import { currentTenant } from '@/lib/http/tenant'
import { frontLink, one, type SearchParams } from '../front-links'
import { FrontPage } from '../front-page'
import { PlaceFields } from '../sign-in/sign-in-form'
import { createAccount } from './actions'

export const metadata: Metadata = { title: 'Create account' }

export default async function SignUpPage({ searchParams }: { searchParams: SearchParams }) {
  const passedOn = { return_to: one((await searchParams)['return_to']) }
  const person = await currentPerson()
  if (person) redirect(pathWhenSignedIn(person.session, passedOn.return_to))
  const { name } = await currentTenant()
  return (
    <FrontPage
      organization={null}
      title={`Create your account at ${name}`}
      footer={
        <p>
          You have one already? <TextLink href={frontLink('/sign-in', passedOn)}>Sign in</TextLink>
        </p>
      }
    >
      <Form action={createAccount}>
        <PlaceFields {...passedOn} />
        <Field name="name" label="Name">
          <Input autoComplete="name" />
        </Field>
        <Field name="email" label="Email">
          <Input type="email" autoComplete="username" />
        </Field>
        <Field name="password" label="Password" help="At least ten characters. A few words make a good one.">
          <Input type="password" autoComplete="new-password" />
        </Field>
        <SubmitButton width="full">Create account</SubmitButton>
      </Form>
    </FrontPage>
  )
}
