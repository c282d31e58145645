import Form from 'next/form'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'

interface CopyFromProps {
  path: string
  roles: readonly { id: string; name: string }[]
  chosen: string
}

/** A separate GET form, so that what was typed below stays. */
export function CopyFrom({ path, roles, chosen }: CopyFromProps) {
  if (roles.length === 0) return null
  const options = roles.map(({ id, name }) => ({ value: id, label: name }))
  return (
    <Form action={path} className="mb-6 flex max-w-form flex-wrap items-end gap-3">
      <Field name="from" label="Copy from" className="min-w-40 flex-1">
        <Select key={chosen} defaultValue={chosen} options={[{ value: '', label: 'No role' }, ...options]} />
      </Field>
      <Button type="submit">Copy permissions</Button>
    </Form>
  )
}
