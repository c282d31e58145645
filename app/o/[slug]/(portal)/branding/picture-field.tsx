'use client'

import { useState } from 'react'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { FileField } from '@/components/ui/file-field'
import type { PictureName } from './saved-branding'

interface PictureFieldProps {
  name: PictureName
  label: string
  help: string
  removeLabel: string
  savedUrl: string | undefined
  error: string | undefined
  scheme?: 'dark'
  /** The URL of what the field shows. */
  onChange: (url: string | undefined) => void
}

export function PictureField(props: PictureFieldProps) {
  const { name, label, help, removeLabel, savedUrl, error, scheme, onChange } = props
  const [isRemoved, setRemoved] = useState(false)
  const shown = isRemoved ? undefined : savedUrl
  return (
    <div className="flex flex-col gap-2">
      <Field name={name} label={label} help={help} error={error}>
        <FileField currentUrl={shown} scheme={scheme} onPreview={(chosen) => onChange(chosen ?? shown)} />
      </Field>
      {savedUrl && (
        <Checkbox
          name={`remove_${name}`}
          label={removeLabel}
          onChange={({ currentTarget: { checked } }) => {
            setRemoved(checked)
            onChange(checked ? undefined : savedUrl)
          }}
        />
      )}
    </div>
  )
}
