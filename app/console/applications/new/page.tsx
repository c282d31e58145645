import type { Metadata } from 'next'
import { Form } from '@/components/form/form'
import { BackLink } from '@/components/ui/back-link'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { PageHeader } from '@/components/ui/page-header'
import { Select } from '@/components/ui/select'
import { SubmitButton } from '@/components/ui/submit-button'
import { consolePage } from '@/lib/http/person'
import { create } from '../actions'
import { appTypeOptions, organizationUsageOptions } from '../app-types'

export const metadata: Metadata = { title: 'Create application' }

export default async function NewApplicationPage() {
  await consolePage('create:clients', 'read:clients')
  return (
    <>
      <BackLink href="/console/applications">Applications</BackLink>
      <PageHeader
        title="Create application"
        text="Next you get its client ID, its secret if it has one, and a quick start with its own values."
      />
      <Form action={create} act="create-application" className="page-form">
        <Field name="name" label="Name" help="People see it when they sign in.">
          <Input autoComplete="off" />
        </Field>
        <Field name="app_type" label="Type" help="Only what runs on a server can keep a secret.">
          <Select options={appTypeOptions} />
        </Field>
        <Field
          name="organization_usage"
          label="How people sign in"
          help="In an organization, tokens say which one. A machine doesn’t sign in."
        >
          <Select options={organizationUsageOptions} />
        </Field>
        <SubmitButton className="self-start">Create application</SubmitButton>
      </Form>
    </>
  )
}
