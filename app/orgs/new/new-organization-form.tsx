'use client'

import { useState } from 'react'
import { Form } from '@/components/form/form'
import { useFieldResult } from '@/components/form/form-context'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { SubmitButton } from '@/components/ui/submit-button'
import { proposeSlug } from '@/lib/domain/organizations/slug'
import { create } from './actions'
import { SlugStatus } from './slug-status'
import { useSlugCheck } from './use-slug-check'

export function NewOrganizationForm({ tenantUrl }: { tenantUrl: string }) {
  return (
    <Form action={create}>
      <NameAndSlug tenantUrl={tenantUrl} />
      <SubmitButton variant="primary" className="self-start">
        Create organization
      </SubmitButton>
    </Form>
  )
}

/** The slug follows the name until the user types one. */
function NameAndSlug({ tenantUrl }: { tenantUrl: string }) {
  const submitted = useFieldResult('slug').submitted?.[0]
  const [slug, setSlug] = useState(submitted ?? '')
  const [isTyped, setTyped] = useState(submitted !== undefined && submitted !== '')
  const { check, ask } = useSlugCheck()

  function change(next: string) {
    setSlug(next)
    ask(next)
  }

  function follow(name: string) {
    if (!isTyped) change(name.trim() === '' ? '' : proposeSlug(name))
  }

  return (
    <>
      <Field
        name="name"
        label="Organization name"
        help="The name your teammates know. You can change it later."
      >
        <Input
          autoComplete="organization"
          maxLength={200}
          onChange={(event) => {
            follow(event.currentTarget.value)
          }}
        />
      </Field>
      <Field name="slug" label="Slug" help={<SlugStatus check={check} slug={slug} tenantUrl={tenantUrl} />}>
        <Input
          value={slug}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          className="font-mono"
          onChange={(event) => {
            setTyped(event.currentTarget.value !== '')
            change(event.currentTarget.value)
          }}
        />
      </Field>
    </>
  )
}
