import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { SearchButton } from '@/components/ui/search-button'
import { SearchForm } from '@/components/ui/search-form'
import { Select } from '@/components/ui/select'
import { TextLink } from '@/components/ui/text-link'
import { emailTemplates, type EmailFilter } from '@/lib/email/list-emails'
import { templateLabel } from './template-label'
import { emailsPath } from './query'

const stateOptions = [
  { value: '', label: 'All states' },
  { value: 'queued', label: 'Queued' },
  { value: 'sent', label: 'Sent' },
  { value: 'delivered', label: 'Delivered' },
  { value: 'delivery_delayed', label: 'Delayed' },
  { value: 'bounced', label: 'Bounced' },
  { value: 'complained', label: 'Marked as spam' },
  { value: 'failed', label: 'Failed' },
  { value: 'unknown', label: 'Unknown' },
]

const templateOptions = [
  { value: '', label: 'All emails' },
  ...emailTemplates.map((template) => ({ value: template, label: templateLabel(template) })),
]

export function EmailFilterForm({ filter }: { filter: EmailFilter }) {
  const { state = '', template = '', recipient = '', organization = '' } = filter
  const isFiltered = [state, template, recipient, organization].some((value) => value !== '')
  return (
    <SearchForm action={emailsPath} className="filters">
      <Field name="recipient" label="Recipient" className="max-sm:w-full sm:min-w-40 sm:flex-1">
        <Input type="search" defaultValue={recipient} autoComplete="off" maxLength={254} />
      </Field>
      <Field name="state" label="State" className="max-sm:w-full sm:w-40">
        <Select defaultValue={state} options={stateOptions} />
      </Field>
      <Field name="template" label="Template" className="max-sm:w-full sm:w-52">
        <Select defaultValue={template} options={templateOptions} />
      </Field>
      <Field name="organization" label="Organization" className="max-sm:w-full sm:min-w-36 sm:flex-1">
        <Input
          type="search"
          defaultValue={organization}
          placeholder="Slug or ID"
          autoComplete="off"
          maxLength={254}
        />
      </Field>
      <SearchButton />
      {isFiltered && (
        <div className="col-span-full flex min-h-control items-center">
          <TextLink href={emailsPath}>Clear</TextLink>
        </div>
      )}
    </SearchForm>
  )
}
