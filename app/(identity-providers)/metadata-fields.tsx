import { Field } from '@/components/ui/field'
import { FileInput } from '@/components/ui/file-input'
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
      <Field name="metadata_file" label="Metadata file" help="If there is no URL. XML, at most 300 KB.">
        <FileInput accept=".xml,application/xml,text/xml,application/samlmetadata+xml" />
      </Field>
      <Field name="metadata" label="Metadata" help="Instead of a file: paste its content.">
        <Textarea rows={4} spellCheck={false} className="font-mono" />
      </Field>
    </>
  )
}
