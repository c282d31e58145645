import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { Client } from '@/lib/domain/clients/read-client'

export function BasicFields({ client }: { client: Client }) {
  return (
    <>
      <Field name="name" label="Name">
        <Input autoComplete="off" defaultValue={client.name} />
      </Field>
      <Field name="description" label="Description">
        <Input autoComplete="off" defaultValue={client.description} />
      </Field>
      <Field name="logo_uri" label="Logo URL" help="Kept for your own use. No page shows it.">
        <Input inputMode="url" autoComplete="off" defaultValue={client.logoUri ?? ''} />
      </Field>
    </>
  )
}
