import type { Metadata } from 'next'
import { Form } from '@/components/form/form'
import { BackLink } from '@/components/ui/back-link'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { PageHeader } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import { consolePage } from '@/lib/http/person'
import { create } from '../actions'
import { apisPath } from '../paths'

export const metadata: Metadata = { title: 'Create API' }

export default async function NewApiPage() {
  await consolePage('create:resource_servers', 'read:resource_servers')
  return (
    <>
      <BackLink href={apisPath}>APIs</BackLink>
      <PageHeader title="Create API" text="Next you add the permissions that it checks." />
      <Form action={create} className="page-form">
        <Field name="name" label="Name">
          <Input autoComplete="off" />
        </Field>
        <Field
          name="identifier"
          label="Identifier"
          help="The audience of its tokens, usually a URL, such as https://api.example.com. It doesn’t have to answer, and can’t be changed later."
        >
          <Input autoComplete="off" autoCapitalize="none" spellCheck={false} className="font-mono" />
        </Field>
        <SubmitButton className="self-start">Create API</SubmitButton>
      </Form>
    </>
  )
}
