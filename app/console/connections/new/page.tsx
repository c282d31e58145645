import type { Metadata } from 'next'
import { Form } from '@/components/form/form'
import { AppLink } from '@/components/ui/app-link'
import { BackLink } from '@/components/ui/back-link'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { PageHeader } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import { consolePage } from '@/lib/http/person'
import type { RawQuery } from '@/lib/http/page-query'
import { one } from '../../../(front)/front-links'
import { create } from '../actions'
import { DefaultField, ProviderFields } from '../provider-fields'
import { strategies } from '../strategies'

export const metadata: Metadata = { title: 'Create a connection' }

export default async function NewConnectionPage({ searchParams }: { searchParams: Promise<RawQuery> }) {
  await consolePage('create:connections', 'read:connections')
  const wanted = one((await searchParams)['strategy'])
  const chosen = strategies.find(({ value }) => value === wanted) ?? strategies[0]
  return (
    <>
      <BackLink href="/console/connections">Connections</BackLink>
      <PageHeader
        title="Create a connection"
        text="Afterwards you get the redirect URI to register at the provider, and can test the connection."
      />
      <nav aria-label="Strategy" className="mb-6 flex flex-wrap gap-2">
        {strategies.map(({ value, label }) => (
          <AppLink
            key={value}
            href={`/console/connections/new?strategy=${value}`}
            aria-current={value === chosen.value ? 'true' : undefined}
            className="flex min-h-control items-center rounded-md border px-3.5 font-medium text-muted-foreground hover:bg-hover aria-[current=true]:border-primary aria-[current=true]:text-foreground"
          >
            {label}
          </AppLink>
        ))}
      </nav>
      <Form
        key={chosen.value}
        action={create}
        act="create-connection"
        values={{ strategy: chosen.value }}
        className="page-form"
      >
        <Field name="display_name" label="Display name" help="Follows “Continue with” on the button.">
          <Input autoComplete="off" maxLength={128} />
        </Field>
        <Field name="name" label="Name" help="For programs, such as acme-okta. It never changes.">
          <Input autoComplete="off" autoCapitalize="none" spellCheck={false} className="font-mono" />
        </Field>
        <ProviderFields strategy={chosen.value} />
        <DefaultField />
        <SubmitButton className="self-start">Create connection</SubmitButton>
      </Form>
    </>
  )
}
