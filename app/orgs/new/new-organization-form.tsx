'use client'

import { useState } from 'react'
import { Form } from '@/components/form/form'
import { useFieldAnswer } from '@/components/form/form-context'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { SubmitButton } from '@/components/ui/submit-button'
import { proposeSlug } from '@/lib/domain/organizations/slug'
import { create } from './actions'
import { SlugAnswer } from './slug-answer'
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

/** The slug is proposed from the name until the user types one. */
function NameAndSlug({ tenantUrl }: { tenantUrl: string }) {
  const kept = useFieldAnswer('slug').kept?.[0]
  const [slug, setSlug] = useState(kept ?? '')
  const [isTyped, setTyped] = useState(kept !== undefined && kept !== '')
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
      <Field name="name" label="Organization name" help="As your teammates know it. You can change it later.">
        <Input
          autoComplete="organization"
          maxLength={200}
          onChange={(event) => {
            follow(event.currentTarget.value)
          }}
        />
      </Field>
      <Field name="slug" label="Slug" help={<SlugAnswer check={check} slug={slug} tenantUrl={tenantUrl} />}>
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
