import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { HttpSink } from '@/lib/domain/log-streams/log-stream'
import { writtenCategories } from '@/lib/domain/log-streams/log-stream-categories'
import { HeaderRows } from './header-rows'

interface LogStreamFieldsProps {
  type: 'http' | 'file'
  values?: { name: string; categories: readonly string[]; sink: HttpSink | null }
}

export function LogStreamFields({ type, values }: LogStreamFieldsProps) {
  return (
    <>
      <input type="hidden" name="type" value={type} />
      <Field name="name" label="Name">
        <Input defaultValue={values?.name} autoComplete="off" placeholder="Warehouse" />
      </Field>
      {type === 'http' && <SinkFields sink={values?.sink ?? null} />}
      <Field name="categories" label="Events to send" help="All events if you choose none." group>
        <div className="flex flex-col gap-2">
          {Object.entries(writtenCategories).map(([category, label]) => (
            <Checkbox
              key={category}
              value={category}
              label={label}
              help={<code className="font-mono text-sm">{category}</code>}
              defaultChecked={values?.categories.includes(category)}
            />
          ))}
        </div>
      </Field>
      {values?.categories.filter(isUnwritten).map((category) => (
        <input key={category} type="hidden" name="categories" value={category} />
      ))}
    </>
  )
}

/** The API can choose a category without events. It is sent back: a stream of no category is one of all events. */
function isUnwritten(category: string): boolean {
  return !Object.hasOwn(writtenCategories, category)
}

const formats = [
  { value: 'JSONLINES', label: 'JSON lines: one event in each line' },
  { value: 'JSONARRAY', label: 'JSON array: all events of a batch' },
  { value: 'JSONOBJECT', label: 'JSON object: one event in each request' },
]

/** Present secrets are not shown, and stay if their field is left empty. */
function SinkFields({ sink }: { sink: HttpSink | null }) {
  const names = sink?.headerNames ?? []
  return (
    <>
      <Field name="endpoint" label="URL" help="A public https address. Redirects are not followed.">
        <Input
          type="url"
          inputMode="url"
          defaultValue={sink?.endpoint}
          autoComplete="off"
          placeholder="https://logs.example.com/foyer"
        />
      </Field>
      <Field name="content_format" label="Format">
        <Select options={formats} defaultValue={sink?.contentFormat ?? 'JSONLINES'} />
      </Field>
      <Field name="content_type" label="Content type">
        <Input defaultValue={sink?.contentType ?? 'application/json'} autoComplete="off" />
      </Field>
      <Authorization isSet={names.includes('authorization')} />
      <CustomHeaders names={names} />
    </>
  )
}

function Authorization({ isSet }: { isSet: boolean }) {
  return (
    <>
      <Field
        name="authorization_secret"
        label="Authorization"
        help={
          isSet
            ? 'Leave it empty to keep the present one.'
            : 'The header Authorization of each request, such as Bearer and a token.'
        }
      >
        <Input type="password" autoComplete="off" />
      </Field>
      {isSet && (
        <Field name="without_authorization" label="Authorization" labelHidden group>
          <Checkbox value="on" label="Remove the present authorization" />
        </Field>
      )}
    </>
  )
}

function CustomHeaders({ names }: { names: readonly string[] }) {
  const others = names.filter((name) => name !== 'authorization')
  return (
    <Field
      key={others.join()}
      name="custom_headers"
      label="Custom headers"
      help="Sent with each request, at most ten. Their values are never shown again."
      group
    >
      <HeaderRows names={others} />
    </Field>
  )
}
