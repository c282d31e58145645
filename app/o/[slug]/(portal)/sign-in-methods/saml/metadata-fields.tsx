import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Textarea } from '@/components/ui/textarea'

export function MetadataFields() {
  return (
    <>
      <Field name="metadata_url" label="Metadata URL" help="Public and https.">
        <Input
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          placeholder="https://login.example.com/metadata"
          className="font-mono"
        />
      </Field>
      <Field
        name="metadata"
        label="Metadata"
        help="Only if there is no URL: paste the content of the metadata file."
      >
        <Textarea rows={4} spellCheck={false} className="font-mono" />
      </Field>
    </>
  )
}
