'use client'

import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Section } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import { BrandColorField } from './brand-color-field'
import { PictureField } from './picture-field'
import type { PictureName, SavedBranding, TextName } from './saved-branding'
import type { EditedBranding } from './use-branding'

interface BrandingFieldsProps {
  saved: SavedBranding
  edited: EditedBranding
  tenantName: string
  errorOf: (name: PictureName) => string | undefined
}

export function BrandingFields({ saved, edited, tenantName, errorOf }: BrandingFieldsProps) {
  const picture = (name: PictureName) => ({
    name,
    savedUrl: saved.pictures[name],
    error: errorOf(name),
    onChange: (url: string | undefined) => {
      edited.setPicture(name, url)
    },
  })
  const text = (name: TextName) => ({
    name,
    onChange: (value: string) => {
      edited.setText(name, value)
    },
  })
  return (
    <div className="flex min-w-0 flex-col">
      <Section title="Pictures" text="PNG, JPEG or WebP, together at most 2 MB.">
        <PictureField
          key={`logo ${saved.pictures.logo}`}
          {...picture('logo')}
          label="Logo"
          help="On sign-in pages, invitations and emails."
          removeLabel="Remove the logo"
        />
        <PictureField
          key={`dark_logo ${saved.pictures.dark_logo}`}
          {...picture('dark_logo')}
          label="Logo for dark backgrounds"
          help="Without it, the logo is used there, too."
          removeLabel="Remove the logo for dark backgrounds"
          scheme="dark"
        />
        <PictureField
          key={`icon ${saved.pictures.icon}`}
          {...picture('icon')}
          label="Icon"
          help="Square. Beside your name where there is no logo."
          removeLabel="Remove the icon"
        />
      </Section>
      <Section title="Colors" text={`Leave both empty to use those of ${tenantName}.`}>
        <BrandColorField
          {...text('primary_color')}
          value={edited.texts.primary_color}
          label="Primary color"
          help="For buttons, such as #2f5bd8. Their text is black or white, whichever is easier to read."
        />
        <BrandColorField
          {...text('background_color')}
          value={edited.texts.background_color}
          label="Background color"
          help="Behind the sign-in form. A light color always shows the page in its light theme, a dark one in its dark theme. Leave it empty to follow each person’s device."
        />
      </Section>
      <Section title="Texts and links">
        <TextField
          {...text('headline')}
          saved={saved.texts.headline}
          label="Headline"
          help="One line, at most 80 characters."
          maxLength={80}
        />
        <TextField
          {...text('support')}
          saved={saved.texts.support}
          label="Support address"
          help="An email address or a link that begins with https://."
        />
        <TextField
          {...text('terms_url')}
          saved={saved.texts.terms_url}
          label="Terms"
          help="A link that begins with https://."
        />
        <TextField
          {...text('privacy_url')}
          saved={saved.texts.privacy_url}
          label="Privacy policy"
          help="A link that begins with https://."
        />
      </Section>
      <div className="flex flex-wrap gap-2">
        <SubmitButton>Save changes</SubmitButton>
        <SubmitButton variant="secondary" name="draft" value="on">
          Save draft
        </SubmitButton>
      </div>
    </div>
  )
}

interface TextFieldProps {
  name: TextName
  label: string
  help: string
  saved: string
  maxLength?: number
  onChange: (value: string) => void
}

function TextField({ name, label, help, saved, maxLength = 500, onChange }: TextFieldProps) {
  return (
    <Field name={name} label={label} help={help}>
      <Input
        defaultValue={saved}
        maxLength={maxLength}
        onChange={(event) => {
          onChange(event.currentTarget.value)
        }}
      />
    </Field>
  )
}
