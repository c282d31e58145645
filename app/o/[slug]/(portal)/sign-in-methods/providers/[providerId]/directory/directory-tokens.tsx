import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Form } from '@/components/form/form'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Section } from '@/components/ui/page-header'
import { Select } from '@/components/ui/select'
import { SubmitButton } from '@/components/ui/submit-button'
import { Time } from '@/components/ui/time'
import { mostTokens } from '@/lib/domain/directories/directory-tokens'
import type { DirectorySync } from '@/lib/domain/directories/get-directory'
import { createToken, revokeToken } from './actions'

interface TokensProps {
  slug: string
  connectionId: string
  sync: Pick<DirectorySync, 'tokens' | 'isWithinReach'>
  /** May do what the directory does. */
  mayMake: boolean
  /** May revoke them. */
  mayChange: boolean
}

export function Tokens({ slug, connectionId, sync, mayMake, mayChange }: TokensProps) {
  const { tokens, isWithinReach } = sync
  const active = tokens.filter(({ isExpired }) => !isExpired)
  return (
    <Section
      title="Tokens"
      text="Two can work at the same time, so that you replace one without a pause: create a new one, enter it in your directory, then revoke the old one."
    >
      {tokens.length > 0 && (
        <ul aria-label="Tokens" className="mb-4 flex max-w-form flex-col border-t">
          {tokens.map((token) => (
            <Token
              key={token.id}
              slug={slug}
              connectionId={connectionId}
              token={token}
              mayChange={mayChange}
            />
          ))}
        </ul>
      )}
      {mayMake && !isWithinReach && (
        <p className="max-w-form text-muted-foreground">
          Directory sync runs with more permissions than yours. Take it over to create a token.
        </p>
      )}
      {mayMake && isWithinReach && active.length < mostTokens && (
        <Form
          action={createToken.bind(null, slug)}
          act="create-directory-token"
          className="flex max-w-form flex-wrap items-end gap-3"
          values={{ id: connectionId }}
        >
          <Field name="days" label="Works for">
            <Select defaultValue="365" options={lifetimes} />
          </Field>
          <SubmitButton variant="secondary">Create token</SubmitButton>
        </Form>
      )}
    </Section>
  )
}

const lifetimes = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'One year' },
  { value: '', label: 'Until it is revoked' },
]

interface TokenProps extends Omit<TokensProps, 'sync' | 'mayMake'> {
  token: DirectorySync['tokens'][number]
}

function Token({ slug, connectionId, token, mayChange }: TokenProps) {
  const { id, createdAt, expiresAt, isExpired, lastUsedAt } = token
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 border-b py-3">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2">
          <code className="font-mono text-sm">{id}</code>
          {isExpired && <Badge tone="warning">Expired</Badge>}
        </p>
        <p className="text-sm text-muted-foreground">
          Created <Time value={createdAt} />, {lastUsedAt ? 'last used ' : 'never used'}
          {lastUsedAt && <Time value={lastUsedAt} />}
          {expiresAt && !isExpired && (
            <>
              , works until <Time value={expiresAt} />
            </>
          )}
        </p>
      </div>
      {mayChange && (
        <ConfirmDialog
          act="revoke-directory-token"
          actOn={id}
          trigger={<Button size="small">Revoke</Button>}
          title="Revoke this token?"
          description="Requests of your directory with it are refused at once."
          action={revokeToken.bind(null, slug)}
          values={{ id: connectionId, token_id: id }}
          submit="Revoke"
        />
      )}
    </li>
  )
}
