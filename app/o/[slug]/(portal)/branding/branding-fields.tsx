'use client'

import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Section } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import { BrandColorField } from './brand-color-field'
import { PictureField } from './picture-field'
import { ProposedColors, useProposedColors } from './proposed-colors'
import type { PictureName, SavedBranding, TextName } from './saved-branding'
import type { EditedBranding } from './use-branding'

interface BrandingFieldsProps {
  saved: SavedBranding
  edited: EditedBranding
  /** From the saved logo. */
  proposedColors: string[]
  tenantName: string
  errorOf: (name: PictureName) => string | undefined
}

export function BrandingFields(props: BrandingFieldsProps) {
  return (
    <div className="flex min-w-0 flex-col">
      <Pictures {...props} />
      <Colors {...props} />
      <Texts {...props} />
      <div className="flex flex-wrap gap-2">
        <SubmitButton>Save changes</SubmitButton>
        <SubmitButton variant="secondary" name="draft" value="on">
          Save draft
        </SubmitButton>
      </div>
    </div>
  )
}

function Pictures({ saved, edited, errorOf }: BrandingFieldsProps) {
  const picture = (name: PictureName) => ({
    name,
    savedUrl: saved.pictures[name],
    error: errorOf(name),
    onChange: (url: string | undefined) => edited.setPicture(name, url),
  })
  return (
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
        help="A square picture. Shown beside the name if there is no logo."
        removeLabel="Remove the icon"
      />
    </Section>
  )
}

function Colors({ saved, edited, proposedColors, tenantName }: BrandingFieldsProps) {
  const { texts, setText } = edited
  const colors = useProposedColors({
    logo: edited.pictures.logo,
    savedLogo: saved.pictures.logo,
    savedColors: proposedColors,
  })
  return (
    <Section title="Colors" text={`Leave both empty to use those of ${tenantName}.`}>
      <BrandColorField
        name="primary_color"
        label="Primary color"
        help="For buttons, such as #2f5bc2. Their text is black or white, whichever is easier to read."
        value={texts.primary_color}
        onChange={(value) => setText('primary_color', value)}
      />
      <ProposedColors colors={colors} onChoose={(color) => setText('primary_color', color)} />
      <BrandColorField
        name="background_color"
        label="Background color"
        help="Behind the sign-in form. A light color always shows the page in its light theme, a dark one in its dark theme. Leave it empty to follow each person’s device."
        value={texts.background_color}
        onChange={(value) => setText('background_color', value)}
      />
    </Section>
  )
}

function Texts({ saved, edited }: BrandingFieldsProps) {
  const text = (name: TextName) => ({
    name,
    saved: saved.texts[name],
    onChange: (value: string) => edited.setText(name, value),
  })
  const link = 'A link that begins with https://.'
  return (
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
      <TextField {...text('terms_url')} label="Terms" help={link} />
      <TextField {...text('privacy_url')} label="Privacy policy" help={link} />
    </Section>
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
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </Field>
  )
}
