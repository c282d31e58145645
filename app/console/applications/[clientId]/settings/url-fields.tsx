import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Textarea } from '@/components/ui/textarea'
import type { Client } from '@/lib/domain/clients/read-client'

const lists = [
  {
    name: 'callbacks',
    key: 'redirectUris',
    label: 'Redirect URIs',
    help: 'Where people return after signing in.',
  },
  {
    name: 'allowed_logout_urls',
    key: 'logoutUrls',
    label: 'Logout URLs',
    help: 'Where people return after signing out.',
  },
  {
    name: 'web_origins',
    key: 'webOrigins',
    label: 'Web origins',
    help: 'Origins whose pages may ask for tokens, such as https://app.example.com.',
  },
] as const

export function UrlFields({ client }: { client: Client }) {
  return (
    <>
      {lists.map(({ name, key, label, help }) => (
        <Field key={name} name={name} label={label} help={help}>
          <Textarea
            rows={3}
            autoComplete="off"
            spellCheck={false}
            className="font-mono text-sm"
            defaultValue={client[key].join('\n')}
          />
        </Field>
      ))}
      <Field
        name="initiate_login_uri"
        label="Initiate login URI"
        help="Invitations lead here, and so does a sign-in that didn’t begin in the application."
      >
        <Input inputMode="url" autoComplete="off" defaultValue={client.initiateLoginUri ?? ''} />
      </Field>
    </>
  )
}
