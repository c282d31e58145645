'use client'

import type { ReactNode } from 'react'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { SubmitButton } from '@/components/ui/submit-button'
import { BrandColorField } from './brand-color-field'
import type { PictureProblem } from './branding-form'
import { EmailPreview } from './email-preview'
import { PictureField } from './picture-field'
import { previewBranding, type PreviewContext } from './preview-branding'
import type { PictureName, SavedBranding, TextName } from './saved-branding'
import { SignInPreview } from './sign-in-preview'
import { useBranding } from './use-branding'

interface BrandingFieldsProps {
  saved: SavedBranding
  shown: PreviewContext
  problem: PictureProblem | undefined
}

export function BrandingFields({ saved, shown, problem }: BrandingFieldsProps) {
  const edited = useBranding(saved)
  const { texts, setText, setPicture } = edited
  const look = previewBranding(edited, shown)
  const picture = (name: PictureName) => ({
    name,
    savedUrl: saved.pictures[name],
    error: problem?.name === name ? problem.sentence : undefined,
    onChange: (url: string | undefined) => {
      setPicture(name, url)
    },
  })
  const text = (name: TextName) => ({
    name,
    value: texts[name],
    onChange: (value: string) => {
      setText(name, value)
    },
  })
  return (
    <div className="grid gap-8 lg:grid-cols-2">
      <div className="flex min-w-0 flex-col gap-8">
        <Section title="Pictures" help="PNG, JPEG or WebP, together at most 2 MB.">
          <PictureField
            {...picture('logo')}
            label="Logo"
            help="On sign-in pages, invitations and emails."
            removeLabel="Remove the logo"
          />
          <PictureField
            {...picture('dark_logo')}
            label="Logo for dark backgrounds"
            help="Without it, the logo is used there, too."
            removeLabel="Remove the logo for dark backgrounds"
            scheme="dark"
          />
          <PictureField
            {...picture('icon')}
            label="Icon"
            help="Square. Beside your name where there is no logo."
            removeLabel="Remove the icon"
          />
        </Section>
        <Section title="Colors" help={`Leave both empty to use those of ${shown.tenantName}.`}>
          <BrandColorField
            {...text('primary_color')}
            label="Primary color"
            help="For buttons, such as #2f5bd8. Their text is black or white, whichever is easier to read."
          />
          <BrandColorField
            {...text('background_color')}
            label="Background color"
            help="Behind the sign-in form. A light color always shows the page in its light theme, a dark one in its dark theme. Leave it empty to follow each person’s device."
          />
        </Section>
        <Section title="Texts and links">
          <TextField
            {...text('headline')}
            label="Headline"
            help="One line, at most 80 characters."
            maxLength={80}
          />
          <TextField
            {...text('support')}
            label="Support address"
            help="An email address or a link that begins with https://."
          />
          <TextField {...text('terms_url')} label="Terms" help="A link that begins with https://." />
          <TextField
            {...text('privacy_url')}
            label="Privacy policy"
            help="A link that begins with https://."
          />
        </Section>
        <SubmitButton className="self-start">Save changes</SubmitButton>
      </div>
      <div className="flex min-w-0 flex-col gap-6">
        <SignInPreview look={look} shown={shown} />
        <EmailPreview look={look} shown={shown} />
      </div>
    </div>
  )
}

interface SectionProps {
  title: string
  help?: string
  children: ReactNode
}

function Section({ title, help, children }: SectionProps) {
  return (
    <section className="flex flex-col gap-4">
      <div className="flex flex-col gap-1">
        <h2 className="text-lg">{title}</h2>
        {help && <p className="text-sm text-muted-foreground">{help}</p>}
      </div>
      {children}
    </section>
  )
}

interface TextFieldProps {
  name: TextName
  label: string
  help: string
  value: string
  maxLength?: number
  onChange: (value: string) => void
}

function TextField({ name, label, help, value, maxLength = 500, onChange }: TextFieldProps) {
  return (
    <Field name={name} label={label} help={help}>
      <Input
        value={value}
        maxLength={maxLength}
        onChange={(event) => {
          onChange(event.currentTarget.value)
        }}
      />
    </Field>
  )
}
