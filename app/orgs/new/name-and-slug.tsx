'use client'

import { useState } from 'react'
import { useFieldResult } from '@/components/form/form-context'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { proposeSlug } from '@/lib/domain/organizations/slug'
import { SlugStatus } from './slug-status'
import { useSlugCheck } from './use-slug-check'

interface NameAndSlugProps {
  tenantUrl: string
  nameHelp: string
  /** Before the URL. */
  addressLabel: string
}

/** The slug follows the name until the user types one. */
export function NameAndSlug({ tenantUrl, nameHelp, addressLabel }: NameAndSlugProps) {
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
      <Field name="name" label="Organization name" help={nameHelp}>
        <Input
          autoComplete="organization"
          maxLength={200}
          onChange={(event) => {
            follow(event.currentTarget.value)
          }}
        />
      </Field>
      <Field
        name="slug"
        label="Slug"
        help={<SlugStatus check={check} slug={slug} tenantUrl={tenantUrl} label={addressLabel} />}
      >
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
