'use client'

import { useState, type ChangeEvent } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { FileInput } from '@/components/ui/file-input'
import { Textarea } from '@/components/ui/textarea'
import { csvRow } from '@/lib/http/csv'
import { csvLink, fileColumns } from './csv-link'
import type { InviteeFile } from './use-invitee-file'

export function ChooseFile({ file: { check, isChecking, problem } }: { file: InviteeFile }) {
  const [text, setText] = useState('')
  return (
    <form
      className="flex min-w-0 flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (!isChecking) void check({ text })
      }}
    >
      <Field
        name="file"
        label="CSV file"
        help={
          <>
            Up to 1,000 rows with an address, a name and a role. You can also drop the file here. Nothing is
            sent yet.{' '}
            <a
              href={csvLink(csvRow(fileColumns))}
              download="invitations.csv"
              className="font-medium text-foreground underline decoration-input underline-offset-4 hover:decoration-foreground"
            >
              Download a template
            </a>
          </>
        }
        error={problem}
      >
        <CsvInput onFile={(file) => void check({ file })} />
      </Field>
      <Field name="text" label="Or paste the rows">
        <Textarea
          rows={4}
          value={text}
          spellCheck={false}
          autoComplete="off"
          placeholder="name@example.com,Name,Member"
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </Field>
      <div className="mt-2 flex justify-end max-sm:flex-col max-sm:items-stretch">
        <Button type="submit" variant="primary" pending={isChecking} aria-disabled={isChecking || undefined}>
          Check
        </Button>
      </div>
    </form>
  )
}

function CsvInput({ onFile }: { onFile: (file: File) => void }) {
  function choose(event: ChangeEvent<HTMLInputElement>) {
    const file = event.currentTarget.files?.[0]
    // Choosing the same file again, once corrected, is a change too.
    event.currentTarget.value = ''
    if (file) onFile(file)
  }
  return <FileInput accept=".csv,text/csv" onChange={choose} />
}
