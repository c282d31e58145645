'use client'

import { CircleAlert, CircleCheck } from 'lucide-react'
import { useState } from 'react'
import { useFieldResult } from '@/components/form/form-context'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { proposeSlug } from '@/lib/domain/organizations/slug'
import { useSlugCheck, type SlugState } from './use-slug-check'

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

interface SlugStatusProps {
  check: SlugState
  slug: string
  tenantUrl: string
  label: string
}

function SlugStatus({ check, slug, tenantUrl, label }: SlugStatusProps) {
  return (
    <span className="flex flex-col gap-1">
      <span className="wrap-anywhere">
        {label}: {tenantUrl}/o/{slug === '' ? '…' : slug}
      </span>
      <span role="status" className="flex min-h-5 items-start gap-1.5">
        {check.status === 'asking' && 'Checking…'}
        {check.status === 'free' && (
          <span className="flex items-center gap-1.5 text-success">
            <CircleCheck aria-hidden strokeWidth={1.75} className="size-4" />
            Available
          </span>
        )}
        {check.status === 'taken' && (
          <span className="flex items-start gap-1.5 text-danger">
            <CircleAlert aria-hidden strokeWidth={1.75} className="mt-0.5 size-4 shrink-0" />
            {check.problem}
          </span>
        )}
      </span>
    </span>
  )
}
